package io.github.jepa4j.bench;

import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.pretraining.LabelledClips;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Properties;
import java.util.function.DoubleSupplier;

/// How long an update of each training takes, kept in a file: measured once, all one after the other on a quiet
/// machine, so that trainings that run later beside other work still get the same compute.
///
/// A pace is that of a row, of its settings apart from the number of updates, and of the size of what is learned
/// from: with other settings it is measured anew. Files that know rows by their name alone are read too.
final class Paces {

    private static final int DIGITS = 8;

    private final Path file;

    /// A training that takes its time.
    ///
    /// @param row      its name
    /// @param settings all of them
    /// @param clips    what is learned from
    record Training(String row, Record settings, LabelledClips clips) {

        String key() {
            Record anyUpdates = Configuration.override(settings, TrainingTime.ANY_UPDATES);
            String hash = Configuration.hash(anyUpdates).substring(0, DIGITS);
            return "%s@%s@%dx%dx%dx%d"
                    .formatted(row, hash, clips.frames(), clips.channels(), clips.rows(), clips.columns());
        }
    }

    /// @param folder of the runs
    Paces(Path folder) {
        file = folder.resolve("paces.properties");
    }

    /// Seconds an update.
    ///
    /// @param measured asked where the file does not know it
    double of(Training training, DoubleSupplier measured) throws IOException {
        OptionalDouble there = known(training);
        if (there.isPresent()) {
            return there.getAsDouble();
        }
        double pace = measured.getAsDouble();
        Properties known = known();
        known.setProperty(training.key(), Double.toString(pace));
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (Writer writer = Files.newBufferedWriter(file)) {
            known.store(writer, "seconds an update");
        }
        return pace;
    }

    /// Seconds an update, where the file knows it.
    OptionalDouble known(Training training) throws IOException {
        Properties known = known();
        for (String key : List.of(training.key(), training.row())) {
            String there = known.getProperty(key);
            if (there != null) {
                return OptionalDouble.of(Double.parseDouble(there));
            }
        }
        return OptionalDouble.empty();
    }

    private Properties known() throws IOException {
        Properties known = new Properties();
        if (Files.exists(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                known.load(reader);
            }
        }
        return known;
    }
}
