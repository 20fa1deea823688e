package io.github.jepa4j.network;

import io.github.jepa4j.worldmodel.CategoricalSpec;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/// A perceptron of two hidden layers with rectifiers that tells how likely each value of a latent variable is.
/// `CategoricalWorldModel` in module `worldmodel` is the same function without the engine.
public final class ChancesNetwork {

    private final Linear first;
    private final Tensor actionWeight;
    private final Linear second;
    private final Linear output;

    /// Makes the network's parameters, named as in a model file; uniform within `1 / sqrt(fan in)` at the start.
    public ChancesNetwork(Parameters parameters, CategoricalSpec spec) {
        int units = spec.chanceHidden();
        first = Linear.uniform(parameters, "chances.hidden.0", spec.latentDimension(), units);
        second = Linear.uniform(parameters, "chances.hidden.1", units, units);
        actionWeight = parameters.uniform(
                "chances.action.weight", ResidualPredictor.ACTION_BOUND, units, spec.actionDimension());
        output = Linear.uniform(parameters, "chances.output", units, spec.values());
    }

    /// The logarithms of how likely the values are, `[B, N]`.
    ///
    /// @param latent `[B, D]`
    /// @param action `[B, A]`, in the model's units
    public Tensor logarithms(Tensor latent, Tensor action) {
        Tensor hidden = torch.linear(action, actionWeight, new TensorOptional())
                .add_(first.forward(latent))
                .relu_();
        return torch.log_softmax(output.forward(second.forward(hidden).relu_()), 1);
    }
}
