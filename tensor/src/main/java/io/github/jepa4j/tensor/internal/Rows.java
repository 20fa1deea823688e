package io.github.jepa4j.tensor.internal;

/// A view of an array as rows: row `i` begins at `offset + i * stride`. Rows may overlap where they are
/// only read.
public record Rows(float[] values, int offset, int stride, int count) {

    /// Rows one after another from the beginning of an array.
    public static Rows dense(float[] values, int stride) {
        return new Rows(values, 0, stride, values.length / stride);
    }

    /// Rows as many and as far apart, from another place on.
    public Rows at(int newOffset) {
        return new Rows(values, newOffset, stride, count);
    }

    /// The same places in another array.
    public Rows of(float[] otherValues) {
        return new Rows(otherValues, offset, stride, count);
    }

    /// Where a row begins.
    public int begin(int row) {
        return offset + row * stride;
    }
}
