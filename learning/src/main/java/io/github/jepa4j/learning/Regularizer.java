package io.github.jepa4j.learning;

import org.bytedeco.pytorch.Tensor;

/// A term of the training loss that looks at the encoded latents alone, and grows as they lose information
/// (or steadiness).
public interface Regularizer {

    /// The term's name in metrics, after `loss.`.
    String name();

    /// The term, before its coefficient.
    ///
    /// @param latents `[B, T, D]`, encoded; gradients flow to the encoder
    /// @param actions `[B, T - 1, A]`, in the model's units
    /// @return a scalar, at least 0
    Tensor loss(Tensor latents, Tensor actions);
}
