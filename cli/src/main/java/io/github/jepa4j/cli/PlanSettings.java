package io.github.jepa4j.cli;

/// What `plan` does.
///
/// @param seed     everything random is split from it, a drawn task too
/// @param layout   where the wall of a drawn task stands
/// @param threads  that imagine, 0 for one per core; changes nothing but the time
/// @param planning how is planned
record PlanSettings(long seed, Rooms layout, int threads, PlanningSettings planning) {

    PlanSettings {
        Check.that(threads >= 0, "threads", threads, "at least 0 (0 is one per core)");
    }

    /// Binds twice: first to learn which planner is wanted, then over that planner's defaults.
    ///
    /// @param layout where nothing else is said
    static PlanSettings from(SettingsOptions options, Rooms layout) {
        PlanSettings wanted = options.over(of(PlanningSettings.OPEN, layout));
        return options.over(of(PlanningSettings.defaultsFor(wanted.planning(), Integer.MAX_VALUE), layout));
    }

    private static PlanSettings of(PlanningSettings planning, Rooms layout) {
        return new PlanSettings(1, layout, 0, planning);
    }
}
