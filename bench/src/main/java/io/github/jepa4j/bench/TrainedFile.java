package io.github.jepa4j.bench;

import io.github.jepa4j.objective.Counterfactual;
import io.github.jepa4j.objective.Critic;
import io.github.jepa4j.readout.Readouts;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.worldmodel.JepaModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/// A trained model's file, and what is read from it.
///
/// @param file of the model
record TrainedFile(Path file) {

    /// Reads from a file.
    private interface Reading<T> {
        T read(Path file) throws IOException;
    }

    /// The model, to be used by so many threads.
    JepaModel model(int threads) {
        return read(JepaModel::load).withThreads(threads);
    }

    /// The readouts that were learned after it.
    Readouts readouts() {
        return read(Readouts::load);
    }

    /// What would be perceived if its signals had other values; learned after it.
    Counterfactual counterfactual() {
        return read(path -> Counterfactual.of(SafeTensors.read(path)));
    }

    /// How many steps it takes to a place; learned after it.
    Critic critic() {
        return read(path -> Critic.of(SafeTensors.read(path)));
    }

    private <T> T read(Reading<T> reading) {
        try {
            return reading.read(file);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The model %s cannot be read: %s.\nMaybe run from the repository's root."
                            .formatted(file, e.getMessage()),
                    e);
        }
    }
}
