package io.github.jepa4j.worldmodel;

import io.github.jepa4j.tensor.SafeTensors;

/// The formula of a GRU in the form of cuDNN.
record PlainGru(GruSpec spec, SafeTensors weights) implements PlainPredictor {

    @Override
    public double[] step(double[] hidden, double[] action) {
        int d = spec.latentDimension();
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
        for (int axis = 0; axis < action.length; axis++) {
            sum += of("predictor.gru.weight_ih")[gate * action.length + axis] * action[axis];
        }
        return sum;
    }

    private double product(int gate, double[] hidden) {
        double sum = of("predictor.gru.bias_hh")[gate];
        for (int j = 0; j < hidden.length; j++) {
            sum += of("predictor.gru.weight_hh")[gate * hidden.length + j] * hidden[j];
        }
        return sum;
    }

    private static double sigmoid(double x) {
        return 1 / (1 + Math.exp(-x));
    }
}
