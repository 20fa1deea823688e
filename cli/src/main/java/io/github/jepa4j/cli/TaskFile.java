package io.github.jepa4j.cli;

import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.objective.Counterfactual;
import io.github.jepa4j.objective.Readout;
import io.github.jepa4j.objective.Task;
import io.github.jepa4j.objective.TaskSpec;
import io.github.jepa4j.readout.Readouts;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.world.Observation;
import io.github.jepa4j.worldmodel.Ensemble;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worldmodel.WorldModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/// A task that somebody wrote in a file: what signals shall do and must never do, over the readouts of a
/// model, and its ensemble where the task asks for one.
///
/// @param path of the file
/// @param spec what is written in it
/// @param hash the beginning of the SHA-256 of what is written in it
record TaskFile(Path path, TaskSpec spec, String hash) {

    /// Reads the file.
    ///
    /// @throws io.github.jepa4j.configuration.ConfigurationException where what is written cannot be used
    static TaskFile read(Path path) throws IOException {
        if (Files.notExists(path)) {
            throw new CommandFailure(
                    "The task %s does not exist.%nMaybe the path is relative to another folder than %s."
                            .formatted(path, Path.of("").toAbsolutePath()));
        }
        TaskSpec spec = Configuration.load(path, TaskSpec.defaults());
        return new TaskFile(path, spec, Configuration.hash(spec));
    }

    /// Makes the task of an episode from what would be seen at its goal. What is wanted reads each step by
    /// itself; the guardrails read with the errors that hold for a whole path.
    ///
    /// @param file  the model's, with its readouts
    /// @param model the same, loaded
    /// @throws CommandFailure where the model has no readout of a name, or none at all, or no ensemble
    Function<Observation, Task> tasks(Path file, JepaModel model) throws IOException {
        Function<String, Readout> wanted = TaskFile::unreadable;
        Function<String, Readout> guarded = wanted;
        if (speaksOfSignals()) {
            Readouts readouts = readouts(file);
            wanted = readouts::readout;
            guarded = readouts::overPath;
        }
        Counterfactual places = spec.place().isEmpty() ? null : places(file);
        Function<String, Readout> own = wanted;
        Function<String, Readout> never = guarded;
        List<WorldModel> others = spec.ensemble() ? ensemble(file).members() : List.of();
        Function<Observation, Task> tasks = goal -> {
            try {
                return spec.task(own, never, others, places, model.encoder().encode(goal));
            } catch (IllegalArgumentException e) {
                throw new CommandFailure("The task %s: %s".formatted(path, e.getMessage()));
            }
        };
        return tasks;
    }

    private boolean speaksOfSignals() {
        return !(spec.reach().isEmpty()
                && spec.minimise().isEmpty()
                && spec.avoid().isEmpty()
                && spec.limits().isEmpty()
                && spec.rates().isEmpty()
                && spec.zones().isEmpty()
                && spec.totals().isEmpty());
    }

    private Counterfactual places(Path file) throws IOException {
        SafeTensors read = SafeTensors.read(file);
        if (!Counterfactual.in(read)) {
            throw new CommandFailure(
                    "The task %s wants a place, but the model %s does not tell what would be perceived there.%nMaybe teach it: jepa4j goals --model %s --data DIR."
                            .formatted(path, file, file));
        }
        try {
            return Counterfactual.of(read);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("The task %s wants a place. %s".formatted(path, e.getMessage()));
        }
    }

    private Readouts readouts(Path file) throws IOException {
        try {
            return Readouts.load(file);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("The task %s speaks of signals. %s".formatted(path, e.getMessage()));
        }
    }

    private Ensemble ensemble(Path file) throws IOException {
        try {
            return Ensemble.of(SafeTensors.read(file));
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(
                    "The task %s asks for the ensemble of %s. %s".formatted(path, file, e.getMessage()));
        }
    }

    private static Readout unreadable(String name) {
        throw new IllegalStateException(
                "The signal '%s' is to be read, but the task speaks of none.\nMaybe a new kind of term is not looked for."
                        .formatted(name));
    }

    /// For a protocol: two evaluations of different tasks are different.
    String words() {
        return "task '%s' (%s %s)".formatted(spec.name(), path.getFileName(), hash);
    }
}
