package io.github.jepa4j.world;

import java.util.Arrays;
import java.util.List;

/// A stretch of video: `[T, C, Y, X]`, one unsigned byte per value, 0 dark and 255 bright, row-major. Not
/// copied: the array is not written to again.
///
/// @param frames   `T`, at least 1
/// @param channels `C`
/// @param rows     `Y`, counted downward
/// @param columns  `X`
/// @param values   `T * C * Y * X` unsigned bytes
public record Clip(int frames, int channels, int rows, int columns, byte[] values) {

    public Clip {
        long size = (long) frames * channels * rows * columns;
        if (frames < 1 || channels < 1 || rows < 1 || columns < 1 || size != values.length) {
            throw new IllegalArgumentException(
                    "A clip of shape [T, C, Y, X] = [%d, %d, %d, %d] needs %d bytes, but has %d.\nMaybe a frame is missing or of another size."
                            .formatted(frames, channels, rows, columns, size, values.length));
        }
    }

    /// The clip of these frames, in order.
    ///
    /// @throws IllegalArgumentException where there is none, or they are of different shapes
    public static Clip of(List<Pixels> frames) {
        if (frames.isEmpty()) {
            throw new IllegalArgumentException("A clip needs at least one frame, but has none.\nMaybe it was cut off.");
        }
        Pixels first = frames.getFirst();
        int size = first.values().length;
        byte[] values = new byte[Math.multiplyExact(size, frames.size())];
        for (int t = 0; t < frames.size(); t++) {
            Pixels frame = frames.get(t);
            if (frame.channels() != first.channels()
                    || frame.rows() != first.rows()
                    || frame.columns() != first.columns()) {
                throw new IllegalArgumentException(
                        "Frame %d of the clip is %s, but the first is %s; all must be of one shape.\nMaybe frames of two videos were mixed."
                                .formatted(t, frame, first));
            }
            System.arraycopy(frame.values(), 0, values, t * size, size);
        }
        return new Clip(frames.size(), first.channels(), first.rows(), first.columns(), values);
    }

    /// One frame, copied.
    ///
    /// @param time from 0
    public Pixels frame(int time) {
        int size = channels * rows * columns;
        return new Pixels(channels, rows, columns, Arrays.copyOfRange(values, time * size, (time + 1) * size));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Clip that
                && frames == that.frames
                && channels == that.channels
                && rows == that.rows
                && columns == that.columns
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * (31 * frames + rows) + columns) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Clip[%d, %d, %d, %d]".formatted(frames, channels, rows, columns);
    }
}
