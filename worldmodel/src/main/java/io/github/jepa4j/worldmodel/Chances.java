package io.github.jepa4j.worldmodel;

import io.github.jepa4j.tensor.internal.Kernels;
import io.github.jepa4j.tensor.internal.Rows;
import java.util.List;

/// How likely each value of a latent variable is, from a latent and an action: a perceptron whose outputs are
/// logarithms of odds.
///
/// @param layers hidden; only the first gets the action
/// @param output from the last of them to a logit for each value
/// @param bias   `[N]`, added to that
record Chances(Kernels kernels, List<ResidualCell.Layer> layers, ResidualCell.Product output, float[] bias) {

    /// `N`.
    int values() {
        return bias.length;
    }

    /// `A`.
    int actions() {
        return layers.getFirst().units().actions();
    }

    /// The probabilities of all values, each row adding up to 1.
    ///
    /// @param latents `[.., D]`
    /// @param actions `[.., A]`, more after them is not looked at
    /// @return `[.., N]`
    Rows of(Rows latents, Rows actions) {
        int count = latents.count();
        Rows below = latents;
        for (ResidualCell.Layer layer : layers) {
            int units = layer.units().units();
            Rows hidden = Rows.dense(new float[count * units], units);
            kernels.multiply(below, layer.product().forward(), hidden);
            kernels.rectify(layer.units(), hidden, actions);
            below = hidden;
        }
        Rows chances = Rows.dense(new float[count * values()], values());
        kernels.multiply(below, output.forward(), chances);
        kernels.addToEach(bias, chances);
        for (int row = 0; row < count; row++) {
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
