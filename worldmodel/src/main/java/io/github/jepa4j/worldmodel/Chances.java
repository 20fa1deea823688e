package io.github.jepa4j.worldmodel;

import io.github.jepa4j.tensor.internal.Rows;

/// How likely each of several values is: the outputs of a network are the logarithms of odds.
///
/// @param waves by which latents are told to it
record Chances(Feedforward network, Waves waves) {

    /// `N`.
    int values() {
        return network.outputs();
    }

    /// `A`.
    int actions() {
        return network.actions();
    }

    /// The probabilities of all values, each row adding up to 1.
    ///
    /// @param latents `[.., D]`
    /// @param actions `[.., A]`, more after them is not looked at
    /// @return `[.., N]`
    Rows of(Rows latents, Rows actions) {
        Rows chances = network.apply(waves.of(latents), actions);
        for (int row = 0; row < chances.count(); row++) {
            softmax(chances.values(), chances.begin(row), values());
        }
        return chances;
    }

    private static void softmax(float[] values, int begin, int count) {
        float largest = Float.NEGATIVE_INFINITY;
        for (int i = begin; i < begin + count; i++) {
            largest = Math.max(largest, values[i]);
        }
        float sum = 0;
        for (int i = begin; i < begin + count; i++) {
            values[i] = (float) StrictMath.exp(values[i] - largest);
            sum += values[i];
        }
        for (int i = begin; i < begin + count; i++) {
            values[i] /= sum;
        }
    }
}
