package io.github.jepa4j.objective;

import io.github.jepa4j.worldmodel.Rollout;
import java.util.Optional;

/// What must never happen in a future. Not an objective: it has no weight and no energy, and no gain in
/// energy makes up for a margin below 0. It holds in the imagined future, and in the world as far as the
/// model is right; a filter that does not know the model stands between plan and actuator where that is not
/// enough. Immutable, and safe to use from many threads.
public interface Guardrail {

    /// What is guarded, such as `speed limit`.
    String name();

    /// The unit of the margins, such as `px/step`; empty where they have none.
    String unit();

    /// The margin after each action of each candidate: how far it is from what must not happen, at least 0
    /// where it is safe, below 0 where it is not, NaN where it cannot be told, which counts as not safe.
    ///
    /// @return `[K, H]`, in [#unit]; index 0 is after the first action
    float[] margins(Rollout rollout);

    /// The margin now, before anything is done, from which a start in violation is known; NaN where the
    /// present alone does not tell, such as of a rate.
    ///
    /// @param present of one candidate and one action, after which all is as now: `[1, 2, D]`, two latents
    ///     alike
    default float marginNow(Rollout present) {
        return margins(present)[0];
    }

    /// Whether no state can keep both this and another, as far as the two alone tell; with itself, whether
    /// none can keep it. Empty by default.
    default Optional<Conflict> conflict(Guardrail other) {
        return Optional.empty();
    }

    /// The same guardrail after something happened, for those that hold of an episode rather than of a plan,
    /// such as a budget of which some is spent. Itself by default.
    ///
    /// @param past what happened since it was last asked, one candidate `[1, n + 1, D]`: time 0 is counted
    ///     already, time `n` is now and perceived, those between are as they were imagined
    default Guardrail after(Rollout past) {
        return this;
    }

    /// The margin that counts as 1 where violations of guardrails with different units are compared with
    /// each other; never with energies. In [#unit], above 0.
    default float marginScale() {
        return 1;
    }

    /// Whether `pullback` is offered. Sampling planners do without.
    boolean differentiable();

    /// The vector-Jacobian product of `margins`: pulls a gradient on the margins back to latents and
    /// actions.
    ///
    /// @param gradients `[K, H]`, the derivative of some scalar by each margin
    /// @param into      to which the derivative of that scalar is added
    /// @throws UnsupportedOperationException when not `differentiable`
    void pullback(Rollout rollout, float[] gradients, RolloutGradient into);
}
