package io.github.jepa4j.worldmodel;

import io.github.jepa4j.tensor.internal.Kernels;
import io.github.jepa4j.tensor.internal.LayerNorm;
import io.github.jepa4j.tensor.internal.Rows;

/// One step of a world model and its gradient, for many candidates: a row each. The layer normalisation that
/// ends a step is left to [Rollouts].
sealed interface Cell permits ChanceCell, GruCell, ResidualCell, UnnormalisedCell {

    Kernels kernels();

    /// What follows each step.
    LayerNorm norm();

    /// Ends a step.
    ///
    /// @param raw  as [#activate] leaves it
    /// @param next out: the next latents; may be `raw` itself
    default void normalise(Rows raw, Rows next) {
        kernels().normalise(norm(), raw, next);
    }

    /// Pulls a gradient back through [#normalise], in place.
    default void normaliseBack(Rows raw, Rows gradient) {
        kernels().normaliseBack(norm(), raw, gradient);
    }

    /// `D`.
    int dimension();

    /// `A`.
    int actions();

    /// How many numbers each row of `scratch` has: what the way forward writes and the way back reads.
    int scratch();

    /// How many numbers each row of `back` has: what only the way back needs.
    int back();

    /// How many of the numbers of `scratch`, from the first on, [#multiply] writes.
    int products();

    /// The products of the latents alone, which candidates that begin alike can share.
    void multiply(Rows latents, Rows scratch);

    /// The rest of the step.
    ///
    /// @param scratch in: as [#multiply] leaves it; out: what [#activateBack] needs
    /// @param next    `[.., D]`, out: the next latents before they are normalised
    void activate(Rows scratch, Rows latents, Rows actions, Rows next);

    /// Pulls a gradient back through [#activate].
    ///
    /// @param scratch  in: as [#activate] left it
    /// @param back     out: what [#multiplyBack] needs
    /// @param gradient `[.., D]`, in: the derivative by `next`; out: the part of that by `latents` that bypasses
    ///     [#multiply]
    /// @param actions  `[.., A]`, out: the derivative by the actions
    void activateBack(Rows scratch, Rows back, Rows latents, Rows gradient, Rows actions);

    /// The part of the derivative by the latents that goes through [#multiply].
    ///
    /// @param gradient `[.., D]`, out
    void multiplyBack(Rows back, Rows gradient);
}
