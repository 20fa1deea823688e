package io.github.jepa4j.network;

import io.github.jepa4j.perception.EncoderSpec;
import io.github.jepa4j.perception.ImpalaSpec;
import io.github.jepa4j.perception.SignalsSpec;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/// The network that turns observations into latents.
public sealed interface EncoderNetwork permits ImpalaNetwork, SignalsNetwork {

    /// Makes an encoder's parameters, named as in a checkpoint.
    static EncoderNetwork of(Parameters parameters, EncoderSpec spec) {
        return switch (spec) {
            case ImpalaSpec impala -> new ImpalaNetwork(parameters, impala);
            case SignalsSpec signals -> new SignalsNetwork(parameters, signals);
        };
    }

    /// The normalisation that is its last layer, and follows each step of the predictor; none where latents
    /// are not normalised.
    @Nullable
    LayerNorm norm();

    /// Encodes normalised observations, `B` first.
    ///
    /// @return `[B, D]`
    Tensor forward(Tensor observations);
}
