package io.github.jepa4j.pretraining;

import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.configuration.ConfigurationException;
import io.github.jepa4j.learning.JepaTrainer.Clock;
import io.github.jepa4j.run.Checkpoint;
import io.github.jepa4j.run.CodeVersion;
import io.github.jepa4j.run.RunFolder;
import io.github.jepa4j.run.RunInfo;
import io.github.jepa4j.run.TrainingLoop;
import io.github.jepa4j.tensor.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What trainings that learn to see have in common: a folder that they begin or go on in, and a loop.
///
/// @param dataHash of what is learned from
record PretrainingRun(String dataHash, Seed seed, Clock clock) {

    private static final Logger LOG = LoggerFactory.getLogger(PretrainingRun.class);
    private static final int KEPT_CHECKPOINTS = 2;

    /// Begins a run in a folder, or opens the one that is there.
    ///
    /// @throws IOException where the folder holds something else, or the run of another training
    RunFolder at(Path path, Record config) throws IOException {
        String name = path.getFileName() == null ? "run" : path.getFileName().toString();
        String version = CodeVersion.of(PretrainingRun.class);
        RunInfo wanted = RunInfo.here(name, clock.instants().instant(), seed.value(), dataHash, version);
        if (!RunFolder.exists(path)) {
            return RunFolder.create(path, wanted, config);
        }
        RunFolder folder = RunFolder.open(path);
        if (!isThisTraining(folder, config)) {
            folder.close();
            throw new IOException(
                    "The run %s is of another training: its seed, its images or its settings are not these.\nMaybe name another folder."
                            .formatted(path));
        }
        return folder;
    }

    private boolean isThisTraining(RunFolder folder, Record config) {
        try {
            return folder.info().seed() == seed.value()
                    && folder.info().dataHash().equals(dataHash)
                    && Configuration.toYaml(folder.configuration(config, List.of()))
                            .equals(Configuration.toYaml(config));
        } catch (ConfigurationException _) { // settings of something else altogether
            return false;
        }
    }

    /// Reads a model.
    interface Reader<M> {
        M read(Path file) throws IOException;
    }

    /// What came of a training that is done. A file that cannot be read is made again where the last
    /// checkpoint is there to make it from; otherwise it is not touched.
    <M> Optional<M> made(RunFolder run, Optimisation config, Reader<M> reader) throws IOException {
        if (!Files.exists(run.model())) {
            return Optional.empty();
        }
        try {
            return Optional.of(reader.read(run.model()));
        } catch (IOException e) {
            Optional<Checkpoint> last = run.checkpoints().latest().checkpoint();
            if (last.isEmpty() || last.get().step() != config.steps()) {
                throw e;
            }
            LOG.warn(
                    "The model {} is damaged, and made again from the last checkpoint: {}",
                    run.model(),
                    e.getMessage());
            return Optional.empty();
        }
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
