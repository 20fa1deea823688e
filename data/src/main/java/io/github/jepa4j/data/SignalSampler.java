package io.github.jepa4j.data;

import io.github.jepa4j.tensor.Seed;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Draws batches of windows of signals from a store, uniformly among all windows in which no reading is missing: a long
/// episode counts for more than a short one, unlike in [WindowSampler]. The batch of a step is a function of seed and
/// step alone. Safe on any number of threads.
public final class SignalSampler implements Prefetcher.Source<SignalBatch> {

    private final EpisodeStore store;
    private final int frames;
    private final int windows;
    private final Seed seed;
    private final int[] episodes;
    private final int[] starts;

    /// @param frames  `T`, at least 2
    /// @param windows `B`, at least 1
    /// @throws IllegalArgumentException when the store does not hold signals or has no whole window
    public SignalSampler(EpisodeStore store, int frames, int windows, Seed seed) {
        if (!(store.description().observation() instanceof ObservationShape.OfSignals)) {
            throw new IllegalArgumentException(
                    "Windows of signals cannot be read from a store of %s.\nMaybe another store was meant."
                            .formatted(store.description().observation()));
        }
        if (frames < 2 || windows < 1) {
            throw new IllegalArgumentException(
                    "A batch of %d windows of %d frames cannot be made; it needs at least 1 window and 2 frames.\nMaybe the two were swapped."
                            .formatted(windows, frames));
        }
        this.store = store;
        this.frames = frames;
        this.windows = windows;
        this.seed = seed;
        int[][] whole = wholeWindows(store, frames);
        episodes = whole[0];
        starts = whole[1];
        if (starts.length == 0) {
            throw new IllegalArgumentException(
                    "None of the store's %d episodes has %d frames in a row without a missing reading.\nMaybe the windows are too long for the log's gaps: lower frames and unrolled."
                            .formatted(store.episodes(), frames));
        }
    }

    /// The episode and the first frame of each window without a missing reading.
    private static int[][] wholeWindows(EpisodeStore store, int frames) {
        int most = 0;
        for (int episode = 0; episode < store.episodes(); episode++) {
            most = Math.addExact(most, Math.max(0, store.frames(episode) - frames + 1));
        }
        int[] episodes = new int[most];
        int[] starts = new int[most];
        int count = 0;
        var reader = new WindowReader(store);
        float[] signals = new float[store.description().observation().size()];
        for (int episode = 0; episode < store.episodes(); episode++) {
            reader.open(episode);
            int known = 0; // frames in a row, up to this one
            for (int t = 0; t < store.frames(episode); t++) {
                reader.signals(t, signals, 0);
                known = isFinite(signals) ? known + 1 : 0;
                if (known >= frames) {
                    episodes[count] = episode;
                    starts[count++] = t - frames + 1;
                }
            }
        }
        return new int[][] {Arrays.copyOf(episodes, count), Arrays.copyOf(starts, count)};
    }

    private static boolean isFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    /// How many windows there are to draw from.
    public int count() {
        return starts.length;
    }

    /// The batch of a step.
    ///
    /// @param reuse an earlier batch of this sampler to be written over
    @Override
    public SignalBatch make(long step, @Nullable SignalBatch reuse) {
        int signals = store.description().observation().size();
        int actions = store.description().actionDimension();
        SignalBatch batch = reuse != null
                ? reuse
                : new SignalBatch(
                        windows,
                        frames,
                        signals,
                        new float[windows * frames * signals],
                        new float[windows * (frames - 1) * actions]);
        RandomGenerator random = seed.split(step).generator();
        var reader = new WindowReader(store);
        for (int window = 0; window < windows; window++) {
            int drawn = random.nextInt(starts.length);
            reader.open(episodes[drawn]);
            for (int t = 0; t < frames; t++) {
                reader.signals(starts[drawn] + t, batch.signals(), (window * frames + t) * signals);
            }
            int from = starts[drawn];
            reader.actions(from, from + frames - 1, batch.actions(), window * (frames - 1) * actions);
        }
        return batch;
    }
}
