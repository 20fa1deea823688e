package io.github.jepa4j.data;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Makes the items of the next steps on background threads while the present one is used, and hands them
/// out in the order of the steps. One consumer thread.
///
/// @param <T> what is made, for example [WindowBatch]
public final class Prefetcher<T> implements AutoCloseable {

    /// Makes the item of a step. Called on several threads at once.
    @FunctionalInterface
    public interface Source<T> {

        /// @param reuse an item that was given back and may be written over; null when there is none
        T make(long step, @Nullable T reuse);
    }

    private final Source<T> source;
    private final int ahead;
    private final ExecutorService threads;
    private final Queue<Future<T>> coming = new ArrayDeque<>();
    private final Queue<T> spare = new ConcurrentLinkedQueue<>();
    private long nextStep;
    private boolean closed;

    /// @param firstStep the step whose item comes first
    /// @param threads   how many make items, at least 1
    /// @param ahead     how many items are made in advance at most, at least 1
    public Prefetcher(Source<T> source, long firstStep, int threads, int ahead) {
        if (threads < 1 || ahead < 1) {
            throw new IllegalArgumentException(
                    "%d threads cannot make %d items in advance; both must be at least 1.\nMaybe prefetching was meant to be switched off: ask the source itself."
                            .formatted(threads, ahead));
        }
        this.source = source;
        this.nextStep = firstStep;
        this.ahead = ahead;
        this.threads = Executors.newFixedThreadPool(
                threads, Thread.ofPlatform().daemon().name("prefetch-", 0).factory());
        fill();
    }

    /// The batches of a sampler.
    public static Prefetcher<WindowBatch> of(WindowSampler sampler, long firstStep, int threads, int ahead) {
        return new Prefetcher<>(
                (step, reuse) -> reuse == null ? sampler.batch(step) : sampler.batchInto(step, reuse),
                firstStep,
                threads,
                ahead);
    }

    /// The item of the next step; waits for it. What went wrong while it was made is thrown here.
    ///
    /// @throws CancellationException when the thread was interrupted while it waited
    public T next() {
        Future<T> head = closed ? null : coming.poll();
        if (head == null) {
            throw new IllegalStateException(
                    "The prefetcher is closed; it makes nothing more.\nMaybe next was called after close or after a failure.");
        }
        try {
            T item = head.get();
            fill();
            return item;
        } catch (InterruptedException e) {
            close();
            Thread.currentThread().interrupt();
            throw failure(
                    new CancellationException(
                            "Interrupted while waiting for a prefetched item.\nMaybe the training was stopped."),
                    e);
        } catch (ExecutionException e) {
            close();
            switch (e.getCause()) {
                case Error error -> throw error;
                case RuntimeException exception -> throw failure(exception, new Throwable("asked for here"));
                case null, default -> throw new IllegalStateException(e.getCause());
            }
        }
    }

    private static RuntimeException failure(RuntimeException exception, Throwable where) {
        exception.addSuppressed(where);
        return exception;
    }

    /// Gives an item back, for its memory to be used again. The caller does not touch it any more.
    public void recycle(T item) {
        spare.add(item);
    }

    private void fill() {
        while (coming.size() < ahead) {
            long step = nextStep++;
            coming.add(threads.submit(() -> source.make(step, spare.poll())));
        }
    }

    /// Stops the threads and waits for them, so that what the source reads from can be closed next.
    @Override
    public void close() {
        closed = true;
        coming.forEach(item -> item.cancel(true));
        coming.clear();
        spare.clear();
        threads.shutdownNow();
        boolean interrupted = false;
        while (true) {
            try {
                if (threads.awaitTermination(1, TimeUnit.SECONDS)) {
                    break;
                }
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
