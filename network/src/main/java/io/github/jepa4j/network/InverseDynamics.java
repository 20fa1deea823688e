package io.github.jepa4j.network;

import org.bytedeco.pytorch.Tensor;

/// Guesses the action between two latents: a perceptron of two hidden layers with rectifiers. Used while
/// training only.
public final class InverseDynamics {

    private static final int HIDDEN = 256;
    private static final double FIRST_STD = 0.02;

    private final Linear[] layers;

    /// Makes the head's parameters, normal with standard deviation 0.02 at the start.
    public InverseDynamics(Parameters parameters, int latentDimension, int actionDimension) {
        int[] widths = {2 * latentDimension, HIDDEN, HIDDEN, actionDimension};
        layers = new Linear[widths.length - 1];
        for (int i = 0; i < layers.length; i++) {
            layers[i] = Linear.normal(parameters, "inverse_dynamics.layer." + i, widths[i], widths[i + 1], FIRST_STD);
        }
    }

    /// @param pairs `[B, 2 D]`: a latent and the next, side by side
    /// @return `[B, A]`, in the model's units
    public Tensor forward(Tensor pairs) {
        Tensor hidden = pairs;
        for (int i = 0; i < layers.length; i++) {
            hidden = layers[i].forward(hidden);
            if (i + 1 < layers.length) {
                hidden = hidden.relu_();
            }
        }
        return hidden;
    }
}
