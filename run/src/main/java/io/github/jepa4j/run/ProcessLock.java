package io.github.jepa4j.run;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// What one holder at a time has: the operating system's lock on a file that is there for nothing else. It
/// ends with the process, however that ends; the file stays, and holds the number of the process that took
/// it last.
///
/// The file that is locked must not be one that is read or replaced: on POSIX systems a process loses its
/// locks on a file when it closes any channel to it, also one that it opened to read, or to try the lock
/// once more. Hence the list of those that this process holds, which is asked first.
public final class ProcessLock implements AutoCloseable {

    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path file;
    private final FileChannel channel;

    private ProcessLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /// Takes a lock that nobody holds.
    ///
    /// @param file in a folder that exists
    /// @return nothing where it is held, by this process or another
    /// @throws IOException where the file cannot be written, or its file system has no locks
    public static Optional<ProcessLock> tryTake(Path file) throws IOException {
        Path real = real(file);
        if (!HELD.add(real)) {
            return Optional.empty();
        }
        Optional<ProcessLock> taken = Optional.empty();
        try {
            taken = open(real);
            return taken;
        } finally {
            if (taken.isEmpty()) {
                HELD.remove(real);
            }
        }
    }

    private static Optional<ProcessLock> open(Path file) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            if (channel.tryLock() != null) {
                channel.truncate(0);
                byte[] number = (ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.US_ASCII);
                channel.write(ByteBuffer.wrap(number));
                return Optional.of(new ProcessLock(file, channel));
            }
        } catch (OverlappingFileLockException _) { // held by another copy of this class
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
        channel.close();
        return Optional.empty();
    }

    /// Who holds a lock that could not be taken, in words.
    public static String holder(Path file) {
        try {
            return HELD.contains(real(file))
                    ? "this process"
                    : "process "
                            + Files.readString(file, StandardCharsets.US_ASCII).strip();
        } catch (IOException _) { // Windows keeps a locked file from being read
            return "see " + file;
        }
    }

    private static Path real(Path file) throws IOException {
        Path absolute = file.toAbsolutePath();
        Path folder = absolute.getParent();
        return folder == null ? absolute : folder.toRealPath().resolve(absolute.getFileName());
    }

    /// Gives it back. The file stays.
    @Override
    public void close() throws IOException {
        try {
            channel.close();
        } finally {
            HELD.remove(file);
        }
    }
}
