package io.github.jepa4j.pretraining;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.learning.JepaTrainer.Clock;
import io.github.jepa4j.network.Buffers;
import io.github.jepa4j.run.RunFolder;
import io.github.jepa4j.run.TrainingLoop;
import io.github.jepa4j.tensor.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/// Fine-tunes public weights to tell the classes of images or clips apart: all of them, or low-rank adapters beside
/// them (Hu et al., *LoRA*, arXiv 2106.09685), and a linear classifier of the features. A training goes on after a
/// kill at any instant, to the same bytes on the same machine with the same number of threads.
public final class FineTuner {

    private final LabelledClips clips;
    private final PublicWeights weights;
    private final FineTuningConfig config;
    private final PretrainingRun begun;

    /// A run of it that was begun from Java.
    ///
    /// @param weights the hash of the weights
    record Settings(String weights, FineTuningConfig finetuning) {}

    /// @throws IllegalArgumentException when there are fewer than a batch, of another shape than the weights are to
    ///     see, or all of one class
    public FineTuner(LabelledClips clips, PublicWeights weights, FineTuningConfig config, Seed seed, Clock clock) {
        clips.requireBatch(config.optimisation().batch());
        clips.requireShape(weights.recognised().spec());
        clips.requireTwoClasses("fine-tuning");
        this.clips = clips;
        this.weights = weights;
        this.config = config;
        begun = new PretrainingRun(clips.hash(), seed, clock);
    }

    /// Trains into a run folder: begins the run there, goes on with it where it was cut off, or loads what
    /// came of it when it is done.
    ///
    /// @throws IOException when the folder holds something else or the run of another training, the weights
    ///     cannot be read, or the disk refuses
    public PublicModel train(Path path, TrainingLoop.Listener listener) throws IOException {
        try (RunFolder run = begun.at(path, new Settings(weights.hash(), config))) {
            return train(run, listener);
        }
    }

    /// The same, in a folder that is open; whoever opened it knows that it was begun with these weights.
    public PublicModel train(RunFolder run, TrainingLoop.Listener listener) throws IOException {
        Engine.open(config.optimisation().threadsOrAll());
        Optional<PublicModel> made =
                run.finished(config.optimisation().steps(), file -> PublicModel.load(file, weights.path()));
        if (made.isPresent()) {
            return made.get();
        }
        try (Scope scope = Scope.open()) {
            TunedNetworks networks = TunedNetworks.begin(shape(), begun.seed().split("networks"));
            weights.load(networks.parameters());
            begun.train(run, config.optimisation(), training(networks), listener);
            new TunedFile(weights, clips.classes(), begun.provenance(run, config.method(), config.optimisation()))
                    .write(run.model(), networks);
        }
        return PublicModel.load(run.model(), weights.path());
    }

    private TunedNetworks.Shape shape() {
        return new TunedNetworks.Shape(
                weights.recognised().spec(),
                config.rank(),
                config.alpha(),
                clips.classes().size());
    }

    private VisionTraining training(TunedNetworks networks) {
        return new VisionTraining(
                new VisionTraining.Lessons(clips, PublicModel.PIXELS, begun.seed()),
                config.optimisation(),
                networks.parameters(),
                new Buffers(),
                new FineTuning(networks, config.views()));
    }
}
