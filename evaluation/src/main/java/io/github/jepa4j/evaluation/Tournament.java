package io.github.jepa4j.evaluation;

import io.github.jepa4j.worlds.SuccessRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/// Plays numbered episodes on several threads and keeps their results in order. The first failure, or an
/// interruption of the calling thread, stops all of them before their next step.
final class Tournament {

    private final @Nullable EpisodeResult[] results;
    private final Progress progress;
    private final Object gate = new Object();
    private ObjIntConsumer<EpisodeResult> keeper = (_, _) -> {};
    private int played;
    private int won;
    private volatile boolean stopped;
    private @Nullable Throwable failure;

    /// How one episode is played.
    @FunctionalInterface
    interface Play {
        /// Plays the episode of this number.
        ///
        /// @return null where it was stopped
        @Nullable
        EpisodeResult play(int index, BooleanSupplier stopped);
    }

    Tournament(int episodes, Progress progress) {
        this.results = new EpisodeResult[episodes];
        this.progress = progress;
    }

    /// Takes an episode as played that was played before. Progress is not told.
    void know(int index, EpisodeResult result) {
        synchronized (gate) {
            results[index] = result;
            played++;
            won += result.won(SuccessRule.FINAL) ? 1 : 0;
        }
    }

    /// Names who is given every episode that is played from now on, one at a time, before progress is told.
    void tell(ObjIntConsumer<EpisodeResult> keeper) {
        this.keeper = keeper;
    }

    /// Plays all that are not known; returns when every thread has ended.
    void run(int threads, Play play) {
        AtomicInteger next = new AtomicInteger();
        List<Thread> players = new ArrayList<>();
        for (int number = 0; number < Math.clamp(threads, 1, Math.max(1, results.length)); number++) {
            players.add(Thread.ofPlatform().name("episode-player-" + number).start(() -> playOnAndOn(next, play)));
        }
        boolean interrupted = false;
        for (Thread player : players) {
            while (player.isAlive()) {
                try {
                    player.join();
                } catch (InterruptedException _) {
                    interrupted = true;
                    stopped = true;
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        rethrow();
    }

    /// Those that were played to the end, in the order of their numbers.
    List<EpisodeResult> results() {
        List<EpisodeResult> kept = new ArrayList<>();
        for (EpisodeResult result : results) {
            if (result != null) {
                kept.add(result);
            }
        }
        return kept;
    }

    private void playOnAndOn(AtomicInteger next, Play play) {
        try {
            for (int index = next.getAndIncrement();
                    index < results.length && !stopped;
                    index = next.getAndIncrement()) {
                EpisodeResult result = isKnown(index) ? null : play.play(index, () -> stopped);
                if (result != null) {
                    record(index, result);
                }
            }
        } catch (RuntimeException | Error problem) {
            synchronized (gate) {
                failure = Objects.requireNonNullElse(failure, problem);
            }
            stopped = true;
        }
    }

    private void record(int index, EpisodeResult result) {
        synchronized (gate) {
            keeper.accept(result, index);
            know(index, result);
            progress.played(result, played, new SuccessRate(won, played));
        }
    }

    private boolean isKnown(int index) {
        synchronized (gate) {
            return results[index] != null;
        }
    }

    private void rethrow() {
        synchronized (gate) {
            switch (failure) {
                case null -> {}
                case RuntimeException exception -> throw exception;
                case Error error -> throw error;
                default -> throw new IllegalStateException(failure);
            }
        }
    }
}
