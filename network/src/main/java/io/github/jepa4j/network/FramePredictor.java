package io.github.jepa4j.network;

import org.bytedeco.pytorch.Tensor;

/// Predicts the next latent map from those before it: a [ConvGru] remembers them, and two convolutions tell from
/// its memory what changes, `z' = z + f(h)`.
public final class FramePredictor {

    private final ConvGru memory;
    private final Conv2d hidden;
    private final Conv2d change;

    /// What was predicted, and what is remembered.
    ///
    /// @param next   `[B, width, Y, X]`
    /// @param memory `[B, memory, Y, X]`
    public record Prediction(Tensor next, Tensor memory) {}

    /// Makes the parameters, named as in a checkpoint under `prefix`.
    public FramePredictor(Parameters parameters, String prefix, FrameSpec spec) {
        memory = new ConvGru(parameters, prefix + ".memory", spec.width(), spec.memory());
        hidden = new Conv2d(parameters, prefix + ".hidden", spec.memory(), spec.memory(), 3, 1);
        change = new Conv2d(parameters, prefix + ".change", spec.memory(), spec.width(), 3, 1);
    }

    /// A memory of nothing.
    public Tensor empty(Tensor latent) {
        return memory.empty(latent);
    }

    /// One step.
    ///
    /// @param latent     `[B, width, Y, X]`, of now
    /// @param remembered `[B, memory, Y, X]`, of before
    public Prediction forward(Tensor latent, Tensor remembered) {
        Tensor now = memory.forward(latent, remembered);
        return new Prediction(latent.add(change.forward(hidden.forward(now).relu_())), now);
    }
}
