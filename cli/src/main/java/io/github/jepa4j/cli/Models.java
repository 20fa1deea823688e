package io.github.jepa4j.cli;

import io.github.jepa4j.evaluation.Cost;
import io.github.jepa4j.perception.ImpalaEncoder;
import io.github.jepa4j.perception.ImpalaSpec;
import io.github.jepa4j.run.RunFolder;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worldmodel.LatentPredictor;
import io.github.jepa4j.worldmodel.PredictorSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// Trained models.
final class Models {

    private Models() {}

    /// Reads a model file.
    static JepaModel load(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new CommandFailure(
                    "The model %s does not exist.%nMaybe the path is relative to another folder than %s."
                            .formatted(file, Path.of("").toAbsolutePath()));
        }
        if (Files.isDirectory(file)) {
            throw new CommandFailure(
                    "The model %s is a folder, but must be a file.%nMaybe it is a run: name it with --run."
                            .formatted(file));
        }
        return JepaModel.load(file);
    }

    /// The model file of a run.
    static Path of(Path run) throws IOException {
        try (RunFolder folder = RunFolder.view(run)) {
            if (!Files.exists(folder.model())) {
                throw new CommandFailure(
                        "The run %s has no model yet: %s is written when training is done.%nMaybe train it to the end: jepa4j train --run %s --resume"
                                .formatted(run, folder.model().getFileName(), run));
            }
            return folder.model();
        }
    }

    static Optional<ImpalaSpec> spec(JepaModel model) {
        return model.encoder() instanceof ImpalaEncoder encoder ? Optional.of(encoder.spec()) : Optional.empty();
    }

    static Optional<PredictorSpec> predictor(JepaModel model) {
        return model.worldModel() instanceof LatentPredictor predictor
                ? Optional.of(predictor.spec())
                : Optional.empty();
    }

    /// The arithmetic of imagining and encoding with a model.
    static Cost cost(JepaModel model) {
        return spec(model)
                .flatMap(encoder -> predictor(model).map(predictor -> Cost.of(encoder, predictor)))
                .orElse(Cost.UNKNOWN);
    }
}
