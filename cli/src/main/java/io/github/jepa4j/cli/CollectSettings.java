package io.github.jepa4j.cli;

/// What `collect` does.
///
/// @param seed             everything random is split from it
/// @param world            which world; so far `two-rooms`
/// @param layout           where the wall stands
/// @param episodes         how many to collect
/// @param steps            actions per episode
/// @param crossingFraction share of the episodes that go through the door on purpose, in [0, 1]
record CollectSettings(long seed, String world, Layout layout, int episodes, int steps, double crossingFraction) {

    /// Where the wall and its door stand.
    enum Layout {
        /// Drawn anew for every episode.
        RANDOM,
        /// The same for all.
        FIXED,
        /// As in the published PLDM data.
        PLDM
    }

    static final CollectSettings DEFAULTS = new CollectSettings(1, "two-rooms", Layout.FIXED, 1000, 90, 0.35);

    CollectSettings {
        Check.that(world.equals("two-rooms"), "world", world, "two-rooms");
        Check.that(episodes >= 1, "episodes", episodes, "at least 1");
        Check.that(steps >= 1, "steps", steps, "at least 1");
        Check.that(crossingFraction >= 0 && crossingFraction <= 1, "crossingFraction", crossingFraction, "in [0, 1]");
    }
}
