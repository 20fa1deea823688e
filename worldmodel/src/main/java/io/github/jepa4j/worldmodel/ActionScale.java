package io.github.jepa4j.worldmodel;

import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.ActionSpace;
import java.util.Arrays;

/// The border between the world's action units (raw, outside) and a model's (normalised, inside):
/// `inside = (raw - mean) / std`, per axis.
///
/// @param mean `[A]`, raw units
/// @param std  `[A]`, raw units, above 0
public record ActionScale(float[] mean, float[] std) {

    public ActionScale {
        if (mean.length != std.length) {
            throw new IllegalArgumentException(
                    "The action scale has %d means and %d standard deviations; it needs one of each per axis.\nMaybe one axis was forgotten."
                            .formatted(mean.length, std.length));
        }
        for (int axis = 0; axis < std.length; axis++) {
            if (!(std[axis] > 0) || Float.isInfinite(std[axis]) || !Float.isFinite(mean[axis])) {
                throw new IllegalArgumentException(
                        "The action scale's axis %d has mean %s and standard deviation %s; the mean must be finite and the deviation finite and above 0.\nMaybe that axis never moved in the data."
                                .formatted(axis, mean[axis], std[axis]));
            }
        }
    }

    /// The scale that changes nothing.
    public static ActionScale identity(int dimension) {
        float[] std = new float[dimension];
        Arrays.fill(std, 1);
        return new ActionScale(new float[dimension], std);
    }

    /// The scale of as many actions one after the other.
    ///
    /// @param times at least 1
    public ActionScale repeated(int times) {
        float[] means = new float[times * mean.length];
        float[] stds = new float[times * mean.length];
        for (int axis = 0; axis < means.length; axis++) {
            means[axis] = mean[axis % mean.length];
            stds[axis] = std[axis % std.length];
        }
        return new ActionScale(means, stds);
    }

    /// The number of axes, `A`.
    public int dimension() {
        return mean.length;
    }

    /// From the world's units to the model's: `[A]`.
    public float[] normalise(Action action) {
        float[] inside = new float[mean.length];
        for (int axis = 0; axis < mean.length; axis++) {
            inside[axis] = (action.values()[axis] - mean[axis]) / std[axis];
        }
        return inside;
    }

    /// From the model's units to the world's.
    public Action denormalise(float[] inside) {
        float[] raw = new float[mean.length];
        for (int axis = 0; axis < mean.length; axis++) {
            raw[axis] = inside[axis] * std[axis] + mean[axis];
        }
        return new Action(raw);
    }

    /// Moves `values[offset .. offset + A)`, in the model's units, to the nearest action that is legal in
    /// the world's, in place.
    public void project(ActionSpace space, float[] values, int offset) {
        for (int axis = 0; axis < mean.length; axis++) {
            values[offset + axis] = values[offset + axis] * std[axis] + mean[axis];
        }
        space.project(values, offset);
        for (int axis = 0; axis < mean.length; axis++) {
            values[offset + axis] = (values[offset + axis] - mean[axis]) / std[axis];
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ActionScale that && Arrays.equals(mean, that.mean) && Arrays.equals(std, that.std);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(mean) + Arrays.hashCode(std);
    }
}
