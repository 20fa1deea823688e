package io.github.jepa4j.cli;

import io.github.jepa4j.learning.CategoricalConfig;

/// What `futures` does.
///
/// @param seed     everything random is split from it
/// @param fit      episodes to learn from
/// @param test     episodes to judge by, after those
/// @param threads  of the engine; 0 is all cores
/// @param variable how the latent variable is learned
record FuturesSettings(long seed, int fit, int test, int threads, CategoricalConfig variable) {

    static final FuturesSettings DEFAULTS = new FuturesSettings(1, 2000, 200, 0, CategoricalConfig.defaults());

    FuturesSettings {
        Check.that(fit >= 1, "fit", fit, "at least 1");
        Check.that(test >= 1, "test", test, "at least 1");
        Check.that(threads >= 0, "threads", threads, "at least 0");
    }
}
