package io.github.jepa4j.cli;

import io.github.jepa4j.learning.CategoricalConfig;
import io.github.jepa4j.learning.GaussianConfig;

/// What `futures` does.
///
/// @param seed       everything random is split from it
/// @param fit        episodes to learn from
/// @param test       episodes to judge by, after those
/// @param threads    of the engine; 0 is all cores
/// @param kind       `discrete`, for what comes out one way or another, or `continuous`, for what comes out more or
///     less
/// @param variable   how a discrete latent variable is learned
/// @param continuous how a continuous one is
record FuturesSettings(
        long seed,
        int fit,
        int test,
        int threads,
        VariableKind kind,
        CategoricalConfig variable,
        GaussianConfig continuous) {

    static final FuturesSettings DEFAULTS = new FuturesSettings(
            1, 2000, 200, 0, VariableKind.DISCRETE, CategoricalConfig.defaults(), GaussianConfig.defaults());

    FuturesSettings {
        Check.that(fit >= 1, "fit", fit, "at least 1");
        Check.that(test >= 1, "test", test, "at least 1");
        Check.that(threads >= 0, "threads", threads, "at least 0");
    }
}
