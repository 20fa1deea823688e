package io.github.jepa4j.network;

/// The sizes of a network that sees.
public sealed interface VisionSpec permits ResNetSpec, SymbolImageSpec, VitSpec {

    /// `T` of a clip; 1 where images are seen.
    int frames();

    /// `C` of the image.
    int channels();

    /// `Y` of the image.
    int rows();

    /// `X` of the image.
    int columns();

    /// `D`, the number of features.
    int dimension();
}
