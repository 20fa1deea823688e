package io.github.jepa4j.perception;

/// An image inside the encoder: `[Y, X, C]`, channels last, so that convolutions read and write whole
/// vectors of channels. The only place where images have this order.
record FeatureMap(int rows, int columns, int channels, float[] values) {

    static FeatureMap zeros(int rows, int columns, int channels) {
        return new FeatureMap(rows, columns, channels, new float[rows * columns * channels]);
    }

    /// From `[C, Y, X]`.
    static FeatureMap ofChannelsFirst(int channels, int rows, int columns, float[] values) {
        FeatureMap map = zeros(rows, columns, channels);
        int area = rows * columns;
        for (int channel = 0; channel < channels; channel++) {
            for (int i = 0; i < area; i++) {
                map.values[i * channels + channel] = values[channel * area + i];
            }
        }
        return map;
    }

    /// To `[C, Y, X]`.
    float[] channelsFirst() {
        float[] result = new float[values.length];
        int area = rows * columns;
        for (int i = 0; i < area; i++) {
            for (int channel = 0; channel < channels; channel++) {
                result[channel * area + i] = values[i * channels + channel];
            }
        }
        return result;
    }

    /// Replaces what is below 0 by 0, in place.
    FeatureMap relu() {
        for (int i = 0; i < values.length; i++) {
            values[i] = Math.max(values[i], 0);
        }
        return this;
    }

    /// Adds another of the same shape, in place.
    FeatureMap plus(FeatureMap other) {
        for (int i = 0; i < values.length; i++) {
            values[i] += other.values[i];
        }
        return this;
    }

    /// The largest of each 3 by 3 neighbourhood, at every second place. Beyond the border is nothing: what
    /// lies there is never the largest.
    FeatureMap pooled() {
        FeatureMap result = zeros((rows - 1) / 2 + 1, (columns - 1) / 2 + 1, channels);
        int width = columns * channels;
        float[] tallest = new float[width];
        for (int y = 0; y < result.rows; y++) {
            System.arraycopy(values, 2 * y * width, tallest, 0, width);
            if (y > 0) {
                takeLarger(tallest, 0, values, (2 * y - 1) * width, width);
            }
            if (2 * y + 1 < rows) {
                takeLarger(tallest, 0, values, (2 * y + 1) * width, width);
            }
            for (int x = 0; x < result.columns; x++) {
                int to = (y * result.columns + x) * channels;
                System.arraycopy(tallest, 2 * x * channels, result.values, to, channels);
                if (x > 0) {
                    takeLarger(result.values, to, tallest, (2 * x - 1) * channels, channels);
                }
                if (2 * x + 1 < columns) {
                    takeLarger(result.values, to, tallest, (2 * x + 1) * channels, channels);
                }
            }
        }
        return result;
    }

    private static void takeLarger(float[] target, int to, float[] source, int from, int count) {
        for (int i = 0; i < count; i++) {
            target[to + i] = Math.max(target[to + i], source[from + i]);
        }
    }
}
