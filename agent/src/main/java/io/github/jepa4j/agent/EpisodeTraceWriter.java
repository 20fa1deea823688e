package io.github.jepa4j.agent;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Writes a trace while the episode goes on: a line per step, flushed each time. Not thread-safe.
public final class EpisodeTraceWriter implements AutoCloseable {

    private final Path file;
    private final BufferedWriter writer;

    /// Begins a trace; an earlier one of that name is lost, save its folder.
    ///
    /// @throws UncheckedIOException when the file cannot be written
    public EpisodeTraceWriter(Path file, EpisodeTrace.Header header) {
        this.file = file;
        try {
            writer = Files.newBufferedWriter(
                    file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        } catch (IOException cause) {
            throw failed(cause);
        }
        line(header);
    }

    /// Writes one step.
    public void step(EpisodeTrace.Step step) {
        line(step);
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException cause) {
            throw failed(cause);
        }
    }

    private void line(Object value) {
        try {
            writer.write(EpisodeTrace.JSON.writeValueAsString(value));
            writer.write('\n');
            writer.flush();
        } catch (IOException cause) {
            throw failed(cause);
        }
    }

    private UncheckedIOException failed(IOException cause) {
        return new UncheckedIOException(
                "The trace %s cannot be written: %s.\nMaybe its folder is missing or the disk is full."
                        .formatted(file, cause.getMessage()),
                cause);
    }
}
