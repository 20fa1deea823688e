package io.github.jepa4j.bench;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import java.util.Properties;
import java.util.function.DoubleSupplier;

/// How long an update of each training takes, kept in a file: measured once, all one after the other on a quiet
/// machine, so that trainings that run later beside other work still get the same compute.
final class Paces {

    private final Path file;

    /// @param folder of the runs
    Paces(Path folder) {
        file = folder.resolve("paces.properties");
    }

    /// Seconds an update.
    ///
    /// @param measured asked where the file does not know it
    double of(String name, DoubleSupplier measured) throws IOException {
        Properties known = known();
        String there = known.getProperty(name);
        if (there != null) {
            return Double.parseDouble(there);
        }
        double pace = measured.getAsDouble();
        known.setProperty(name, Double.toString(pace));
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (Writer writer = Files.newBufferedWriter(file)) {
            known.store(writer, "seconds an update");
        }
        return pace;
    }

    /// Seconds an update, where the file knows it.
    OptionalDouble known(String name) throws IOException {
        String there = known().getProperty(name);
        return there == null ? OptionalDouble.empty() : OptionalDouble.of(Double.parseDouble(there));
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
