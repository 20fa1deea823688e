package io.github.jepa4j.world;

import java.util.Arrays;

/// One command, in the world's own (raw) units: `[A]`. Inside a world model actions have the model's units
/// and another type, so that the two never meet by accident. Not copied: the array is not written to again.
///
/// @param values one finite number per axis
public record Action(float... values) {

    public Action {
        for (int axis = 0; axis < values.length; axis++) {
            if (!Float.isFinite(values[axis])) {
                throw new IllegalArgumentException(
                        "The action's axis %d is %s; every axis must be a finite number.\nMaybe a planner or policy divided by zero."
                                .formatted(axis, values[axis]));
            }
        }
    }

    /// The number of axes, `A`.
    public int dimension() {
        return values.length;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Action that && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Action" + Arrays.toString(values);
    }
}
