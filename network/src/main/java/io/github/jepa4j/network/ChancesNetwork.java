package io.github.jepa4j.network;

import io.github.jepa4j.worldmodel.CategoricalSpec;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Tells how likely each value of a latent variable is. `CategoricalWorldModel` in module `worldmodel` is the same
/// function without the engine.
public final class ChancesNetwork {

    private final FeedforwardNetwork network;

    /// Makes the network's parameters, named as in a model file.
    public ChancesNetwork(Parameters parameters, CategoricalSpec spec) {
        network = new FeedforwardNetwork(
                parameters,
                "chances.",
                new FeedforwardNetwork.Sizes(
                        spec.latentDimension(),
                        spec.actionDimension(),
                        spec.chanceHidden(),
                        CategoricalSpec.CHANCE_LAYERS,
                        spec.values()));
    }

    /// The logarithms of how likely the values are, `[B, N]`.
    ///
    /// @param latent `[B, D]`
    /// @param action `[B, A]`, in the model's units
    public Tensor logarithms(Tensor latent, Tensor action) {
        return torch.log_softmax(network.forward(latent, action), 1);
    }
}
