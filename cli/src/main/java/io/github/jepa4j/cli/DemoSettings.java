package io.github.jepa4j.cli;

import io.github.jepa4j.learning.JepaConfig;
import io.github.jepa4j.worlds.TwoRooms;
import java.nio.file.Path;

/// What `demo` does: the one place to tune it.
///
/// @param seed     everything random is split from it
/// @param collect  episodes to learn from
/// @param training how it learns
/// @param evaluate episodes to play
/// @param threads  everywhere, 0 for one per core
record DemoSettings(long seed, int collect, JepaConfig training, int evaluate, int threads) {

    static final DemoSettings DEFAULTS = new DemoSettings(1, 3000, Preset.QUICK.training(), 100, 0);

    private static final double CROSSING_FRACTION = CollectSettings.DEFAULTS.crossingFraction();

    DemoSettings {
        Check.that(collect >= 1, "collect", collect, "at least 1");
        Check.that(evaluate >= 1, "evaluate", evaluate, "at least 1");
        Check.that(threads >= 0, "threads", threads, "at least 0 (0 is one per core)");
    }

    CollectSettings collecting() {
        return new CollectSettings(
                seed,
                CollectSettings.WORLD,
                Rooms.FIXED,
                collect,
                CollectSettings.DEFAULTS.steps(),
                CROSSING_FRACTION,
                threads);
    }

    TrainSettings trainingOn(Path data) {
        return new TrainSettings(seed, data, training).with(data);
    }

    EvaluateSettings evaluating() {
        int steps = TwoRooms.STEPS_PER_EPISODE;
        return new EvaluateSettings(
                seed,
                EvaluateSettings.Tasks.FIXED,
                evaluate,
                steps,
                threads,
                PlanningSettings.defaultsFor(PlanningSettings.OPEN, steps));
    }
}
