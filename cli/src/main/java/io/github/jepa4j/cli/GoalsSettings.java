package io.github.jepa4j.cli;

import io.github.jepa4j.learning.CounterfactualConfig;
import io.github.jepa4j.learning.CriticConfig;

/// What `goals` does.
///
/// @param seed           everything random is split from it
/// @param fit            episodes to learn from
/// @param test           episodes to judge by
/// @param threads        of the engine; 0 is all cores
/// @param tolerance      gap in px within which the dot is where it shall be
/// @param counterfactual how it is learned what would be perceived
/// @param critic         how it is learned how many steps it takes
record GoalsSettings(
        long seed,
        int fit,
        int test,
        int threads,
        float tolerance,
        CounterfactualConfig counterfactual,
        CriticConfig critic) {

    static final GoalsSettings DEFAULTS =
            new GoalsSettings(1, 5000, 500, 0, 1.5f, CounterfactualConfig.defaults(), CriticConfig.defaults());

    GoalsSettings {
        Check.that(fit >= 1, "fit", fit, "at least 1");
        Check.that(test >= 1, "test", test, "at least 1");
        Check.that(threads >= 0, "threads", threads, "at least 0");
        Check.that(tolerance > 0 && Float.isFinite(tolerance), "tolerance", tolerance, "above 0");
    }
}
