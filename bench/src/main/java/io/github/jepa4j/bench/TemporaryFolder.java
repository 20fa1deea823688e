package io.github.jepa4j.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// A folder that is gone after use, with all in it.
record TemporaryFolder(Path path) implements AutoCloseable {

    static TemporaryFolder make(String name) throws IOException {
        return new TemporaryFolder(Files.createTempDirectory("jepa4j-" + name));
    }

    /// In memory where the system has a place for that, as Linux does.
    static TemporaryFolder inMemory(String name) throws IOException {
        Path memory = Path.of("/dev/shm");
        return Files.isWritable(memory)
                ? new TemporaryFolder(Files.createTempDirectory(memory, "jepa4j-" + name))
                : make(name);
    }

    long bytes() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
