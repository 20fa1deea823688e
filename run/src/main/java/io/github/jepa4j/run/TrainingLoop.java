package io.github.jepa4j.run;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Updates one after the other, with metrics and checkpoints in a run's folder: a training that is cut off
/// at any instant goes on from the newest whole checkpoint.
public final class TrainingLoop {

    private final RunFolder run;
    private final Schedule schedule;
    private final InstantSource instants;
    private final LongSupplier nanos;

    /// How long, and how often what is written.
    ///
    /// @param steps      updates in all, at least 1
    /// @param log        metrics are written every so many updates, and of the last
    /// @param checkpoint a checkpoint is written every so many updates, and after the last
    /// @param kept       checkpoints that stay, at least 1
    public record Schedule(long steps, int log, long checkpoint, int kept) {

        public Schedule {
            if (steps < 1 || log < 1 || checkpoint < 1 || kept < 1) {
                throw new IllegalArgumentException(
                        "A training of %d steps, logged every %d, kept every %d with %d checkpoints makes no sense; all must be 1 or more.\nMaybe one was left at 0."
                                .formatted(steps, log, checkpoint, kept));
            }
        }

        private boolean isLogged(long step) {
            return step % log == 0 || step == steps - 1;
        }

        private boolean isSaved(long done) {
            return done % checkpoint == 0 || done == steps;
        }
    }

    /// Where a training stands.
    ///
    /// @param step    updates done
    /// @param seconds spent so far
    public record Standing(long step, double seconds) {}

    /// What is trained.
    public interface Training {

        /// Makes one update.
        ///
        /// @param step   from 0
        /// @param logged whether to take the measurements that cost time
        /// @return metrics by name, modifiable
        Map<String, Double> update(long step, boolean logged);

        /// Writes all that there is to the training into a folder.
        void save(Path directory, Standing standing) throws IOException;

        /// Puts all of it back.
        Standing restore(Checkpoint checkpoint) throws IOException;
    }

    /// Told of each update as it is done.
    @FunctionalInterface
    public interface Listener {

        /// @param done    updates done so far
        /// @param metrics of this one; some only where they are logged
        void stepDone(long done, Map<String, Double> metrics);

        /// Called when a checkpoint was passed over because it is damaged.
        default void ignored(Checkpoints.Ignored checkpoint) {}
    }

    /// @param instants for the wall time in TensorBoard's events
    /// @param nanos    monotone, for how long the training took; neither changes what is learned
    public TrainingLoop(RunFolder run, Schedule schedule, InstantSource instants, LongSupplier nanos) {
        this.run = run;
        this.schedule = schedule;
        this.instants = instants;
        this.nanos = nanos;
    }

    /// Trains until all updates are done, from the newest whole checkpoint if there is one.
    ///
    /// @throws IOException when the run's disk refuses; the last checkpoint stays good
    public Standing run(Training training, Listener listener) throws IOException {
        Checkpoints.Latest latest = run.checkpoints().latest();
        latest.ignored().forEach(listener::ignored);
        Optional<Checkpoint> checkpoint = latest.checkpoint();
        Standing start = checkpoint.isPresent() ? training.restore(checkpoint.get()) : new Standing(0, 0);
        try (MetricsLog log = run.metrics(instants)) {
            log.truncateAfter(start.step() - 1);
            return run(training, listener, start, log);
        }
    }

    private Standing run(Training training, Listener listener, Standing start, MetricsLog log) throws IOException {
        long began = nanos.getAsLong();
        Standing standing = start;
        for (long step = start.step(); step < schedule.steps(); step++) {
            boolean logged = schedule.isLogged(step);
            Map<String, Double> metrics = training.update(step, logged);
            standing = new Standing(step + 1, start.seconds() + (nanos.getAsLong() - began) * 1e-9);
            if (logged) {
                log.append(new Metrics(step, standing.seconds(), metrics));
            }
            listener.stepDone(step + 1, metrics);
            if (schedule.isSaved(step + 1)) {
                save(training, standing, log);
            }
        }
        return standing;
    }

    private void save(Training training, Standing standing, MetricsLog log) throws IOException {
        log.sync();
        run.checkpoints().write(standing.step(), directory -> training.save(directory, standing));
        run.checkpoints().keep(schedule.kept());
    }
}
