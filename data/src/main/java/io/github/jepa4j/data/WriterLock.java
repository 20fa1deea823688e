package io.github.jepa4j.data;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// Keeps a second writer away from a store: both would write a shard of the same name. It is the operating system's
/// lock on a file beside the shards, so that it ends with the process, however that ends.
///
/// @param channel holds the lock while it is open
record WriterLock(FileChannel channel) implements AutoCloseable {

    static final String NAME = "store.lock";

    /// Takes the lock of a store.
    ///
    /// @throws StoreException when another writer holds it, or the folder cannot be written
    static WriterLock of(Path folder) {
        Path file = folder.resolve(NAME);
        try {
            FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (isTaken(channel)) {
                channel.close();
                throw new StoreException(
                        "The store at %s is being written by another writer.\nMaybe wait for it, or choose another folder."
                                .formatted(folder));
            }
            return new WriterLock(channel);
        } catch (IOException e) {
            throw Durable.failure(file, 0, e);
        }
    }

    private static boolean isTaken(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() == null;
        } catch (OverlappingFileLockException _) { // by this very process
            return true;
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException _) {
            // The lock is given back all the same, and nothing was to be written.
        }
    }
}
