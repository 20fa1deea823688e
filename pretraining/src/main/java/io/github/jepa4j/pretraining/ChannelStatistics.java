package io.github.jepa4j.pretraining;

import java.util.Arrays;

/// How images are brought to the size of numbers that networks like: `(byte / 255 - mean) / std` per
/// channel.
///
/// @param mean `[C]`, in [0, 1]
/// @param std  `[C]`, above 0
public record ChannelStatistics(float[] mean, float[] std) {

    private static final int MOST_MEASURED = 20_000;

    public ChannelStatistics {
        if (mean.length == 0 || mean.length != std.length) {
            throw new IllegalArgumentException(
                    "Images are normalised by %d means and %d standard deviations; one of each per channel is needed.\nMaybe a channel was forgotten."
                            .formatted(mean.length, std.length));
        }
        for (int c = 0; c < std.length; c++) {
            if (!Float.isFinite(mean[c]) || !(std[c] > 0) || Float.isInfinite(std[c])) {
                throw new IllegalArgumentException(
                        "Channel %d has mean %s and standard deviation %s; the mean must be finite, the deviation finite and above 0.\nMaybe the file is damaged."
                                .formatted(c, mean[c], std[c]));
            }
        }
    }

    /// Measured on images that lie evenly among all, 20,000 at most. A channel that never varies gets the
    /// deviation 1.
    static ChannelStatistics of(LabelledClips images) {
        int channels = images.channels();
        int area = images.rows() * images.columns();
        long[] sum = new long[channels];
        long[] squares = new long[channels];
        int measured = Math.min(images.size(), MOST_MEASURED);
        for (int n = 0; n < measured; n++) {
            byte[] image = images.clips().get((int) ((long) n * images.size() / measured));
            for (int i = 0; i < image.length; i++) {
                int value = image[i] & 0xFF;
                sum[i / area % channels] += value;
                squares[i / area % channels] += (long) value * value;
            }
        }
        float[] mean = new float[channels];
        float[] std = new float[channels];
        double count = (double) measured * images.frames() * area;
        for (int c = 0; c < channels; c++) {
            double average = sum[c] / count;
            double variance = Math.max(0, squares[c] / count - average * average);
            mean[c] = (float) (average / 255);
            std[c] = variance == 0 ? 1 : (float) (Math.sqrt(variance) / 255);
        }
        return new ChannelStatistics(mean, std);
    }

    /// Normalises frames of values in [0, 1] in place.
    ///
    /// @param frames `[T, C, area]`
    void normalise(float[] frames, int area) {
        for (int i = 0; i < frames.length; i++) {
            int channel = i / area % mean.length;
            frames[i] = (frames[i] - mean[channel]) / std[channel];
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChannelStatistics that
                && Arrays.equals(mean, that.mean)
                && Arrays.equals(std, that.std);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(mean) + Arrays.hashCode(std);
    }

    @Override
    public String toString() {
        return "ChannelStatistics[mean=%s, std=%s]".formatted(Arrays.toString(mean), Arrays.toString(std));
    }
}
