package io.github.jepa4j.perception;

/// The sizes of a trained encoder.
public sealed interface EncoderSpec permits ImpalaSpec, SignalsSpec {

    /// `D`.
    int latentDimension();

    /// The number of weights.
    long parameters();
}
