package io.github.jepa4j.network;

import io.github.jepa4j.worldmodel.GruSpec;
import io.github.jepa4j.worldmodel.PredictorSpec;
import io.github.jepa4j.worldmodel.ResidualSpec;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/// The network that predicts the next latent from this one and an action.
public sealed interface Predictor permits GruPredictor, ResidualPredictor {

    /// Makes a predictor's parameters, named as in a checkpoint.
    ///
    /// @param norm the encoder's own normalisation, which follows each step; none where latents are not
    ///     normalised, which only a residual predictor takes
    static Predictor of(Parameters parameters, PredictorSpec spec, @Nullable LayerNorm norm) {
        return switch (spec) {
            case GruSpec gru -> new GruPredictor(parameters, gru, required(norm));
            case ResidualSpec residual -> new ResidualPredictor(parameters, residual, norm);
        };
    }

    private static LayerNorm required(@Nullable LayerNorm norm) {
        if (norm == null) {
            throw new IllegalArgumentException(
                    "A GRU's latents are kept within bounds by the encoder's normalisation, but this encoder has none.\nMaybe choose the residual predictor: signals need it.");
        }
        return norm;
    }

    /// One step.
    ///
    /// @param latent `[B, D]`
    /// @param action `[B, A]`, in the model's units
    /// @return the next latent, `[B, D]`
    Tensor forward(Tensor latent, Tensor action);
}
