package io.github.jepa4j.worldmodel;

import io.github.jepa4j.tensor.SafeTensors;

/// The formula of the model written down in double precision, one number after the other: the oracle.
final class PlainGru {

    private final SafeTensors weights;
    private final int d;
    private final int a;

    PlainGru(GruSpec spec, SafeTensors weights) {
        this.weights = weights;
        this.d = spec.latentDimension();
        this.a = spec.actionDimension();
    }

    /// The latents `[H + 1][D]` of one candidate.
    double[][] imagine(double[] now, double[][] actions) {
        double[][] latents = new double[actions.length + 1][];
        latents[0] = now;
        for (int t = 0; t < actions.length; t++) {
            latents[t + 1] = normalised(step(latents[t], actions[t]));
        }
        return latents;
    }

    private double[] step(double[] hidden, double[] action) {
        double[] next = new double[d];
        for (int i = 0; i < d; i++) {
            double r = sigmoid(input(i, action) + product(i, hidden));
            double u = sigmoid(input(d + i, action) + product(d + i, hidden));
            double n = Math.tanh(input(2 * d + i, action) + r * product(2 * d + i, hidden));
            next[i] = (1 - u) * n + u * hidden[i];
        }
        return next;
    }

    private double input(int gate, double[] action) {
        double sum = of("predictor.gru.bias_ih")[gate];
        for (int axis = 0; axis < a; axis++) {
            sum += of("predictor.gru.weight_ih")[gate * a + axis] * action[axis];
        }
        return sum;
    }

    private double product(int gate, double[] hidden) {
        double sum = of("predictor.gru.bias_hh")[gate];
        for (int j = 0; j < d; j++) {
            sum += of("predictor.gru.weight_hh")[gate * d + j] * hidden[j];
        }
        return sum;
    }

    private double[] normalised(double[] values) {
        double mean = 0;
        for (double value : values) {
            mean += value / d;
        }
        double variance = 0;
        for (double value : values) {
            variance += (value - mean) * (value - mean) / d;
        }
        double[] result = new double[d];
        for (int i = 0; i < d; i++) {
            double unit = (values[i] - mean) / Math.sqrt(variance + 1e-5);
            result[i] = unit * of("encoder.norm.weight")[i] + of("encoder.norm.bias")[i];
        }
        return result;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }

    private float[] of(String name) {
        return weights.tensors().get(name).values();
    }
}
