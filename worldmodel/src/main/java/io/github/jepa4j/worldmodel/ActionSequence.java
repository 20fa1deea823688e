package io.github.jepa4j.worldmodel;

import java.util.Arrays;

/// Consecutive actions in a world model's units: `[H, A]`, row-major; action 0 is done first. Not copied:
/// the array is not written to again.
///
/// @param horizon   `H`, at least 0
/// @param dimension `A`, at least 1
/// @param values    `H * A` numbers
public record ActionSequence(int horizon, int dimension, float[] values) {

    public ActionSequence {
        if (horizon < 0 || dimension < 1 || (long) horizon * dimension != values.length) {
            throw new IllegalArgumentException(
                    "The action sequence of shape [H, A] = [%d, %d] needs %d values, but has %d.\nMaybe the horizon was changed after the values were made."
                            .formatted(horizon, dimension, (long) horizon * dimension, values.length));
        }
    }

    /// The action of one step, copied: `[A]`.
    public float[] action(int step) {
        return Arrays.copyOfRange(values, step * dimension, (step + 1) * dimension);
    }

    /// What is left after the first `steps` actions are done: the warm start of the next plan. Empty when
    /// none are left.
    public ActionSequence shifted(int steps) {
        int done = Math.min(steps, horizon);
        return new ActionSequence(
                horizon - done, dimension, Arrays.copyOfRange(values, done * dimension, values.length));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ActionSequence that
                && horizon == that.horizon
                && dimension == that.dimension
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * horizon + dimension) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "ActionSequence[%d, %d]".formatted(horizon, dimension);
    }
}
