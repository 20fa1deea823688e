package io.github.jepa4j.data;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Episode;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.IntConsumer;

/// Fills a store with generated episodes, on several threads. Episode `i` is a function of `seed.split(i)`
/// alone and they are written in order, so the store's bytes do not depend on the threads, nor on whether
/// collecting was interrupted and done again.
///
/// @param threads how many make episodes, at least 1
public record Collector(int threads) {

    /// How many episodes per thread may wait to be written.
    private static final int AHEAD = 8;

    public Collector {
        if (threads < 1) {
            throw new IllegalArgumentException(
                    "%d threads cannot collect; there must be at least 1.\nMaybe the number of processors could not be found."
                            .formatted(threads));
        }
    }

    /// On every processor.
    public static Collector onAllCores() {
        return new Collector(Runtime.getRuntime().availableProcessors());
    }

    /// Brings the writer's store to `episodes` episodes: those already there are not made again. The writer
    /// is closed when this returns. When it fails or the thread is interrupted, the shard being written is
    /// dropped and the full ones are kept, for the next call to continue.
    ///
    /// @param source   makes the episode of a seed; called on several threads at once
    /// @param progress is told how many episodes the store has, after each
    /// @throws CancellationException when the thread was interrupted
    public void collect(
            int episodes, Seed seed, Function<Seed, Episode> source, EpisodeWriter writer, IntConsumer progress) {
        ExecutorService pool = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name("collect-", 0).factory());
        boolean complete = false;
        try {
            Queue<Future<EncodedEpisode>> coming = new ArrayDeque<>();
            int next = writer.episodes();
            while (writer.episodes() < episodes) {
                for (; next < episodes && coming.size() < threads * AHEAD; next++) {
                    Seed own = seed.split(next);
                    coming.add(pool.submit(() -> writer.encode(source.apply(own))));
                }
                writer.append(await(coming.remove()));
                progress.accept(writer.episodes());
            }
            complete = true;
        } finally {
            pool.shutdownNow();
            pool.close(); // waits for episodes being made, so that none meets a closed writer
            if (complete) {
                writer.close();
            } else {
                writer.abandon();
            }
        }
    }

    /// Collects into a folder and opens what was collected: begins a store there, or continues the one that
    /// is there. The store is described by its first episode, so that one made by another source, or from
    /// another seed, is refused rather than continued.
    ///
    /// @param source makes the episode of a seed; called on several threads at once
    /// @return the store, to be closed by the caller
    /// @throws StoreException        when the folder holds another collection, or cannot be written
    /// @throws CancellationException when the thread was interrupted
    public EpisodeStore collect(Path folder, int episodes, Seed seed, Function<Seed, Episode> source) {
        StoreDescription description = StoreDescription.of(source.apply(seed.split(0)));
        collect(episodes, seed, source, EpisodeWriter.open(folder, description), _ -> {});
        return EpisodeStore.open(folder);
    }

    private static EncodedEpisode await(Future<EncodedEpisode> coming) {
        try {
            // An item that is ready would be handed out in spite of an interrupt.
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return coming.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            var cancelled = new CancellationException(
                    "Collecting was interrupted; the full shards are kept.\nMaybe call collect again to go on.");
            cancelled.addSuppressed(e);
            throw cancelled;
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case Error error -> throw error;
                case RuntimeException exception -> throw exception;
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        }
    }
}
