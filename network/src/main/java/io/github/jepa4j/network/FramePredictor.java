package io.github.jepa4j.network;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Predicts the next latent map from those before it: a [ConvGru] remembers them, and two convolutions tell from
/// its memory what changes, `z' = z + f(h)`. Two more tell from it how wrong the prediction will be at each place;
/// no gradient flows back from these, so that what is predicted learns nothing from them, if a trainer clips their
/// gradients apart from the others.
public final class FramePredictor {

    private final ConvGru memory;
    private final Conv2d hidden;
    private final Conv2d change;
    private final Conv2d doubt;
    private final Conv2d logError;

    /// What was predicted, and what is remembered.
    ///
    /// @param next     `[B, width, Y, X]`
    /// @param memory   `[B, memory, Y, X]`
    /// @param logError `[B, 1, Y, X]`, the natural logarithm of the error that is expected
    public record Prediction(Tensor next, Tensor memory, Tensor logError) {}

    /// Makes the parameters, named as in a checkpoint under `prefix`.
    public FramePredictor(Parameters parameters, String prefix, FrameSpec spec) {
        memory = new ConvGru(parameters, prefix + ".memory", spec.width(), spec.memory());
        hidden = new Conv2d(parameters, prefix + ".hidden", spec.memory(), spec.memory(), 3, 1);
        change = new Conv2d(parameters, prefix + ".change", spec.memory(), spec.width(), 3, 1);
        doubt = new Conv2d(parameters, prefix + ".doubt", spec.memory(), Math.max(1, spec.memory() / 3), 3, 1);
        logError = new Conv2d(parameters, prefix + ".log_error", Math.max(1, spec.memory() / 3), 1, 1, 1);
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
        return predict(latent, remember(hear(latent), remembered));
    }

    /// What the memory hears of latents of any times, `[N, width, Y, X]`. A clip's can be heard at once, before they
    /// are remembered one after the other.
    public Tensor hear(Tensor latents) {
        return memory.hear(latents);
    }

    /// What is remembered after one more latent.
    ///
    /// @param heard      of the latent, see [#hear]
    /// @param remembered `[B, memory, Y, X]`, of before
    public Tensor remember(Tensor heard, Tensor remembered) {
        return memory.remember(heard, remembered);
    }

    /// What follows latents of any times.
    ///
    /// @param latents    `[N, width, Y, X]`
    /// @param remembered `[N, memory, Y, X]`, after them
    public Prediction predict(Tensor latents, Tensor remembered) {
        // not a rectifier: where few channels were all cut off for good, one error was expected everywhere
        Tensor error = logError.forward(torch.silu(doubt.forward(remembered.detach())));
        Tensor changed = change.forward(hidden.forward(remembered).relu_());
        return new Prediction(latents.add(changed), remembered, error);
    }
}
