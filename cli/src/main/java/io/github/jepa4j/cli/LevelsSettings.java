package io.github.jepa4j.cli;

import io.github.jepa4j.learning.CategoricalConfig;
import io.github.jepa4j.learning.LevelConfig;
import java.util.List;

/// What `levels` does.
///
/// @param seed     everything random is split from it
/// @param fit      episodes to learn from
/// @param test     episodes to judge by, after those
/// @param threads  of the engine; 0 is all cores
/// @param levels   how many there are to be, the model's own being 1
/// @param second   how the one above the model is learned
/// @param third    the one above that, whose span is in steps of the second
/// @param fourth   the one above that
/// @param chance   whether each level also learns what it leaves to chance
/// @param variable how
record LevelsSettings(
        long seed,
        int fit,
        int test,
        int threads,
        int levels,
        LevelConfig second,
        LevelConfig third,
        LevelConfig fourth,
        boolean chance,
        CategoricalConfig variable) {

    private static final int MOST = 4;

    /// All of them fit episodes of 50 actions, but four levels that leave something to chance: episodes that
    /// are collected where nothing is said have 90.
    static final LevelsSettings DEFAULTS = new LevelsSettings(
            1,
            2000,
            200,
            0,
            2,
            LevelConfig.defaults().with("span=8"),
            LevelConfig.defaults().with("span=3", "unrolled=2"),
            LevelConfig.defaults().with("span=2", "unrolled=1"),
            false,
            CategoricalConfig.ofLevels());

    LevelsSettings {
        Check.that(fit >= 1, "fit", fit, "at least 1");
        Check.that(test >= 1, "test", test, "at least 1");
        Check.that(threads >= 0, "threads", threads, "at least 0");
        Check.that(levels >= 2 && levels <= MOST, "levels", levels, "in [2, " + MOST + "]");
        int context = List.of(second, third, fourth).subList(0, levels - 1).stream()
                .mapToInt(LevelConfig::contextDimension)
                .max()
                .orElse(0);
        Check.that(!chance || context == 0, "contextDimension", context, "0 with chance=true");
    }

    /// How each is learned that there is to be, from the one above the model up.
    List<LevelConfig> wanted() {
        return List.of(second, third, fourth).subList(0, levels - 1);
    }
}
