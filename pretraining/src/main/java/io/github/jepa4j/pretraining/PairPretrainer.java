package io.github.jepa4j.pretraining;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.learning.JepaTrainer.Clock;
import io.github.jepa4j.network.ResNetSpec;
import io.github.jepa4j.run.RunFolder;
import io.github.jepa4j.run.TrainingLoop;
import io.github.jepa4j.tensor.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/// Teaches a model to foresee from two frames, from clips alone. A training goes on after a kill at any
/// instant.
public final class PairPretrainer {

    private final LabelledClips clips;
    private final PairJepaConfig config;
    private final ResNetSpec spec;
    private final PretrainingRun begun;

    /// @param clips    of at least two frames more than the steps that are unrolled
    /// @param dataHash says whether a run that goes on has the same clips
    /// @throws IllegalArgumentException when there are fewer than a batch, or of a size that cannot be
    ///     halved often enough, or too short
    public PairPretrainer(LabelledClips clips, String dataHash, PairJepaConfig config, Seed seed, Clock clock) {
        clips.requireBatch(config.optimisation().batch());
        if (clips.frames() < config.unrolled() + 2) {
            throw new IllegalArgumentException(
                    "Clips of %d frames are too short to foresee %d steps from two frames; there must be two frames more.\nMaybe lower unrolled."
                            .formatted(clips.frames(), config.unrolled()));
        }
        this.clips = clips;
        this.config = config;
        spec = config.encoder(clips.channels(), clips.rows(), clips.columns());
        begun = new PretrainingRun(dataHash, seed, clock);
    }

    /// Trains into a run folder: begins the run there, goes on with it where it was cut off, or loads
    /// what came of it when it is done.
    ///
    /// @throws IOException when the folder holds something else or the run of another training, or the
    ///     disk refuses
    public PairModel train(Path path, TrainingLoop.Listener listener) throws IOException {
        Engine.open(config.optimisation().threadsOrAll());
        try (RunFolder run = begun.at(path, config)) {
            Optional<PairModel> made = run.finished(config.optimisation().steps(), PairModel::load);
            if (made.isPresent()) {
                return made.get();
            }
            try (Scope scope = Scope.open()) {
                ChannelStatistics statistics = ChannelStatistics.of(clips);
                PairNetworks networks = networks();
                begun.train(run, config.optimisation(), training(networks, statistics), listener);
                String method = "pair-" + config.target().name().toLowerCase(Locale.ROOT);
                new PairModel(networks, config, statistics, begun.provenance(run, method, config.optimisation()))
                        .write(run.model());
            }
            return PairModel.load(run.model());
        }
    }

    /// How long an update takes here and now: fresh networks make a few, of which the first third is not
    /// timed.
    ///
    /// @param updates at least 3
    /// @return seconds, the median
    public double pace(int updates) {
        Engine.open(config.optimisation().threadsOrAll());
        try (Scope scope = Scope.open()) {
            return begun.pace(training(networks(), ChannelStatistics.of(clips)), config.optimisation(), updates);
        }
    }

    private PairNetworks networks() {
        return PairNetworks.begin(config, spec, begun.seed().split("networks"));
    }

    private VisionTraining training(PairNetworks networks, ChannelStatistics statistics) {
        return new VisionTraining(
                new VisionTraining.Lessons(clips, statistics, begun.seed()),
                config.optimisation(),
                networks.parameters(),
                networks.buffers(),
                new PairJepa(networks, config));
    }
}
