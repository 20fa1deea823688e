package io.github.jepa4j.testkit;

/// Judges the true state of a world, by means of its own: whatever it shares with what it judges, it
/// cannot find wrong.
@FunctionalInterface
public interface Monitor {

    /// How far the state is from what must not happen, at least 0 where it is safe; NaN counts as not
    /// safe.
    ///
    /// @param time  since the episode began, in the world's unit of time; steps, where only observations
    ///     are judged
    /// @param state the true state, in the order and units of the world's signals
    double margin(double time, double[] state);
}
