package io.github.jepa4j.network;

import org.bytedeco.pytorch.Tensor;

/// A perceptron of two hidden layers with rectifiers that tells what changes of a latent when signals get
/// other values. `Counterfactual` in module `objective`, which gives the formula, is the same function
/// without the engine.
public final class CounterfactualNetwork {

    private final Linear[] layers;
    private final int dimension;

    /// Makes the network's parameters, named as in a model file; uniform within `1 / sqrt(fan in)` at the
    /// start.
    ///
    /// @param dimension `D`
    /// @param signals   `S`
    /// @param units     of each hidden layer
    public CounterfactualNetwork(Parameters parameters, int dimension, int signals, int units) {
        this.dimension = dimension;
        int[] widths = {dimension + signals, units, units, dimension};
        layers = new Linear[widths.length - 1];
        for (int i = 0; i < layers.length; i++) {
            layers[i] = Linear.uniform(parameters, "counterfactual.layer." + i, widths[i], widths[i + 1]);
        }
    }

    /// @param pairs `[B, D + S]`, latents and normalised signals side by side
    /// @return `[B, D]`
    public Tensor forward(Tensor pairs) {
        Tensor hidden = pairs;
        for (int i = 0; i < layers.length; i++) {
            hidden = layers[i].forward(hidden);
            if (i + 1 < layers.length) {
                hidden = hidden.relu_();
            }
        }
        return hidden.add(pairs.narrow(1, 0, dimension));
    }
}
