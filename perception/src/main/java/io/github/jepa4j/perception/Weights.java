package io.github.jepa4j.perception;

import io.github.jepa4j.tensor.SafeTensors;

/// Takes weights from a checkpoint, and refuses the ones that would only show as nonsense later.
final class Weights {

    private Weights() {}

    static float[] finite(SafeTensors tensors, String name, int... shape) {
        float[] values = tensors.tensor(name, shape).values();
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
