package io.github.jepa4j.objective;

import io.github.jepa4j.worldmodel.Rollout;

/// How margins lie over times: what is read of each time is `[K, H + 1]`, a margin after each action `[K,
/// H]`.
final class Margins {

    private Margins() {}

    /// The margin of one candidate at one time.
    @FunctionalInterface
    interface Margin {

        /// @param index of the candidate and time, in `[K, H + 1]`
        /// @param time  from 1
        float at(int index, int time);
    }

    /// Where the gradient of a margin goes.
    @FunctionalInterface
    interface Slope {

        /// @param slopes   `[K, H + 1]`, to which it is added
        /// @param index    of the candidate and time, in `[K, H + 1]`
        /// @param gradient by the margin
        void add(float[] slopes, int index, float gradient);
    }

    /// @return `[K, H]`
    static float[] of(Rollout rollout, Margin margin) {
        float[] margins = new float[rollout.candidates() * rollout.horizon()];
        for (int i = 0; i < margins.length; i++) {
            margins[i] = margin.at(index(rollout, i), i % rollout.horizon() + 1);
        }
        return margins;
    }

    /// @param gradients `[K, H]`, by each margin
    /// @return `[K, H + 1]`, by what is read of each time
    static float[] slopes(Rollout rollout, float[] gradients, Slope slope) {
        float[] slopes = new float[rollout.candidates() * (rollout.horizon() + 1)];
        for (int i = 0; i < gradients.length; i++) {
            slope.add(slopes, index(rollout, i), gradients[i]);
        }
        return slopes;
    }

    private static int index(Rollout rollout, int margin) {
        return margin / rollout.horizon() * (rollout.horizon() + 1) + margin % rollout.horizon() + 1;
    }
}
