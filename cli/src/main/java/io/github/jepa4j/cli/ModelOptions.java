package io.github.jepa4j.cli;

import io.github.jepa4j.worldmodel.JepaModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Which model: a run's, or a file. To be used as an argument group of which one is required.
final class ModelOptions {

    @Option(names = "--run", paramLabel = "DIR", required = true, description = "The run folder whose model plans.")
    @Nullable
    private Path run;

    @Option(names = "--model", paramLabel = "FILE", required = true, description = "The model file that plans.")
    @Nullable
    private Path model;

    Optional<Path> run() {
        return Optional.ofNullable(run);
    }

    JepaModel load() throws IOException {
        return Models.load(file());
    }

    /// The model's file.
    Path file() throws IOException {
        if (run != null) {
            return Models.of(run);
        }
        if (model == null) {
            throw new IllegalStateException(
                    "Neither --run nor --model was given.\nMaybe name the run folder: --run runs/demo.");
        }
        return model;
    }

    /// The tasks that the model was made for, where its run knows; otherwise random walls, which is said.
    EvaluateSettings.Tasks tasks(Console console) throws IOException {
        if (run == null) {
            return EvaluateSettings.Tasks.RANDOM;
        }
        Optional<EvaluateSettings.Tasks> known = Provenance.tasks(run);
        if (known.isEmpty()) {
            console.remark(
                    "Note: " + run + " does not say which walls its episodes had; they are taken for random ones.");
        }
        return known.orElse(EvaluateSettings.Tasks.RANDOM);
    }
}
