package io.github.jepa4j.learning;

import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Observation;
import io.github.jepa4j.world.Pixels;
import java.util.List;
import java.util.random.RandomGenerator;

/// The mean and the standard deviation of each channel over a sample of stored frames, after each frame's
/// channel was stretched to [0, 1]: what `PixelNormalisation` standardises with. For two rooms they come
/// out as the peer's published constants.
///
/// @param mean of each channel
/// @param std  of each channel; 1 for a channel that never varies
record PixelStatistics(float[] mean, float[] std) {

    private static final int SAMPLED_EPISODES = 512;
    private static final int SAMPLED_FRAMES_EACH = 4;

    /// Measures a sample of frames.
    static PixelStatistics of(EpisodeStore store, Seed seed) {
        RandomGenerator random = seed.generator();
        Sums sums = new Sums();
        for (int i = 0; i < SAMPLED_EPISODES; i++) {
            List<? extends Observation> frames =
                    store.episode(random.nextInt(store.episodes())).observations();
            for (int j = 0; j < SAMPLED_FRAMES_EACH; j++) {
                sums.add((Pixels) frames.get(random.nextInt(frames.size())));
            }
        }
        return sums.statistics();
    }

    private static final class Sums {
        private double[] sum = new double[0];
        private double[] squares = new double[0];
        private long count;

        void add(Pixels frame) {
            if (sum.length == 0) {
                sum = new double[frame.channels()];
                squares = new double[frame.channels()];
            }
            int pixels = frame.rows() * frame.columns();
            for (int c = 0; c < frame.channels(); c++) {
                add(frame.values(), c, pixels);
            }
            count += pixels;
        }

        private void add(byte[] values, int channel, int pixels) {
            int least = 255;
            int most = 0;
            long total = 0;
            long totalSquares = 0;
            for (int p = channel * pixels; p < (channel + 1) * pixels; p++) {
                int value = values[p] & 0xFF;
                least = Math.min(least, value);
                most = Math.max(most, value);
                total += value;
                totalSquares += (long) value * value;
            }
            double range = Math.max(1, most - least);
            sum[channel] += (total - (double) least * pixels) / range;
            squares[channel] +=
                    (totalSquares - 2.0 * least * total + (double) least * least * pixels) / (range * range);
        }

        PixelStatistics statistics() {
            float[] mean = new float[sum.length];
            float[] std = new float[sum.length];
            for (int c = 0; c < sum.length; c++) {
                double average = sum[c] / count;
                double variance = squares[c] / count - average * average;
                mean[c] = (float) average;
                std[c] = variance > 0 ? (float) Math.sqrt(variance) : 1;
            }
            return new PixelStatistics(mean, std);
        }
    }
}
