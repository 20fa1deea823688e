package io.github.jepa4j.plant;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// A file of a log, or a file in a zip archive. Nothing is ever unpacked to the disk.
///
/// @param path  of the file, or of the archive
/// @param entry its name in the archive; empty where it is in none
public record LogFile(Path path, String entry) {

    /// The most bytes of a file that are read, unpacked: 4 GiB. A zip archive of a few kilobytes may claim more.
    public static final long MOST_BYTES = 4L << 30;

    private static final int MOST_FILES = 100_000;

    /// Finds files by patterns, in the order of the patterns and within one in the order of their names.
    ///
    /// @param base     what relative patterns are relative to
    /// @param patterns each a path, a path with `*` in its last part (as in `FileSystem.getPathMatcher`),
    ///     or a path to a zip archive, `!`, and a pattern of names in it, where `**` goes over folders:
    ///     `logs.zip!acrobot/**/experiment0[1-5].csv`
    /// @throws LogException when a pattern finds nothing
    public static List<LogFile> find(Path base, List<String> patterns) {
        List<LogFile> files = new ArrayList<>();
        for (String pattern : patterns) {
            int mark = pattern.indexOf('!');
            List<LogFile> found;
            try {
                found = mark < 0
                        ? onDisk(base.resolve(pattern).normalize())
                        : inArchive(base.resolve(pattern.substring(0, mark)).normalize(), pattern.substring(mark + 1));
            } catch (IOException e) {
                throw unreadable(pattern, e);
            }
            if (found.isEmpty()) {
                throw new LogException(
                        LogException.Kind.FILE,
                        "No log file is found by '%s' from %s on.\nMaybe the path is relative to another folder: relative paths are taken from the schema's."
                                .formatted(pattern, base.toAbsolutePath()));
            }
            files.addAll(found);
        }
        return files;
    }

    private static List<LogFile> onDisk(Path pattern) throws IOException {
        Path folder = pattern.getParent();
        if (Files.isRegularFile(pattern) || folder == null || !Files.isDirectory(folder)) {
            return Files.isRegularFile(pattern) ? List.of(new LogFile(pattern, "")) : List.of();
        }
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern.getFileName());
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> Files.isRegularFile(file) && matcher.matches(file.getFileName()))
                    .sorted()
                    .limit(MOST_FILES)
                    .map(file -> new LogFile(file, ""))
                    .toList();
        }
    }

    private static List<LogFile> inArchive(Path archive, String pattern) throws IOException {
        PathMatcher matcher = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            List<String> names = zip.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .limit(MOST_FILES)
                    .peek(name -> refuseHostile(archive, name))
                    .filter(name -> matcher.matches(Path.of(name)))
                    .sorted()
                    .toList();
            return names.stream().map(name -> new LogFile(archive, name)).toList();
        }
    }

    private static void refuseHostile(Path archive, String name) {
        if (name.startsWith("/")
                || name.indexOf('\0') >= 0
                || List.of(name.split("[/\\\\]")).contains("..")) {
            throw new LogException(
                    LogException.Kind.HOSTILE,
                    "The archive %s has an entry '%s', whose name leads out of the archive.\nMaybe it was tampered with: get it again from where it came."
                            .formatted(archive, name));
        }
    }

    /// What to call it in messages.
    public String name() {
        return entry.isEmpty() ? path.toString() : path.getFileName() + "!" + entry;
    }

    boolean isParquet() {
        return (entry.isEmpty() ? path.toString() : entry)
                .toLowerCase(Locale.ROOT)
                .endsWith(".parquet");
    }

    /// An open file.
    ///
    /// @param bytes   how many there are is the reader's to watch: an archive may claim any number
    /// @param archive closed with it
    record Opened(InputStream bytes, Closeable archive) implements Closeable {

        @Override
        public void close() throws IOException {
            try (archive) {
                bytes.close();
            }
        }
    }

    Opened open() throws IOException {
        if (entry.isEmpty()) {
            return new Opened(new BufferedInputStream(Files.newInputStream(path)), () -> {});
        }
        ZipFile zip = new ZipFile(path.toFile());
        try {
            return new Opened(zip.getInputStream(zip.getEntry(entry)), zip);
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    /// Refuses a file of which more than [#MOST_BYTES] were read.
    void refuseLonger(long read) {
        if (read > MOST_BYTES) {
            throw new LogException(
                    LogException.Kind.HOSTILE,
                    "The log %s has more than %d bytes.\nMaybe it is no log; a longer one can be cut into several files."
                            .formatted(name(), MOST_BYTES));
        }
    }

    static LogException unreadable(String name, Exception e) {
        return new LogException(
                LogException.Kind.FILE,
                "The log %s cannot be read: %s.\nMaybe it is cut off, or is not what its name says it is."
                        .formatted(name, e.getMessage()),
                e);
    }
}
