package io.github.jepa4j.world;

import java.util.Arrays;

/// An image: `[C, Y, X]`, one unsigned byte per value, 0 dark and 255 bright, row-major. Not copied: the
/// array is not written to again.
///
/// @param channels `C`
/// @param rows     `Y`, counted downward
/// @param columns  `X`
/// @param values   `C * Y * X` unsigned bytes
public record Pixels(int channels, int rows, int columns, byte[] values) implements Observation {

    public Pixels {
        if (channels < 1 || rows < 1 || columns < 1 || (long) channels * rows * columns != values.length) {
            throw new IllegalArgumentException(
                    "Pixels of shape [C, Y, X] = [%d, %d, %d] need %d bytes, but have %d.\nMaybe the image is of another size or has another number of channels."
                            .formatted(channels, rows, columns, (long) channels * rows * columns, values.length));
        }
    }

    /// The value at a place, in [0, 255].
    public int at(int channel, int row, int column) {
        return values[(channel * rows + row) * columns + column] & 0xFF;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Pixels that
                && channels == that.channels
                && rows == that.rows
                && columns == that.columns
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * (31 * channels + rows) + columns) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Pixels[%d, %d, %d]".formatted(channels, rows, columns);
    }
}
