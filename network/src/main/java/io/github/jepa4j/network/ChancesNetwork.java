package io.github.jepa4j.network;

import io.github.jepa4j.worldmodel.CategoricalSpec;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// Tells how likely each value of a latent variable is. `CategoricalWorldModel` in module `worldmodel` is the same
/// function without the engine.
public final class ChancesNetwork {

    private final FeedforwardNetwork network;
    private final @Nullable Waves waves;

    /// Makes the network's parameters, named as in a model file; waves, where the spec has any, are drawn, and stay.
    ///
    /// @param waveScale deviation of the waves' frequencies, per unit of latent
    public ChancesNetwork(Parameters parameters, CategoricalSpec spec, double waveScale) {
        int count = spec.frequencies();
        network = new FeedforwardNetwork(
                parameters,
                "chances.",
                new FeedforwardNetwork.Sizes(
                        count == 0 ? spec.latentDimension() : 2 * count,
                        spec.actionDimension(),
                        spec.chanceHidden(),
                        CategoricalSpec.CHANCE_LAYERS,
                        spec.values()));
        waves = count == 0 ? null : Waves.drawn(parameters, "chances.waves", waveScale, count, spec.latentDimension());
    }

    /// The logarithms of how likely the values are, `[B, N]`.
    ///
    /// @param latent `[B, D]`
    /// @param action `[B, A]`, in the model's units
    public Tensor logarithms(Tensor latent, Tensor action) {
        return torch.log_softmax(network.forward(waves == null ? latent : waves.of(latent), action), 1);
    }
}
