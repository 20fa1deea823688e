package io.github.jepa4j.pretraining;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.learning.JepaTrainer.Clock;
import io.github.jepa4j.network.FrameSpec;
import io.github.jepa4j.run.RunFolder;
import io.github.jepa4j.run.TrainingLoop;
import io.github.jepa4j.tensor.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// Teaches a model to foresee clips frame by frame, from clips alone. A training goes on after a kill at any instant.
public final class VideoPretrainer {

    private final LabelledClips clips;
    private final VideoJepaConfig config;
    private final FrameSpec spec;
    private final PretrainingRun begun;

    /// @param dataHash says whether a run that goes on has the same clips
    /// @throws IllegalArgumentException when there are fewer than a batch, or of a size that cannot be watched, or
    ///     too short
    public VideoPretrainer(LabelledClips clips, String dataHash, VideoJepaConfig config, Seed seed, Clock clock) {
        clips.requireBatch(config.optimisation().batch());
        if (clips.frames() <= config.unrolled()) {
            throw new IllegalArgumentException(
                    "Clips of %d frames are too short to foresee %d steps; there must be more frames.\nMaybe lower unrolled."
                            .formatted(clips.frames(), config.unrolled()));
        }
        this.clips = clips;
        this.config = config;
        spec = new FrameSpec(clips.channels(), clips.rows(), clips.columns(), config.width(), config.memory());
        begun = new PretrainingRun(dataHash, seed, clock);
    }

    /// Trains into a run folder: begins the run there, goes on with it where it was cut off, or loads what came
    /// of it when it is done.
    ///
    /// @throws IOException when the folder holds something else or the run of another training, or the disk
    ///     refuses
    public VideoModel train(Path path, TrainingLoop.Listener listener) throws IOException {
        try (RunFolder run = begun.at(path, config)) {
            return train(run, listener);
        }
    }

    /// The same, in a folder that is open.
    public VideoModel train(RunFolder run, TrainingLoop.Listener listener) throws IOException {
        Engine.open(config.optimisation().threadsOrAll());
        Optional<VideoModel> made = run.finished(config.optimisation().steps(), VideoModel::load);
        if (made.isPresent()) {
            return made.get();
        }
        try (Scope scope = Scope.open()) {
            ChannelStatistics statistics = ChannelStatistics.of(clips);
            FrameNetworks networks = networks();
            begun.train(run, config.optimisation(), training(networks, statistics), listener);
            String method = "video-" + config.target().name().toLowerCase(Locale.ROOT);
            new VideoModel(networks, statistics, begun.provenance(run, method, config.optimisation()))
                    .write(run.model());
        }
        return VideoModel.load(run.model());
    }

    /// How long an update takes here and now: fresh networks make a few, of which the first third is not timed.
    ///
    /// @param updates at least 3
    /// @return seconds, the median
    public double pace(int updates) {
        Engine.open(config.optimisation().threadsOrAll());
        try (Scope scope = Scope.open()) {
            return begun.pace(training(networks(), ChannelStatistics.of(clips)), config.optimisation(), updates);
        }
    }

    private FrameNetworks networks() {
        return FrameNetworks.begin(spec, config.target(), begun.seed().split("networks"));
    }

    private VisionTraining training(FrameNetworks networks, ChannelStatistics statistics) {
        return new VisionTraining(
                new VisionTraining.Lessons(clips, statistics, begun.seed()),
                config.optimisation(),
                networks.parameters(),
                networks.buffers(),
                new VideoJepa(networks, config));
    }
}
