package io.github.jepa4j.worldmodel;

import io.github.jepa4j.tensor.SafeTensors;

/// Reads the weights of a predictor.
final class Weights {

    private Weights() {}

    /// @throws IllegalArgumentException when the tensor is missing, has another shape, or is not finite
    static float[] finite(SafeTensors weights, String name, int... shape) {
        float[] values = weights.tensor(name, shape).values();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        "The tensor %s holds %s at place %d; weights must be finite.\nMaybe training diverged."
                                .formatted(name, values[i], i));
            }
        }
        return values;
    }
}
