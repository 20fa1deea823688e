package io.github.jepa4j.cli;

import io.github.jepa4j.media.MediaLimits;
import io.github.jepa4j.network.VitSpec;
import io.github.jepa4j.pretraining.LabelledClips;
import io.github.jepa4j.pretraining.PublicModel;
import io.github.jepa4j.pretraining.PublicWeights;
import io.github.jepa4j.run.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/// Fine-tuning into a run folder, and judging what came of it.
///
/// @param run    the folder
/// @param limits of files that are read
record Finetuning(Path run, MediaLimits limits, Console console) {

    /// What a fine-tuning came to.
    ///
    /// @param training how it went
    /// @param bytes    of the model's file
    /// @param numbers  of the transformer
    /// @param judged   how well the classes are told apart
    record Figures(SeeingTraining.Figures training, long bytes, long numbers, Judged judged) {}

    /// Begins a run.
    Figures begin(FinetuneSettings settings) throws IOException {
        SeeingTraining.requireNew(run);
        FinetuneSettings chosen = told(settings);
        Split split = chosen.split(limits, console);
        return judged(chosen, split, training(split).begin(chosen));
    }

    /// The settings of a run that was begun.
    FinetuneSettings recorded(FinetuneSettings defaults) throws IOException {
        try (RunFolder folder = RunFolder.view(run)) {
            if (Subject.ofRun(folder.settings()) != Subject.FINETUNING) {
                throw new CommandFailure(
                        "The run %s is no fine-tuning.%nMaybe go on with it by: jepa4j train --run %s --resume"
                                .formatted(run, run));
            }
            return folder.configuration(defaults, List.of());
        }
    }

    /// Goes on with a run.
    ///
    /// @param recorded its settings
    /// @param wanted   the same, with harmless changes at most
    Figures resume(FinetuneSettings recorded, FinetuneSettings wanted) throws IOException {
        FinetuneSettings chosen = told(wanted);
        Split split = chosen.split(limits, console);
        return judged(chosen, split, training(split).resume(recorded, chosen));
    }

    /// Holds the weights to their hash, and says whose they are.
    private FinetuneSettings told(FinetuneSettings settings) throws IOException {
        PublicWeights weights = settings.weights().open();
        VitSpec spec = weights.recognised().spec();
        console.remark("weights: %s, %s of width %d with %d layers, on [T, Y, X] = [%d, %d, %d]"
                .formatted(
                        weights.path(),
                        weights.recognised().family(),
                        spec.size().width(),
                        spec.size().layers(),
                        spec.frames(),
                        spec.rows(),
                        spec.columns()));
        return settings.with(settings.weights().hashed());
    }

    private SeeingTraining<FinetuneSettings> training(Split split) {
        return new SeeingTraining<>(run, console, _ -> split.learned());
    }

    private Figures judged(FinetuneSettings settings, Split split, SeeingTraining.Figures training) throws IOException {
        PublicModel model =
                PublicModel.load(training.model(), settings.weights().path());
        int[] answers = classified(model, split);
        return new Figures(
                training,
                Files.size(training.model()),
                settings.weights().open().recognised().names("weights").count(),
                Judged.of(split, List.of(Score.of("classifier", split, answers))));
    }

    /// The classes that the model names, numbered as the split's.
    private int[] classified(PublicModel model, Split split) {
        LabelledClips asked = split.asked();
        int[] answers = new int[asked.size()];
        try (Telling telling = console.progress("judge", asked.size(), asked.frames() == 1 ? "images" : "clips")) {
            for (int begin = 0; begin < answers.length; begin += model.atOnce()) {
                int end = Math.min(answers.length, begin + model.atOnce());
                int[] part = model.classify(asked, IntStream.range(begin, end).toArray());
                for (int i = begin; i < end; i++) {
                    answers[i] = split.classes().indexOf(model.classes().get(part[i - begin]));
                }
                telling.update(end, "");
            }
        }
        return answers;
    }
}
