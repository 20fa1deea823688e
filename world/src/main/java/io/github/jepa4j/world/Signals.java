package io.github.jepa4j.world;

import java.util.Arrays;

/// A vector of sensor readings, in the world's own units and order. Not copied: the array is not written to
/// again.
///
/// @param values one per signal; NaN where a reading is missing
public record Signals(float[] values) implements Observation {

    @Override
    public boolean equals(Object other) {
        return other instanceof Signals that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Signals" + Arrays.toString(values);
    }
}
