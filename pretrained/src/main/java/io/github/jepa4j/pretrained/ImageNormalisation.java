package io.github.jepa4j.pretrained;

import java.util.Arrays;

/// Makes of pixels the numbers that a network was trained on: `(value / 255 - mean) / std`, channel by
/// channel.
///
/// @param mean `[C]`, of values in [0, 1]
/// @param std  `[C]`, above 0
public record ImageNormalisation(float[] mean, float[] std) {

    private static final int VALUES = 256;

    public ImageNormalisation {
        if (mean.length == 0 || mean.length != std.length) {
            throw new IllegalArgumentException(
                    "An image normalisation needs a mean and a deviation for each channel, but has %d and %d.\nMaybe one channel was forgotten."
                            .formatted(mean.length, std.length));
        }
        for (int c = 0; c < std.length; c++) {
            if (!(std[c] > 0) || !Float.isFinite(std[c]) || !Float.isFinite(mean[c])) {
                throw new IllegalArgumentException(
                        "The image normalisation's channel %d has mean %s and deviation %s; the mean must be finite, the deviation finite and above 0.\nMaybe the two were swapped."
                                .formatted(c, mean[c], std[c]));
            }
        }
    }

    /// Means and deviations of ImageNet's training pictures, which all published encoders here were trained
    /// with.
    public static ImageNormalisation imageNet() {
        return new ImageNormalisation(new float[] {0.485f, 0.456f, 0.406f}, new float[] {0.229f, 0.224f, 0.225f});
    }

    /// The number of channels, `C`.
    public int channels() {
        return mean.length;
    }

    /// Normalises frames.
    ///
    /// @param bytes unsigned, `[T, C, Y, X]`
    /// @param area  `Y * X`
    /// @param into  where the numbers go
    /// @param at    from where on
    public void normalise(byte[] bytes, int area, float[] into, int at) {
        float[][] tables = new float[mean.length][VALUES];
        for (int c = 0; c < mean.length; c++) {
            for (int value = 0; value < VALUES; value++) {
                tables[c][value] = normalised(value / (VALUES - 1f), c);
            }
        }
        for (int i = 0; i < bytes.length; i++) {
            into[at + i] = tables[i / area % mean.length][bytes[i] & 0xFF];
        }
    }

    /// Normalises frames of values in [0, 1] in place, to the same numbers as their bytes.
    ///
    /// @param frames `[T, C, Y, X]`
    /// @param area   `Y * X`
    public void normalise(float[] frames, int area) {
        for (int i = 0; i < frames.length; i++) {
            frames[i] = normalised(frames[i], i / area % mean.length);
        }
    }

    private float normalised(float value, int channel) {
        return (value - mean[channel]) / std[channel];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ImageNormalisation that
                && Arrays.equals(mean, that.mean)
                && Arrays.equals(std, that.std);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(mean) + Arrays.hashCode(std);
    }

    @Override
    public String toString() {
        return "ImageNormalisation[mean=%s, std=%s]".formatted(Arrays.toString(mean), Arrays.toString(std));
    }
}
