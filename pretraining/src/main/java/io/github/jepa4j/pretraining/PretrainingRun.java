package io.github.jepa4j.pretraining;

import io.github.jepa4j.learning.JepaTrainer.Clock;
import io.github.jepa4j.run.CodeVersion;
import io.github.jepa4j.run.RunFolder;
import io.github.jepa4j.run.RunInfo;
import io.github.jepa4j.run.TrainingLoop;
import io.github.jepa4j.tensor.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/// What trainings that learn to see have in common: a folder that they begin or go on in, and a loop.
///
/// @param dataHash of what is learned from
record PretrainingRun(String dataHash, Seed seed, Clock clock) {

    private static final int KEPT_CHECKPOINTS = 2;

    /// Begins a run in a folder, or opens the one that is there.
    ///
    /// @throws IOException where the folder holds something else, or the run of another training
    RunFolder at(Path path, Record config) throws IOException {
        String name = path.getFileName() == null ? "run" : path.getFileName().toString();
        String version = CodeVersion.of(PretrainingRun.class);
        RunInfo wanted = RunInfo.here(name, clock.instants().instant(), seed.value(), dataHash, version);
        return RunFolder.createOrOpen(path, wanted, config);
    }

    /// Trains to the end, from where it was cut off.
    void train(RunFolder run, Optimisation config, VisionTraining training, TrainingLoop.Listener listener)
            throws IOException {
        var schedule = new TrainingLoop.Schedule(config.steps(), config.log(), config.checkpoint(), KEPT_CHECKPOINTS);
        new TrainingLoop(run, schedule, clock.instants(), clock.nanos()).run(training, listener);
    }

    /// What a model says about how it was made.
    Map<String, String> provenance(RunFolder run, String method, Optimisation config) {
        return Map.of(
                "run", run.info().name(),
                "method", method,
                "seed", Long.toString(seed.value()),
                "data", dataHash,
                "code", run.info().codeVersion(),
                "steps", Long.toString(config.steps()));
    }

    /// How long an update takes here and now; the first third is not timed.
    ///
    /// @param updates at least 3
    /// @return seconds, the median
    double pace(VisionTraining training, Optimisation config, int updates) {
        double[] seconds = new double[updates];
        for (int step = 0; step < updates; step++) {
            long before = clock.nanos().getAsLong();
            training.update(Math.min(step, config.steps() - 1), false);
            seconds[step] = (clock.nanos().getAsLong() - before) * 1e-9;
        }
        double[] timed = Arrays.copyOfRange(seconds, updates / 3, updates);
        Arrays.sort(timed);
        return timed[timed.length / 2];
    }
}
