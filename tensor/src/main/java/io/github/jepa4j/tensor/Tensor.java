package io.github.jepa4j.tensor;

import java.util.Arrays;

/// A named-by-context array of floats with a shape, row-major: the last axis is contiguous. It is what
/// crosses the borders of this library (checkpoints, weights, images); the hot loops work on plain arrays.
///
/// The values are not copied: who hands an array over does not write to it again.
///
/// @param shape  the sizes of the axes; an empty shape is a scalar
/// @param values as many as the product of the sizes
public record Tensor(int[] shape, float[] values) {

    public Tensor {
        if (sizeOf(shape) != values.length) {
            throw new IllegalArgumentException(
                    "The tensor of shape %s needs %d values, but has %d.\nMaybe two axes were swapped or one was forgotten."
                            .formatted(Arrays.toString(shape), sizeOf(shape), values.length));
        }
    }

    /// A tensor of zeros.
    public static Tensor zeros(int... shape) {
        return new Tensor(shape, new float[Math.toIntExact(sizeOf(shape))]);
    }

    /// The number of values.
    public int size() {
        return values.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor that && Arrays.equals(shape, that.shape) && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Tensor" + Arrays.toString(shape);
    }

    private static long sizeOf(int[] shape) {
        long size = 1;
        for (int axis : shape) {
            if (axis < 0) {
                throw new IllegalArgumentException(
                        "The shape %s has a negative axis (%d); every size must be 0 or more.\nMaybe a size was computed from an empty array."
                                .formatted(Arrays.toString(shape), axis));
            }
            size = Math.multiplyExact(size, (long) axis);
        }
        return size;
    }
}
