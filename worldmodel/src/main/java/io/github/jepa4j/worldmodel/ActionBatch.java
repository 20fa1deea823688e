package io.github.jepa4j.worldmodel;

import io.github.jepa4j.tensor.internal.Rows;

/// Candidate action sequences, in a world model's units: `[K, H, A]`, row-major. The values are shared, not
/// copied: planners change them in place between one rollout and the next.
///
/// @param candidates `K`, at least 1
/// @param horizon    `H`, at least 1
/// @param dimension  `A`, at least 1
/// @param values     `K * H * A` numbers
public record ActionBatch(int candidates, int horizon, int dimension, float[] values) {

    public ActionBatch {
        if (candidates < 1
                || horizon < 1
                || dimension < 1
                || (long) candidates * horizon * dimension != values.length) {
            throw new IllegalArgumentException(
                    "The actions of shape [K, H, A] = [%d, %d, %d] need %d values, but have %d.\nMaybe the batch was not expanded to the number of candidates."
                            .formatted(
                                    candidates,
                                    horizon,
                                    dimension,
                                    (long) candidates * horizon * dimension,
                                    values.length));
        }
    }

    /// A batch of zeros.
    public static ActionBatch zeros(int candidates, int horizon, int dimension) {
        return new ActionBatch(candidates, horizon, dimension, new float[candidates * horizon * dimension]);
    }

    /// Where the action of a candidate at a step begins in `values`.
    public int index(int candidate, int step) {
        return (candidate * horizon + step) * dimension;
    }

    /// The actions of some candidates at a step.
    Rows rows(int step, int first, int count) {
        return new Rows(values, index(first, step), horizon * dimension, count);
    }

    /// One candidate's sequence, copied.
    public ActionSequence sequence(int candidate) {
        float[] copy = new float[horizon * dimension];
        System.arraycopy(values, index(candidate, 0), copy, 0, copy.length);
        return new ActionSequence(horizon, dimension, copy);
    }
}
