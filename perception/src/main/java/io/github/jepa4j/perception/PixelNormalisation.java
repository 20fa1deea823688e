package io.github.jepa4j.perception;

import io.github.jepa4j.world.Pixels;
import java.util.Arrays;

/// Makes numbers of the size that networks like out of bytes. For each image and channel, the range of its
/// values is stretched to [0, 1], then `(value - mean) / (std + 1e-6)`. A channel of one value becomes all
/// 0 before that.
///
/// Source: the normaliser of EB-JEPA (arXiv 2602.03604); a consequence is that a dot is as bright between
/// pixels as on one.
///
/// @param mean `[C]`, of the stretched values
/// @param std  `[C]`, above 0
public record PixelNormalisation(float[] mean, float[] std) {

    private static final float EPSILON = 1e-6f;

    public PixelNormalisation {
        if (mean.length != std.length) {
            throw new IllegalArgumentException(
                    "The pixel normalisation has %d means and %d standard deviations; it needs one of each per channel.\nMaybe one channel was forgotten."
                            .formatted(mean.length, std.length));
        }
        for (int channel = 0; channel < std.length; channel++) {
            if (!(std[channel] > 0) || Float.isInfinite(std[channel]) || !Float.isFinite(mean[channel])) {
                throw new IllegalArgumentException(
                        "The pixel normalisation's channel %d has mean %s and standard deviation %s; the mean must be finite and the deviation finite and above 0.\nMaybe that channel is the same everywhere in the data."
                                .formatted(channel, mean[channel], std[channel]));
            }
        }
    }

    /// The number of channels, `C`.
    public int channels() {
        return mean.length;
    }

    /// The normalised values `[C, Y, X]` of an image.
    ///
    /// @throws IllegalArgumentException when the image has another number of channels
    public float[] normalise(Pixels pixels) {
        if (pixels.channels() != mean.length) {
            throw new IllegalArgumentException(
                    "The image has %d channels, but the normalisation is for %d.\nMaybe it is of another world."
                            .formatted(pixels.channels(), mean.length));
        }
        int area = pixels.rows() * pixels.columns();
        float[] values = new float[mean.length * area];
        for (int channel = 0; channel < mean.length; channel++) {
            float[] table = table(pixels.values(), channel * area, area, channel);
            for (int i = channel * area; i < (channel + 1) * area; i++) {
                values[i] = table[pixels.values()[i] & 0xFF];
            }
        }
        return values;
    }

    /// What each byte becomes, in a channel of these bytes.
    private float[] table(byte[] bytes, int begin, int area, int channel) {
        int least = 255;
        int most = 0;
        for (int i = begin; i < begin + area; i++) {
            least = Math.min(least, bytes[i] & 0xFF);
            most = Math.max(most, bytes[i] & 0xFF);
        }
        float[] table = new float[256];
        for (int value = least; value <= most; value++) {
            float stretched = (value - least) / (most - least + EPSILON);
            table[value] = (stretched - mean[channel]) / (std[channel] + EPSILON);
        }
        return table;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PixelNormalisation that
                && Arrays.equals(mean, that.mean)
                && Arrays.equals(std, that.std);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(mean) + Arrays.hashCode(std);
    }

    @Override
    public String toString() {
        return "PixelNormalisation[mean=%s, std=%s]".formatted(Arrays.toString(mean), Arrays.toString(std));
    }
}
