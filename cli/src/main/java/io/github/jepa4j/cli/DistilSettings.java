package io.github.jepa4j.cli;

import io.github.jepa4j.actor.PlannerSpec;
import io.github.jepa4j.learning.PolicyConfig;
import java.util.Map;
import java.util.TreeMap;

/// What `distil` does.
///
/// @param seed     everything random is split from it
/// @param fit      episodes from which situations are drawn: a moment to be at, and another to be reached
/// @param test     episodes to judge by, after those
/// @param plans    how many are made to distil from
/// @param judged   how many to judge by
/// @param threads  of the engine, 0 for all cores; plans are made on all cores too, or with 1 on one
/// @param policy   how it is distilled
/// @param planning whose plans are distilled, each from rest and by itself; what search takes here, acting does not
///     take later
record DistilSettings(
        long seed,
        int fit,
        int test,
        int plans,
        int judged,
        int threads,
        PolicyConfig policy,
        PlanningSettings planning) {

    private static final int FIT = 2000;
    private static final int TEST = 200;
    private static final int PLANS = 5000;
    private static final int JUDGED = 200;
    private static final Map<String, Double> THOROUGH = Map.of("candidates", 256.0, "iterations", 8.0);

    DistilSettings {
        Check.that(fit >= 1, "fit", fit, "at least 1");
        Check.that(test >= 1, "test", test, "at least 1");
        Check.that(plans >= 1, "plans", plans, "at least 1");
        Check.that(judged >= 1, "judged", judged, "at least 1");
        Check.that(threads >= 0, "threads", threads, "at least 0 (0 is one per core)");
        Check.that(planning.policy() == PolicyUse.NONE, "planning.policy", planning.policy(), "none: it comes of this");
        Check.that(planning.futures() == 0, "planning.futures", planning.futures(), "0: a policy tells one plan");
        Check.that(planning.time().isZero(), "planning.time", planning.time(), "0ms: plans are searched to their end");
    }

    /// Binds twice: first to learn which planner is wanted, then over that planner's defaults, which search longer
    /// here.
    static DistilSettings from(SettingsOptions options) {
        DistilSettings wanted = options.over(of(PlanningSettings.OPEN));
        PlanningSettings usual = PlanningSettings.defaultsFor(wanted.planning(), Integer.MAX_VALUE);
        return options.over(of(usual.planner().name().equals(PlanningDefaults.PLANNER) ? thorough(usual) : usual));
    }

    private static PlanningSettings thorough(PlanningSettings usual) {
        Map<String, Double> parameters = new TreeMap<>(usual.planner().effective());
        parameters.putAll(THOROUGH);
        return usual.by(new PlannerSpec(usual.planner().name(), parameters));
    }

    private static DistilSettings of(PlanningSettings planning) {
        return new DistilSettings(1, FIT, TEST, PLANS, JUDGED, 0, PolicyConfig.defaults(), planning);
    }
}
