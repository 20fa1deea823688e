package io.github.jepa4j.network;

import org.bytedeco.pytorch.Tensor;

/// A perceptron of two hidden layers with rectifiers that tells how far it is from a latent to a goal.
/// `Critic` in module `objective`, which gives the formula, is the same function without the engine.
public final class CriticNetwork {

    private final Linear[] layers;

    /// Makes the network's parameters, named as in a model file; uniform within `1 / sqrt(fan in)` at the
    /// start.
    ///
    /// @param inputs `D + S`, a latent and a goal
    /// @param units  of each hidden layer
    public CriticNetwork(Parameters parameters, int inputs, int units) {
        int[] widths = {inputs, units, units, 1};
        layers = new Linear[widths.length - 1];
        for (int i = 0; i < layers.length; i++) {
            layers[i] = Linear.uniform(parameters, "critic.layer." + i, widths[i], widths[i + 1]);
        }
    }

    /// @param pairs `[B, D + S]`, latents and goals side by side
    /// @return `[B]`, the discounted nearness: 1 there, less the farther, `sigmoid(-o)`
    public Tensor nearness(Tensor pairs) {
        Tensor hidden = pairs;
        for (int i = 0; i < layers.length; i++) {
            hidden = layers[i].forward(hidden);
            if (i + 1 < layers.length) {
                hidden = hidden.relu_();
            }
        }
        return hidden.squeeze(1).neg().sigmoid();
    }
}
