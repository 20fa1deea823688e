package io.github.jepa4j.worldmodel;

/// The sizes of a trained predictor of latents.
public sealed interface PredictorSpec permits GruSpec, ResidualSpec {

    /// `D`.
    int latentDimension();

    /// `A`.
    int actionDimension();

    /// The number of weights. The normalisation that follows belongs to the encoder and is not counted.
    long parameters();

    /// Multiply-adds of the products in one step; the element-wise rest (about 1 % at `D` = 256) is left out. The
    /// gradient of a step takes as many again where the rollout kept a tape, and twice as many where it did
    /// not.
    long multiplications();
}
