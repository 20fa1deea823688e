package io.github.jepa4j.perception;

import java.util.Arrays;

/// The representation of the world at an instant: `[D]`, unit-free. Not copied: the array is not written to
/// again.
///
/// @param values one finite number per latent dimension
public record Latent(float[] values) {

    /// The number of latent dimensions, `D`.
    public int dimension() {
        return values.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Latent that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Latent[%d]".formatted(values.length);
    }
}
