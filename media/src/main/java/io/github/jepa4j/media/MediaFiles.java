package io.github.jepa4j.media;

import java.io.Closeable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// The files of a folder or of an archive, or a single file, by name. Nothing is ever unpacked to the
/// disk. Several threads may read at once.
sealed interface MediaFiles extends Closeable permits FolderFiles, ZipFiles {

    /// Opens a folder, an archive or a single file.
    ///
    /// @param endings of names of files that are looked at by themselves, such as `gif`
    /// @throws MediaException where it is none of them, is broken, or is over a limit
    static MediaFiles open(Path path, MediaLimits limits, Set<String> endings) {
        if (Files.isDirectory(path)) {
            return FolderFiles.open(path, limits);
        }
        Path name = path.getFileName();
        if (Files.isRegularFile(path) && name != null && endings.contains(Names.ending(name.toString()))) {
            return FolderFiles.ofOne(path, name.toString(), limits);
        }
        if (Files.isRegularFile(path)) {
            return ZipFiles.open(path, limits);
        }
        throw new MediaException(
                path.toAbsolutePath().toString(),
                "is neither a folder nor a file",
                "Maybe the path is relative to another folder, or is misspelt.");
    }

    /// Sorted; parts are separated by `/`.
    List<String> names();

    /// What must not be read, by name.
    List<Skipped> refused();

    /// @throws MediaException where it cannot be read, or is over a limit
    MediaFile read(String name);

    /// What changes where a file was changed, found without reading it.
    String stamp(String name);

    @Override
    void close();

    /// Refuses a folder or an archive of too many files.
    static void refuseMore(Path path, long files, MediaLimits limits) {
        if (files > limits.files()) {
            throw new MediaException(
                    path.toString(),
                    "has more than %d files, the limit (files)".formatted(limits.files()),
                    "Maybe it is the folder above the one that was meant; if not, raise the limit.");
        }
    }

    /// Refuses a file that is too large to be held.
    static void refuseLarger(String name, long bytes, MediaLimits limits) {
        if (bytes > limits.bytesPerFile()) {
            throw new MediaException(
                    name,
                    "has more than %d bytes, the limit (bytesPerFile)".formatted(limits.bytesPerFile()),
                    "Maybe it was made to fill the memory; if not, raise the limit.");
        }
    }
}
