package io.github.jepa4j.actor;

import io.github.jepa4j.worldmodel.ActionBatch;
import java.util.Arrays;

/// An independent normal distribution over every number of an action sequence.
///
/// @param mean `[H, A]`
/// @param std  `[H, A]`, standard deviations, at least 0
record Gaussian(float[] mean, float[] std) {

    /// The weighted mean of some candidates, and their weighted, biased standard deviation times a
    /// correction.
    ///
    /// @param candidates what to fit to
    /// @param order      which of them: the first `weights.length`
    /// @param weights    adding up to 1
    /// @param correction 1 for the biased deviation; `sqrt(n / (n - 1))` for the unbiased one of `n` equal
    ///     weights
    static Gaussian fit(ActionBatch candidates, int[] order, double[] weights, double correction) {
        int length = candidates.horizon() * candidates.dimension();
        double[] sums = new double[length];
        double[] squares = new double[length];
        float[] values = candidates.values();
        for (int rank = 0; rank < weights.length; rank++) {
            int start = order[rank] * length;
            for (int i = 0; i < length; i++) {
                sums[i] += weights[rank] * values[start + i];
            }
        }
        for (int rank = 0; rank < weights.length; rank++) {
            int start = order[rank] * length;
            for (int i = 0; i < length; i++) {
                double gap = values[start + i] - sums[i];
                squares[i] += weights[rank] * gap * gap;
            }
        }
        float[] mean = new float[length];
        float[] std = new float[length];
        for (int i = 0; i < length; i++) {
            mean[i] = (float) sums[i];
            std[i] = (float) (Math.sqrt(squares[i]) * correction);
        }
        return new Gaussian(mean, std);
    }

    /// Equal weights.
    static double[] equalWeights(int count) {
        double[] weights = new double[count];
        Arrays.fill(weights, 1.0 / count);
        return weights;
    }

    /// Weights proportional to `exp(rate * (least - energy))`, adding up to 1.
    ///
    /// @param energies best first
    static double[] exponentialWeights(float[] energies, double rate) {
        double[] weights = new double[energies.length];
        double sum = 0;
        for (int rank = 0; rank < weights.length; rank++) {
            weights[rank] = Math.exp(rate * ((double) energies[0] - energies[rank]));
            sum += weights[rank];
        }
        for (int rank = 0; rank < weights.length; rank++) {
            weights[rank] /= sum;
        }
        return weights;
    }
}
