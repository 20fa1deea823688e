package io.github.jepa4j.run;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// Files that are there whole or not at all: written beside their place, forced to the disk, then moved. A
/// kill at any instant leaves the old file or the new one.
public final class AtomicFile {

    static final String UNFINISHED = ".unfinished";

    /// Writes the bytes of a file.
    @FunctionalInterface
    public interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private AtomicFile() {}

    /// Replaces a file, or makes it.
    ///
    /// @throws IOException naming the file, where it could not be written; the old one is then untouched
    public static void write(Path file, Content content) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path directory = absolute.getParent();
        if (directory == null || Files.isDirectory(absolute)) {
            throw new IOException(
                    "%s is a directory, not a file to write.\nMaybe a name is missing at its end.".formatted(file));
        }
        Path unfinished = directory.resolve(absolute.getFileName() + UNFINISHED);
        try {
            try (FileChannel channel = FileChannel.open(
                    unfinished,
                    StandardOpenOption.CREATE,
                    StandardOpenOption.TRUNCATE_EXISTING,
                    StandardOpenOption.WRITE)) {
                OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), 1 << 16);
                content.writeTo(out);
                out.flush();
                channel.force(true);
            }
            Files.move(unfinished, absolute, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            forceDirectory(directory);
        } catch (IOException e) {
            Files.deleteIfExists(unfinished);
            throw new IOException(
                    "The file %s could not be written: %s.\nMaybe the disk is full or the folder may not be written to."
                            .formatted(file, reason(e)),
                    e);
        } catch (RuntimeException e) {
            Files.deleteIfExists(unfinished);
            throw e;
        }
    }

    /// Replaces a file by a text in UTF-8, or makes it.
    public static void writeText(Path file, String text) throws IOException {
        write(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
    }

    /// Forces a file's bytes to the disk.
    static void forceFile(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /// Forces the names in a directory to the disk. Windows cannot, and does not need to.
    static void forceDirectory(Path directory) throws IOException {
        if (System.getProperty("os.name", "").startsWith("Windows")) {
            return;
        }
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /// What went wrong, without an empty message.
    static String reason(Exception e) {
        String name = e.getClass().getSimpleName();
        if (e.getMessage() == null) {
            return name;
        }
        String said = e.getMessage().lines().findFirst().orElse(""); // without a Maybe of its own
        return name + ": " + (said.endsWith(".") ? said.substring(0, said.length() - 1) : said);
    }
}
