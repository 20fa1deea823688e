package io.github.jepa4j.cli;

/// What `evaluate` does.
///
/// @param seed           everything random is split from it
/// @param planner        which planner, by name
/// @param tasks          which starts and goals
/// @param episodes       how many of them
/// @param horizon        how many actions a plan looks ahead
/// @param replanInterval after how many actions it plans again, in [1, horizon]
/// @param steps          actions an episode may take
record EvaluateSettings(
        long seed, String planner, Tasks tasks, int episodes, int horizon, int replanInterval, int steps) {

    /// Which starts and goals.
    enum Tasks {
        /// The peer's twenty.
        CANONICAL,
        /// Drawn anew, wall included.
        RANDOM,
        /// Drawn anew, the wall always the same.
        FIXED
    }

    static final EvaluateSettings DEFAULTS = new EvaluateSettings(1, "mppi-improved", Tasks.FIXED, 100, 90, 1, 200);

    EvaluateSettings {
        Check.that(episodes >= 1, "episodes", episodes, "at least 1");
        Check.that(horizon >= 1, "horizon", horizon, "at least 1");
        Check.that(steps >= 1, "steps", steps, "at least 1");
        Check.that(
                replanInterval >= 1 && replanInterval <= horizon,
                "replanInterval",
                replanInterval,
                "in [1, horizon = " + horizon + "]");
    }
}
