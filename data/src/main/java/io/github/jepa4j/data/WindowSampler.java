package io.github.jepa4j.data;

import io.github.jepa4j.tensor.Seed;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Draws batches of windows from a store: each window from a uniformly drawn episode that is long enough,
/// at a uniformly drawn start. The batch of a step is a function of seed and step alone, so training can go
/// on exactly where it stopped. Safe on any number of threads.
public final class WindowSampler {

    private final EpisodeStore store;
    private final int frames;
    private final int windows;
    private final Seed seed;
    private final int[] longEnough;

    /// @param frames  `T`, at least 2
    /// @param windows `B`, at least 1
    /// @throws IllegalArgumentException when the store does not hold pixels or no episode has `T` frames
    public WindowSampler(EpisodeStore store, int frames, int windows, Seed seed) {
        WindowBatch.empty(1, frames, store.description());
        this.store = store;
        this.frames = frames;
        this.windows = windows;
        this.seed = seed;
        this.longEnough = IntStream.range(0, store.episodes())
                .filter(episode -> store.frames(episode) >= frames)
                .toArray();
        if (longEnough.length == 0) {
            throw new IllegalArgumentException(
                    "None of the store's %d episodes has the %d frames of a window.\nMaybe the episodes were collected too short."
                            .formatted(store.episodes(), frames));
        }
    }

    /// The batch of a step.
    public WindowBatch batch(long step) {
        return batchInto(step, WindowBatch.empty(windows, frames, store.description()));
    }

    /// The batch of a step, written over another batch of this sampler's shape.
    ///
    /// @return `target`
    public WindowBatch batchInto(long step, WindowBatch target) {
        requireShape(target);
        RandomGenerator random = seed.split(step).generator();
        var reader = new WindowReader(store);
        int image = target.image().size();
        int actions = (frames - 1) * store.description().actionDimension();
        for (int window = 0; window < windows; window++) {
            int episode = longEnough[random.nextInt(longEnough.length)];
            int start = random.nextInt(store.frames(episode) - frames + 1);
            reader.open(episode);
            for (int t = 0; t < frames; t++) {
                reader.frame(start + t, target.pixels(), (window * frames + t) * image);
            }
            reader.actions(start, start + frames - 1, target.actions(), window * actions);
        }
        return target;
    }

    private void requireShape(WindowBatch target) {
        if (target.windows() != windows
                || target.frames() != frames
                || !target.image().equals(store.description().observation())) {
            throw new IllegalArgumentException(
                    "A batch of %d windows of %d frames of %s cannot be reused; the sampler makes %d of %d of %s.\nMaybe it belongs to another sampler."
                            .formatted(
                                    target.windows(),
                                    target.frames(),
                                    target.image(),
                                    windows,
                                    frames,
                                    store.description().observation()));
        }
    }
}
