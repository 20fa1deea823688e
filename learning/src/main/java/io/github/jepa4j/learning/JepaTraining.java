package io.github.jepa4j.learning;

import io.github.jepa4j.data.Prefetcher;
import io.github.jepa4j.run.Checkpoint;
import io.github.jepa4j.run.TrainingLoop;
import io.github.jepa4j.run.TrainingLoop.Standing;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// The updates of a [JepaTrainer], on batches that are made ahead.
final class JepaTraining<B> implements TrainingLoop.Training, AutoCloseable {

    private final Updates<B> updates;
    private final Lessons<B> lessons;
    private final JepaConfig config;
    private final LongSupplier nanos;

    private @Nullable Prefetcher<B> batches; // none before the first update, which says from where on
    private Optional<Collapse> collapse = Optional.empty();

    /// @param nanos monotone, for rates
    JepaTraining(Updates<B> updates, Lessons<B> lessons, JepaConfig config, LongSupplier nanos) {
        this.updates = updates;
        this.lessons = lessons;
        this.config = config;
        this.nanos = nanos;
    }

    @Override
    public Map<String, Double> update(long step, boolean logged) {
        if (batches == null) {
            batches = lessons.batches(step);
        }
        long before = nanos.getAsLong();
        B batch = batches.next();
        Updates.Done done = updates.update(step, batch, logged);
        batches.recycle(batch);
        collapse = logged ? Optional.of(done.collapse()) : Optional.empty();
        if (logged) {
            double seconds = (nanos.getAsLong() - before) * 1e-9;
            done.metrics().put("frames_per_second", config.windows() * config.encodedFrames().length / seconds);
        }
        return done.metrics();
    }

    /// How far the latents of the last update have collapsed; nothing where it was not logged.
    Optional<Collapse> collapse() {
        return collapse;
    }

    @Override
    public void save(Path directory, Standing standing) throws IOException {
        TrainingState.save(directory, updates.network().parameters(), updates.optimizer(), standing);
    }

    @Override
    public Standing restore(Checkpoint checkpoint) throws IOException {
        return TrainingState.restore(checkpoint, updates.network().parameters(), updates.optimizer());
    }

    /// Stops the threads that make batches.
    @Override
    public void close() {
        if (batches != null) {
            batches.close();
        }
    }
}
