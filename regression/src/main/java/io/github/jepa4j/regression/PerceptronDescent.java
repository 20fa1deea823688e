package io.github.jepa4j.regression;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// The descent of a perceptron's weights. The units lie next to each other in memory, so that every inner
/// loop runs over them and the compiler makes vectors of it.
final class PerceptronDescent {

    private static final float MOMENTUM = 0.9f;
    private static final float SQUARES = 0.999f;
    private static final double TINY = 1e-8;

    private final PerceptronRegression settings;
    private final int dimension;
    private final int units;
    private final RandomGenerator random;
    private final float[] parameters; // [D, U] in weights, [U] in biases, [U] out weights, [1] bias
    private final float[] gradient;
    private final float[] mean;
    private final float[] square;
    private final float[] before;
    private final float[] after;
    private long step;

    PerceptronDescent(PerceptronRegression settings, int dimension, RandomGenerator random) {
        this.settings = settings;
        this.dimension = dimension;
        this.units = settings.hidden();
        this.random = random;
        this.parameters = new float[dimension * units + 2 * units + 1];
        this.gradient = new float[parameters.length];
        this.mean = new float[parameters.length];
        this.square = new float[parameters.length];
        this.before = new float[units];
        this.after = new float[units];
        for (int i = 0; i < dimension * units; i++) {
            parameters[i] = (float) (random.nextGaussian() / Math.sqrt(dimension));
        }
        for (int u = 0; u < units; u++) {
            parameters[inBias() + u] = (float) random.nextGaussian(); // units that bend at different places
        }
    }

    float[] inWeights() {
        return Arrays.copyOf(parameters, inBias());
    }

    float[] inBiases() {
        return Arrays.copyOfRange(parameters, inBias(), outWeight());
    }

    float[] outWeights() {
        return Arrays.copyOfRange(parameters, outWeight(), outWeight() + units);
    }

    float bias() {
        return parameters[outWeight() + units];
    }

    private int inBias() {
        return dimension * units;
    }

    private int outWeight() {
        return inBias() + units;
    }

    void run(float[] inputs, float[] target) {
        int rows = target.length;
        int batch = Math.min(settings.batch(), rows);
        long steps = (long) (rows / batch) * settings.epochs();
        int[] order = new int[rows];
        Arrays.setAll(order, i -> i);
        for (int epoch = 0; epoch < settings.epochs(); epoch++) {
            shuffle(order);
            for (int begin = 0; begin + batch <= rows; begin += batch) {
                Arrays.fill(gradient, 0);
                for (int i = begin; i < begin + batch; i++) {
                    addGradient(inputs, order[i] * dimension, target[order[i]]);
                }
                double rate = settings.learningRate() * 0.5 * (1 + Math.cos(Math.PI * step / steps));
                update(rate, 1f / batch);
            }
        }
    }

    private void shuffle(int[] order) {
        for (int i = order.length - 1; i > 0; i--) {
            int other = random.nextInt(i + 1);
            int kept = order[i];
            order[i] = order[other];
            order[other] = kept;
        }
    }

    /// Adds the gradient of half the squared error of a row.
    private void addGradient(float[] inputs, int begin, float target) {
        System.arraycopy(parameters, inBias(), before, 0, units);
        for (int d = 0; d < dimension; d++) {
            float input = inputs[begin + d];
            int weights = d * units;
            for (int u = 0; u < units; u++) {
                before[u] += input * parameters[weights + u];
            }
        }
        float error = bias() - target;
        for (int u = 0; u < units; u++) {
            after[u] = (float) (before[u] / Math.sqrt(1 + before[u] * before[u]));
            error += parameters[outWeight() + u] * after[u];
        }
        gradient[outWeight() + units] += error;
        for (int u = 0; u < units; u++) {
            gradient[outWeight() + u] += error * after[u];
            float slope =
                    (1 - after[u] * after[u]) * (float) Math.sqrt(1 - after[u] * after[u]); // 1 - s^2 is 1 / (1 + v^2)
            before[u] = error * parameters[outWeight() + u] * slope;
            gradient[inBias() + u] += before[u];
        }
        for (int d = 0; d < dimension; d++) {
            float input = inputs[begin + d];
            int weights = d * units;
            for (int u = 0; u < units; u++) {
                gradient[weights + u] += input * before[u];
            }
        }
    }

    private void update(double rate, float scale) {
        step++;
        double meanLeft = 1 - Math.pow(MOMENTUM, step);
        double squareLeft = 1 - Math.pow(SQUARES, step);
        for (int i = 0; i < parameters.length; i++) {
            float slope = gradient[i] * scale;
            mean[i] = MOMENTUM * mean[i] + (1 - MOMENTUM) * slope;
            square[i] = SQUARES * square[i] + (1 - SQUARES) * slope * slope;
            double decay = i < inBias() ? settings.weightDecay() * parameters[i] : 0;
            double move = mean[i] / meanLeft / (Math.sqrt(square[i] / squareLeft) + TINY) + decay;
            parameters[i] -= (float) (rate * move);
        }
    }
}
