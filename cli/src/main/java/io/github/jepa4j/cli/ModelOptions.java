package io.github.jepa4j.cli;

import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worlds.LayoutChoice;
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

    /// The tasks that the model was made for, where its run knows; otherwise random walls.
    EvaluateSettings.Tasks tasks() throws IOException {
        return known().orElse(EvaluateSettings.Tasks.RANDOM);
    }

    /// Says so where random walls are a guess; once the settings are known to be good, so that what is wrong with
    /// them is said first.
    void noteGuess(Console console, LayoutChoice chosen) throws IOException {
        if (run != null && chosen == LayoutChoice.RANDOM && known().isEmpty()) {
            console.remark("Note: " + run + " does not say which walls its episodes had; random ones are tried.");
        }
    }

    private Optional<EvaluateSettings.Tasks> known() throws IOException {
        return run == null ? Optional.empty() : Provenance.tasks(run);
    }
}
