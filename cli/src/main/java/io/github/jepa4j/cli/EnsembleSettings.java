package io.github.jepa4j.cli;

import io.github.jepa4j.learning.EnsembleConfig;

/// What `ensemble` does.
///
/// @param seed         everything random is split from it
/// @param fit          episodes to learn from
/// @param test         episodes to judge by, after those
/// @param threads      of the engine; 0 is all cores
/// @param members      how many predictors are learned, beside the model's own
/// @param unrolled     steps that each is unrolled, in learning and in judging
/// @param updates      of each member
/// @param windows      in each update
/// @param learningRate the highest
record EnsembleSettings(
        long seed,
        int fit,
        int test,
        int threads,
        int members,
        int unrolled,
        int updates,
        int windows,
        double learningRate) {

    static final EnsembleSettings DEFAULTS = of(EnsembleConfig.defaults());

    EnsembleSettings {
        Check.that(fit >= 1, "fit", fit, "at least 1");
        Check.that(test >= 1, "test", test, "at least 1");
        Check.that(threads >= 0, "threads", threads, "at least 0");
        var _ = new EnsembleConfig(members, unrolled, updates, windows, learningRate); // refuses the others
    }

    private static EnsembleSettings of(EnsembleConfig config) {
        return new EnsembleSettings(
                1,
                2000,
                200,
                0,
                config.members(),
                config.unrolled(),
                config.updates(),
                config.windows(),
                config.learningRate());
    }

    EnsembleConfig config() {
        return new EnsembleConfig(members, unrolled, updates, windows, learningRate);
    }
}
