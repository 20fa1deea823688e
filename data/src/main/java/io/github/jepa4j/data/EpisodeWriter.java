package io.github.jepa4j.data;

import io.github.jepa4j.run.ProcessLock;
import io.github.jepa4j.world.Episode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Appends episodes to a store, in order. A shard appears in the store when it is full or the writer is
/// closed; until then it can be lost, and only it. Not thread-safe; a second writer of the same store is refused.
public final class EpisodeWriter implements AutoCloseable {

    private final Path folder;
    private final StoreDescription description;
    private final ShardLimits limits;
    private final ProcessLock lock;
    private int shards;
    private int episodes;
    private @Nullable ShardWriter open;
    private boolean closed;

    private EpisodeWriter(Path folder, StoreDescription description, ShardLimits limits, ProcessLock lock) {
        this.folder = folder;
        this.description = description;
        this.limits = limits;
        this.lock = lock;
    }

    /// Begins a store, or continues the one that is there after its last complete shard.
    ///
    /// A shard cut off while written is removed. A damaged shard at the end is set aside (`.damaged` is
    /// added to its name) and its place taken.
    ///
    /// @param folder is made when it is not there
    /// @throws StoreException when there is a store with another description, a damaged shard before
    ///     complete ones, or the folder cannot be written, or another writer has it open
    public static EpisodeWriter open(Path folder, StoreDescription description, ShardLimits limits) {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw Durable.failure(folder, 0, e);
        }
        ProcessLock lock = lock(folder);
        try {
            var writer = new EpisodeWriter(folder, description, limits, lock);
            if (Files.exists(folder.resolve(StoreFile.NAME))) {
                writer.goOn();
            } else {
                writer.begin();
            }
            return writer;
        } catch (RuntimeException | Error e) {
            unlock(lock);
            throw e;
        }
    }

    /// With [ShardLimits#DEFAULT].
    public static EpisodeWriter open(Path folder, StoreDescription description) {
        return open(folder, description, ShardLimits.DEFAULT);
    }

    /// The file that keeps a second writer away: both would write a shard of the same name.
    ///
    /// @param folder the store's
    public static Path lockFile(Path folder) {
        return folder.resolve("store.lock");
    }

    private static ProcessLock lock(Path folder) {
        Path file = lockFile(folder);
        try {
            return ProcessLock.tryTake(file)
                    .orElseThrow(() -> new StoreException(
                            "The store at %s is being written by another writer (%s).\nMaybe wait for it, or choose another folder."
                                    .formatted(folder, ProcessLock.holder(file))));
        } catch (IOException e) {
            throw new StoreException(
                    "The store at %s cannot be locked (%s).\nMaybe the disk is full, or its file system has no locks; use a local disk."
                            .formatted(folder, e.getMessage()),
                    e);
        }
    }

    private static void unlock(ProcessLock lock) {
        try {
            lock.close();
        } catch (IOException _) {
            // It is given back all the same, and nothing was to be written.
        }
    }

    private void begin() {
        List<String> shardsThere = ShardFolder.names(folder);
        if (!shardsThere.isEmpty()) {
            throw new StoreException(
                    "The folder %s has shards (%s) but no %s, so a new store cannot begin there.\nMaybe %s was deleted; choose another folder or move the shards away."
                            .formatted(folder, shardsThere.getFirst(), StoreFile.NAME, StoreFile.NAME));
        }
        StoreFile.write(folder, description);
    }

    private void goOn() {
        StoreDescription there = StoreFile.read(folder);
        if (!there.equals(description)) {
            throw new StoreException(
                    "The store at %s cannot be continued: it is %s, but now %s is to be written.\nMaybe the settings were changed; choose another folder for them."
                            .formatted(folder, there, description));
        }
        ShardFolder.removeParts(folder);
        try (EpisodeStore store = EpisodeStore.openForWriting(folder)) {
            shards = store.shardCount();
            episodes = store.episodes();
            for (LostShard lost : store.lost()) {
                if (lost.number() < shards) {
                    throw new StoreException(
                            "The store at %s cannot be continued: %s, and complete shards follow it.\nMaybe the disk is failing; to collect again from there, delete that shard and all after it."
                                    .formatted(folder, lost));
                }
                ShardFolder.setAside(folder, lost.number());
            }
        }
    }

    /// How many episodes the store has with those appended so far. They are durable up to the last full
    /// shard.
    public int episodes() {
        return episodes;
    }

    /// What is being written.
    public StoreDescription description() {
        return description;
    }

    /// Appends an episode.
    ///
    /// @throws IllegalArgumentException when its shapes are not the store's
    /// @throws StoreException when it cannot be written; the shards closed before are kept
    public void append(Episode episode) {
        append(encode(episode));
    }

    /// The costly part of appending, safe on any thread.
    EncodedEpisode encode(Episode episode) {
        description.require(episode);
        return EncodedEpisode.of(episode, description.observation());
    }

    void append(EncodedEpisode episode) {
        if (closed) {
            throw new IllegalStateException(
                    "The writer of %s is closed; it takes no more episodes.\nMaybe an earlier write failed, or close came too early."
                            .formatted(folder));
        }
        try {
            ShardWriter shard = open;
            if (shard == null) {
                shard = new ShardWriter(folder, shards, description);
                open = shard;
            }
            shard.append(episode);
            episodes++;
            if (shard.isFull(limits)) {
                finish(shard);
            }
        } catch (StoreException e) {
            abandon();
            throw e;
        }
    }

    private void finish(ShardWriter shard) {
        shard.finish();
        open = null;
        shards++;
    }

    /// Drops the shard that is not full, and closes. For a collection that will be repeated from there: its
    /// shards then have the same episodes as if it had never stopped.
    public void abandon() {
        closed = true;
        ShardWriter shard = open;
        open = null;
        if (shard != null) {
            episodes -= shard.episodes();
            shard.discard();
        }
        unlock(lock);
    }

    /// Completes the last shard, however few episodes it has.
    @Override
    public void close() {
        closed = true;
        ShardWriter shard = open;
        try {
            if (shard != null) {
                finish(shard);
            }
        } catch (StoreException e) {
            abandon();
            throw e;
        } finally {
            unlock(lock);
        }
    }
}
