package io.github.jepa4j.objective;

import io.github.jepa4j.worldmodel.Rollout;

/// What an imagined future should be like. Gives each candidate an energy: unit-free, low is good, never
/// compared across tasks. Immutable, and safe to use from many threads.
public interface Objective {

    /// The energy of each candidate, NaN where it cannot be told (planners rank NaN last, and report it).
    ///
    /// @return `[K]`
    float[] energy(Rollout rollout);

    /// Whether `gradient` is offered. Sampling planners do without; gradient planners refuse an objective
    /// that has none.
    boolean differentiable();

    /// The gradient of the sum over candidates of `energy` (so that each candidate's slice is its own
    /// energy's gradient).
    ///
    /// @throws UnsupportedOperationException when not `differentiable`
    RolloutGradient gradient(Rollout rollout);
}
