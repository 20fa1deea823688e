package io.github.jepa4j.worldmodel;

import io.github.jepa4j.perception.Latent;

/// Predicts the next latent from the present one and an action; unrolled over time, it imagines. Planners
/// and objectives see nothing else of a model: no tensor engine, only plain arrays. Immutable, and safe to
/// use from many threads.
public interface WorldModel {

    /// The number of latent dimensions, `D`.
    int latentDimension();

    /// The number of action axes, `A`.
    int actionDimension();

    /// Imagines what a batch of action sequences leads to, all from the same present.
    ///
    /// @param now     `[D]`
    /// @param actions `[K, H, A]`, in the model's units; action 0 is done first
    /// @return latents `[K, H + 1, D]`; index 0 is now
    Rollout imagine(Latent now, ActionBatch actions);

    /// Imagines as [#imagine] does, when a pullback is to follow: a model may keep what happened inside each step
    /// instead of computing it again. Neither the latents nor what `pullback` returns differ by a bit.
    default Rollout imagineForPullback(Latent now, ActionBatch actions) {
        return imagine(now, actions);
    }

    /// The vector-Jacobian product of `imagine`: pulls a gradient on the imagined latents back to the
    /// actions.
    ///
    /// @param rollout         what `imagine` or `imagineForPullback` of this same model returned
    /// @param latentGradients `[K, H + 1, D]`, the derivative of some scalar by each imagined latent; the
    ///     slice of index 0 has no effect, since now does not depend on the actions
    /// @return `[K, H, A]`, the derivative of that scalar by each action, through the latents alone
    float[] pullback(Rollout rollout, float[] latentGradients);
}
