package io.github.jepa4j.pretraining;

import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.configuration.ConfigurationException;
import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.learning.JepaTrainer.Clock;
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

/// Teaches a backbone to see, from images alone (or, by the supervised baseline, from their labels). A
/// training goes on after a kill at any instant, to the same bytes on the same machine with the same number
/// of threads.
public final class Pretrainer {

    private static final int KEPT_CHECKPOINTS = 2;

    private final LabelledClips images;
    private final String dataHash;
    private final PretrainingConfig config;
    private final Seed seed;
    private final Clock clock;

    /// @param dataHash says whether a run that goes on has the same images
    /// @throws IllegalArgumentException when there are fewer images than a batch, or of a size that the
    ///     backbone cannot take
    public Pretrainer(LabelledClips images, String dataHash, PretrainingConfig config, Seed seed, Clock clock) {
        if (images.size() < config.batch()) {
            throw new IllegalArgumentException(
                    "There are %d images, but a batch of %d.\nMaybe lower the batch, or look whether images were skipped."
                            .formatted(images.size(), config.batch()));
        }
        var _ = config.backbone().spec(images); // refuses before a run is begun
        this.images = images;
        this.dataHash = dataHash;
        this.config = config;
        this.seed = seed;
        this.clock = clock;
    }

    /// Trains into a run folder: begins the run there, goes on with it where it was cut off, or loads what
    /// came of it when it is done.
    ///
    /// @throws IOException when the folder holds something else or the run of another training, or the disk
    ///     refuses
    public VisionModel train(Path path, TrainingLoop.Listener listener) throws IOException {
        try (RunFolder run = runAt(path)) {
            return train(run, listener);
        }
    }

    /// The same, in a folder that is open.
    public VisionModel train(RunFolder run, TrainingLoop.Listener listener) throws IOException {
        Engine.open(config.threads() == 0 ? Runtime.getRuntime().availableProcessors() : config.threads());
        if (Files.exists(run.model())) {
            return VisionModel.load(run.model());
        }
        try (Scope scope = Scope.open()) {
            ChannelStatistics statistics = ChannelStatistics.of(images);
            VisionTraining training = new VisionTraining(images, statistics, config, seed);
            var schedule = new TrainingLoop.Schedule(config.steps(), config.log(), config.checkpoint(), KEPT_CHECKPOINTS);
            new TrainingLoop(run, schedule, clock.instants(), clock.nanos()).run(training, listener);
            new VisionModel(training.networks(), statistics, provenance(run)).write(run.model());
        }
        return VisionModel.load(run.model());
    }

    /// How long an update takes here and now: fresh networks make a few, of which the first third is not
    /// timed.
    ///
    /// @param updates at least 3
    /// @return seconds, the median
    public double pace(int updates) {
        Engine.open(config.threads() == 0 ? Runtime.getRuntime().availableProcessors() : config.threads());
        try (Scope scope = Scope.open()) {
            var training = new VisionTraining(images, ChannelStatistics.of(images), config, seed);
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

    private Map<String, String> provenance(RunFolder run) {
        return Map.of(
                "run", run.info().name(),
                "method", config.method().label(),
                "seed", Long.toString(seed.value()),
                "data", dataHash,
                "code", run.info().codeVersion(),
                "steps", Long.toString(config.steps()));
    }

    private RunFolder runAt(Path path) throws IOException {
        String name = path.getFileName() == null ? "run" : path.getFileName().toString();
        String version = CodeVersion.of(Pretrainer.class);
        RunInfo wanted = RunInfo.here(name, clock.instants().instant(), seed.value(), dataHash, version);
        if (!RunFolder.exists(path)) {
            return RunFolder.create(path, wanted, config);
        }
        RunFolder folder = RunFolder.open(path);
        if (!isThisTraining(folder)) {
            folder.close();
            throw new IOException(
                    "The run %s is of another training: its seed, its images or its settings are not these.\nMaybe name another folder."
                            .formatted(path));
        }
        return folder;
    }

    private boolean isThisTraining(RunFolder folder) {
        try {
            return folder.info().seed() == seed.value()
                    && folder.info().dataHash().equals(dataHash)
                    && Configuration.toYaml(folder.configuration(config, List.of()))
                            .equals(Configuration.toYaml(config));
        } catch (ConfigurationException _) { // settings of something else altogether
            return false;
        }
    }
}
