package io.github.jepa4j.evaluation;

import io.github.jepa4j.worlds.SuccessRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/// Plays numbered episodes on several threads and keeps their results in order. The first failure, or an
/// interruption of the calling thread, stops all of them before their next step.
final class Tournament {

    private final @Nullable EpisodeResult[] results;
    private final Progress progress;
    private final Object gate = new Object();
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

    /// Plays all of them; returns when every thread has ended.
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
                EpisodeResult result = play.play(index, () -> stopped);
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
            results[index] = result;
            played++;
            won += result.won(SuccessRule.FINAL) ? 1 : 0;
            progress.played(result, played, new SuccessRate(won, played));
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
