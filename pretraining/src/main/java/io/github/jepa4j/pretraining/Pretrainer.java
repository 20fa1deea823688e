package io.github.jepa4j.pretraining;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.learning.JepaTrainer.Clock;
import io.github.jepa4j.network.VisionSpec;
import io.github.jepa4j.run.RunFolder;
import io.github.jepa4j.run.TrainingLoop;
import io.github.jepa4j.tensor.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Teaches a backbone to see, from images or clips alone (or, by the supervised baseline, from their
/// labels). A training goes on after a kill at any instant, to the same bytes on the same machine with the
/// same number of threads.
public final class Pretrainer {

    private final LabelledClips clips;
    private final PretrainingConfig config;
    private final PretrainingRun begun;

    /// @param dataHash says whether a run that goes on has the same images
    /// @throws IllegalArgumentException when there are fewer than a batch, of a size that the backbone cannot
    ///     take, or all of one class where classes are learned; when the backbone is of the other kind than the
    ///     method needs, or some of the method's settings do not go together
    public Pretrainer(LabelledClips clips, String dataHash, PretrainingConfig config, Seed seed, Clock clock) {
        check(clips, config);
        this.clips = clips;
        this.config = config;
        begun = new PretrainingRun(dataHash, seed, clock);
    }

    /// Makes networks and learner for nothing, so that what they refuse is refused before a run is begun: in the
    /// folder of one that cannot be trained, the corrected settings would be those of another training.
    private static void check(LabelledClips clips, PretrainingConfig config) {
        clips.requireBatch(config.optimisation().batch());
        Networks.refuseClips(config.method(), clips.frames());
        if (config.method() == Method.SUPERVISED) {
            clips.requireTwoClasses("supervised learning");
        }
        VisionSpec spec = config.backbone().spec(clips);
        Learners.refuseProjector(config);
        Networks.refuseSymbols(config.method(), spec);
        Engine.open(config.optimisation().threadsOrAll());
        try (Scope scope = Scope.open()) {
            Learners.of(config, Networks.ofZeros(spec), clips.classes().size());
        }
    }

    /// Trains into a run folder: begins the run there, goes on with it where it was cut off, or loads what
    /// came of it when it is done.
    ///
    /// @throws IOException when the folder holds something else or the run of another training, or the disk
    ///     refuses
    public VisionModel train(Path path, TrainingLoop.Listener listener) throws IOException {
        try (RunFolder run = begun.at(path, config)) {
            return train(run, listener);
        }
    }

    /// The same, in a folder that is open.
    public VisionModel train(RunFolder run, TrainingLoop.Listener listener) throws IOException {
        Engine.open(config.optimisation().threadsOrAll());
        Optional<VisionModel> made = run.finished(config.optimisation().steps(), VisionModel::load);
        if (made.isPresent()) {
            return made.get();
        }
        try (Scope scope = Scope.open()) {
            ChannelStatistics statistics = ChannelStatistics.of(clips);
            Networks networks = networks();
            Learner learner = learner(networks);
            begun.train(run, config.optimisation(), training(networks, statistics, learner), listener);
            var provenance = begun.provenance(run, config.method().label(), config.optimisation());
            VisionModel.write(run.model(), learner.kept(networks), statistics, provenance);
        }
        return VisionModel.load(run.model());
    }

    /// How long an update takes here and now: fresh networks make a few, of which the first third is not
    /// timed.
    ///
    /// @param updates at least 3
    /// @return seconds, the median
    public double pace(int updates) {
        Engine.open(config.optimisation().threadsOrAll());
        try (Scope scope = Scope.open()) {
            Networks networks = networks();
            VisionTraining training = training(networks, ChannelStatistics.of(clips), learner(networks));
            return begun.pace(training, config.optimisation(), updates);
        }
    }

    private Networks networks() {
        return Networks.begin(config.backbone().spec(clips), begun.seed().split("networks"));
    }

    private Learner learner(Networks networks) {
        return Learners.of(config, networks, clips.classes().size());
    }

    private VisionTraining training(Networks networks, ChannelStatistics statistics, Learner learner) {
        return new VisionTraining(
                new VisionTraining.Lessons(clips, statistics, begun.seed()),
                config.optimisation(),
                networks.parameters(),
                networks.buffers(),
                learner);
    }
}
