package io.github.jepa4j.data;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Files that are there whole or not at all, also after a power cut: written under another name, forced to
/// the disk, then renamed.
final class Durable {

    /// Ends the name of a file that is still being written.
    static final String PART = ".part";

    private Durable() {}

    static Path partOf(Path file) {
        return file.resolveSibling(file.getFileName() + PART);
    }

    static void write(Path file, byte[] content) {
        Path part = partOf(file);
        try {
            try (var out = new FileOutputStream(part.toFile())) {
                out.write(content);
                out.getFD().sync();
            }
            publish(part, file);
        } catch (IOException e) {
            throw failure(file, content.length, e);
        }
    }

    /// Gives a written and forced file its name.
    static void publish(Path part, Path file) throws IOException {
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            } catch (IOException _) {
                // Some systems cannot open a folder. The rename is then as durable as the system makes it.
                return;
            }
        }
    }

    /// What to say when writing failed.
    static StoreException failure(Path file, long bytes, IOException cause) {
        return new StoreException(
                "The file %s could not be written (%s): it needs at least %d bytes, and %s are free. Whatever was closed before it is kept.\nMaybe the disk is full or the folder is read-only."
                        .formatted(file, cause.getMessage(), bytes, free(file)),
                cause);
    }

    private static String free(Path file) {
        try {
            Path folder = file.toAbsolutePath().getParent();
            return folder == null
                    ? "an unknown number"
                    : Long.toString(Files.getFileStore(folder).getUsableSpace());
        } catch (IOException _) {
            return "an unknown number";
        }
    }
}
