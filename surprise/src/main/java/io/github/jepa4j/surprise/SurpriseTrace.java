package io.github.jepa4j.surprise;

import java.util.Arrays;

/// How surprising each frame of a clip is.
///
/// Source of the two summaries: Garrido et al., *Intuitive physics understanding emerges from
/// self-supervised pretraining on natural videos*, 2025 (arXiv 2502.11831), section 3: the mean and the
/// maximum over time.
///
/// @param frames `[T]`, at least 0
public record SurpriseTrace(double[] frames) {

    /// How the places of a frame are summed up.
    public enum Pooling {
        /// The mean over all places.
        MEAN,
        /// The mean over the four most surprising places: what is wrong is often small.
        STRONGEST;

        private static final int STRONGEST_PLACES = 4;

        /// Sums up the places of a frame.
        ///
        /// @param places `[places]`, at least one; not changed
        /// @throws IllegalArgumentException where there is none
        public double of(float[] places) {
            if (places.length == 0) {
                throw new IllegalArgumentException(
                        "A frame has no place whose surprise could be summed up; at least one was expected.\nMaybe the clip is empty.");
            }
            float[] sorted = places.clone();
            Arrays.sort(sorted);
            int kept = this == MEAN ? sorted.length : Math.min(STRONGEST_PLACES, sorted.length);
            double sum = 0;
            for (int i = sorted.length - kept; i < sorted.length; i++) {
                sum += sorted[i];
            }
            return sum / kept;
        }
    }

    /// Sums up the places of each frame.
    ///
    /// @param errors `[T][places]`, see [Foresight#errors]
    public static SurpriseTrace of(float[][] errors, Pooling pooling) {
        double[] frames = new double[errors.length];
        for (int t = 0; t < frames.length; t++) {
            frames[t] = pooling.of(errors[t]);
        }
        return new SurpriseTrace(frames);
    }

    /// The mean over time.
    public double mean() {
        return Arrays.stream(frames).average().orElse(0);
    }

    /// The root of the mean square over time: between [#mean], in which a moment is lost, and [#max], which hears of
    /// one
    /// moment alone.
    public double rootMeanSquare() {
        return Math.sqrt(
                Arrays.stream(frames).map(frame -> frame * frame).average().orElse(0));
    }

    /// The most surprising frame's.
    public double max() {
        return Arrays.stream(frames).max().orElse(0);
    }

    /// The most surprising frame, from 0.
    public int when() {
        int best = 0;
        for (int t = 1; t < frames.length; t++) {
            best = frames[t] > frames[best] ? t : best;
        }
        return best;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SurpriseTrace that && Arrays.equals(frames, that.frames);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(frames);
    }

    @Override
    public String toString() {
        return "SurpriseTrace" + Arrays.toString(frames);
    }
}
