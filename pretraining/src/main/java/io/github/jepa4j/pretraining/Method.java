package io.github.jepa4j.pretraining;

import java.util.Locale;

/// The published methods and baselines by which a backbone can learn from images.
public enum Method {
    /// [Vicreg].
    VICREG,
    /// [BarlowTwins].
    BARLOW_TWINS,
    /// [Sigreg].
    SIGREG,
    /// [Wmse].
    W_MSE,
    /// [Mmcr].
    MMCR,
    /// [CodingRate].
    CODING_RATE,
    /// [SimClr], a baseline.
    SIMCLR,
    /// [Byol].
    BYOL,
    /// [SimSiam].
    SIMSIAM,
    /// [Dino].
    DINO,
    /// [IJepa].
    I_JEPA,
    /// [VJepa].
    V_JEPA,
    /// [DenoisingAutoencoder], a baseline.
    DENOISING_AUTOENCODER,
    /// [NextToken], a baseline.
    NEXT_TOKEN,
    /// [MaskedAutoencoder], a baseline.
    MASKED_AUTOENCODER,
    /// [MaskedAutoencoder#prediction], a baseline: the pixels of a clip's end, from its beginning.
    PIXEL_PREDICTION,
    /// [MaskedConvolutionalAutoencoder], a baseline.
    MASKED_CONVOLUTIONAL_AUTOENCODER,
    /// Cross-entropy of the labels: the ceiling.
    SUPERVISED;

    /// As it is written in a settings file.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
