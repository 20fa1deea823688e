package io.github.jepa4j.memory;

import io.github.jepa4j.memory.MemoryException.Reason;
import io.github.jepa4j.run.ProcessLock;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;

/// The folder of a memory, held by this process: `memory.json`, the lock, and Lucene's files in `index`.
///
/// A new one is made in this order, so that a kill in between leaves what is recognised as unfinished and
/// empty: folder, lock, index of no moments, `memory.json`. Where there is a `memory.json`, the index is
/// expected to be there, and its absence is damage, never a reason to begin anew.
final class MemoryFolder implements AutoCloseable {

    private static final String LOCK = "lock";
    private static final String INDEX = "index";

    /// What a making that was cut off can have left.
    private static final Set<String> UNFINISHED = Set.of(LOCK, INDEX, MemoryFile.NAME + ".unfinished");

    private static final Set<String> UNFINISHED_INDEX = Set.of("write.lock", "pending_segments_1", "segments_1");

    /// How Lucene's files are reached.
    @FunctionalInterface
    interface Disk {
        Directory open(Path folder) throws IOException;
    }

    private final Path folder;
    private final ProcessLock lock;
    private final MomentIndex index;

    private MemoryFolder(Path folder, ProcessLock lock, MomentIndex index) {
        this.folder = folder;
        this.lock = lock;
        this.index = index;
    }

    static MemoryFolder open(Path folder, int dimension) {
        return open(folder, dimension, FSDirectory::open);
    }

    static MemoryFolder open(Path folder, int dimension, Disk disk) {
        Nearness.quieten();
        ProcessLock lock = lock(folder);
        Directory directory = null;
        try {
            directory = disk.open(folder.resolve(INDEX));
            if (MemoryFile.exists(folder)) {
                MemoryFile.require(folder, dimension);
            } else {
                create(folder, directory, dimension);
            }
            return new MemoryFolder(folder, lock, MomentIndex.open(directory));
        } catch (IOException | RuntimeException | Error e) {
            release(directory, lock, e);
            if (e instanceof Error error) {
                throw error;
            }
            throw failure(folder, e);
        }
    }

    private static ProcessLock lock(Path folder) {
        Path file = folder.resolve(LOCK);
        try {
            Files.createDirectories(folder);
            return ProcessLock.tryTake(file).orElseThrow(() -> inUse(folder, file));
        } catch (IOException e) {
            throw new MemoryException(
                    Reason.NOT_WRITTEN,
                    "The memory's folder %s cannot be made or locked (%s).\nMaybe it may not be written to, or a file is in its place."
                            .formatted(folder, said(e)),
                    e);
        }
    }

    private static MemoryException inUse(Path folder, Path file) {
        return new MemoryException(
                Reason.IN_USE,
                "The memory at %s is in use (%s); it belongs to one process at a time.\nMaybe another agent was started with the same folder."
                        .formatted(folder, ProcessLock.holder(file)));
    }

    private static void create(Path folder, Directory directory, int dimension) throws IOException {
        Set<String> others = names(folder);
        others.removeAll(UNFINISHED);
        if (!others.isEmpty()) {
            throw new MemoryException(
                    Reason.DIFFERENT,
                    "The folder %s is no memory: it has no %s, and holds %s.\nMaybe the path is wrong; a new memory needs an empty folder."
                            .formatted(
                                    folder, MemoryFile.NAME, others.iterator().next()));
        }
        Set<String> files = new TreeSet<>(Set.of(directory.listAll()));
        files.removeAll(UNFINISHED_INDEX);
        if (!files.isEmpty()) {
            throw new MemoryException(
                    Reason.DAMAGED,
                    "The memory at %s has an index (with %s), but no %s. Nothing was deleted.\nMaybe that file was deleted or not copied."
                            .formatted(folder, files.iterator().next(), MemoryFile.NAME));
        }
        MomentIndex.create(directory);
        MemoryFile.write(folder, dimension);
    }

    private static Set<String> names(Path folder) throws IOException {
        Set<String> names = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder)) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        }
        return names;
    }

    private static MemoryException failure(Path folder, Throwable cause) {
        return switch (cause) {
            case MemoryException ours -> ours;
            case IndexFormatTooNewException _, IndexFormatTooOldException _ ->
                new MemoryException(
                        Reason.DIFFERENT,
                        "The index of the memory at %s cannot be read by this version of Lucene (%s).\nMaybe it was written by another release."
                                .formatted(folder, said(cause)),
                        cause);
            case AccessDeniedException denied ->
                new MemoryException(
                        Reason.NOT_WRITTEN,
                        "The memory at %s may not be read or written: %s.\nMaybe it belongs to another user."
                                .formatted(folder, denied.getFile()),
                        cause);
            default ->
                new MemoryException(
                        Reason.DAMAGED,
                        "The memory at %s cannot be opened: %s. Nothing was deleted.\nMaybe files were changed, cut off or not copied, or the disk is full or failing."
                                .formatted(folder, said(cause)),
                        cause);
        };
    }

    private static void release(@Nullable AutoCloseable directory, ProcessLock lock, Throwable cause) {
        try (lock;
                directory) {
            return;
        } catch (Exception e) {
            cause.addSuppressed(e);
        }
    }

    MomentIndex index() {
        return index;
    }

    /// What to say when writing failed.
    MemoryException notWritten(Throwable cause, int waiting) {
        return new MemoryException(
                Reason.NOT_WRITTEN,
                "The memory at %s could not be written (%s; %s bytes are free there). What was acknowledged is kept; %d moments wait in this process and are tried again with the next commit.\nMaybe the disk is full."
                        .formatted(folder, said(cause), free(), waiting),
                cause);
    }

    /// What to say when reading failed.
    MemoryException notRead(Throwable cause) {
        return new MemoryException(
                Reason.DAMAGED,
                "The memory at %s could not be read (%s).\nMaybe its files were changed by something else, or the disk is failing."
                        .formatted(folder, said(cause)),
                cause);
    }

    MemoryException isClosed() {
        return new MemoryException(
                Reason.CLOSED,
                "The memory at %s is closed.\nMaybe the agent went on after its memory was closed.".formatted(folder));
    }

    private static String said(Throwable cause) {
        String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return cause.getClass().getSimpleName() + ": " + message;
    }

    private String free() {
        try {
            return Long.toString(Files.getFileStore(folder).getUsableSpace());
        } catch (IOException _) {
            return "an unknown number of";
        }
    }

    @Override
    public void close() throws IOException {
        try (lock) {
            index.close();
        }
    }
}
