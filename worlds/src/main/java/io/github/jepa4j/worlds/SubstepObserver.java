package io.github.jepa4j.worlds;

/// Watches the true state of a world between its observations, so that a judge of guardrails misses nothing
/// that happens within one action. For judging only: the agent never sees it.
@FunctionalInterface
public interface SubstepObserver {

    /// Sees nothing.
    SubstepObserver NONE = (time, state) -> {};

    /// Called once by `reset` with time 0, and after every substep of the world's integrator.
    ///
    /// @param time  in seconds (the reactor: hours) since the episode began; 0 begins another episode
    /// @param state the true state, in the order and units of the world's signals; a copy, the observer's own
    void substep(double time, double[] state);
}
