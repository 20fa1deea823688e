package io.github.jepa4j.regression;

import java.util.random.RandomGenerator;

/// Learns a function that is not linear: a perceptron of one hidden layer, `y = b + sum over U of a_u s(w_u
/// x + c_u)` with `s(v) = v / sqrt(1 + v^2)`, a sigmoid from -1 to 1 (Carlile, Delamarter, Kinney, Marti
/// and Whitney, *Improving deep learning by inverse square root linear units*, 2017) that a processor
/// computes for many units at once, unlike tanh. Inputs and target are standardised, so that their units do
/// not matter.
///
/// Method: minibatches of the squared error; Adam (Kingma and Ba, *Adam: a method for stochastic
/// optimization*, ICLR 2015) with decoupled weight decay and a rate that falls to 0 along a cosine
/// (Loshchilov and Hutter, *Decoupled weight decay regularization*, ICLR 2019). On one thread; the same
/// generator gives the same bits.
///
/// @param hidden       `U`, units, at least 1
/// @param epochs       times that each row is seen, at least 1
/// @param batch        rows of an update, at least 1
/// @param learningRate of the first update, above 0
/// @param weightDecay  of the hidden weights, at least 0
public record PerceptronRegression(int hidden, int epochs, int batch, double learningRate, double weightDecay) {

    public PerceptronRegression {
        if (hidden < 1 || epochs < 1 || batch < 1 || !(learningRate > 0) || !(weightDecay >= 0)) {
            throw new IllegalArgumentException(
                    "A perceptron of %d units cannot be trained for %d epochs in batches of %d with the rate %s and weight decay %s; counts must be at least 1, the rate above 0, the decay at least 0.\nMaybe a setting was left at 0."
                            .formatted(hidden, epochs, batch, learningRate, weightDecay));
        }
    }

    /// Enough for a few tens of thousands of rows.
    public static PerceptronRegression defaults() {
        return new PerceptronRegression(32, 30, 64, 2e-3, 1e-4);
    }

    /// A perceptron learned.
    ///
    /// @param inWeights  `w`, `[D, U]`, by which the inputs are taken as they came, not standardised
    /// @param inBiases   `c`, `[U]`
    /// @param outWeights `a`, `[U]`
    /// @param bias       `b`
    public record Fit(float[] inWeights, float[] inBiases, float[] outWeights, float bias) {

        /// What the function says of a row.
        ///
        /// @param inputs `[N, D]`
        /// @param row    from 0
        public double predict(double[] inputs, int row) {
            int units = inBiases.length;
            int dimension = inWeights.length / units;
            double sum = bias;
            for (int u = 0; u < units; u++) {
                double before = inBiases[u];
                for (int d = 0; d < dimension; d++) {
                    before += inWeights[d * units + u] * inputs[row * dimension + d];
                }
                sum += outWeights[u] * before / Math.sqrt(1 + before * before);
            }
            return sum;
        }
    }

    /// Learns a function.
    ///
    /// @param inputs    `[N, D]`, row after row, finite, at least 2 rows
    /// @param dimension `D`
    /// @param target    `[N]`, finite
    /// @param random    for the first weights and the order of the rows
    public Fit fit(double[] inputs, int dimension, double[] target, RandomGenerator random) {
        Standardised x = Standardised.of(inputs, dimension, "input");
        Standardised y = Standardised.of(target, 1, "target");
        if (x.rows() != y.rows()) {
            throw new IllegalArgumentException(
                    "The target has %d values for %d rows of inputs.\nMaybe one row was dropped."
                            .formatted(target.length, x.rows()));
        }
        var descent = new PerceptronDescent(this, dimension, random);
        descent.run(floats(x.values()), floats(y.values()));
        return unstandardised(descent, x, y);
    }

    private Fit unstandardised(PerceptronDescent descent, Standardised x, Standardised y) {
        float[] in = descent.inWeights();
        double[] biases = new double[hidden];
        for (int u = 0; u < hidden; u++) {
            biases[u] = descent.inBiases()[u];
        }
        for (int i = 0; i < in.length; i++) {
            int d = i / hidden;
            double weight = x.std()[d] == 0 ? 0 : in[i] / x.std()[d];
            biases[i % hidden] -= weight * x.mean()[d];
            in[i] = (float) weight;
        }
        float[] out = descent.outWeights();
        for (int u = 0; u < hidden; u++) {
            out[u] *= (float) y.std()[0];
        }
        return new Fit(in, floats(biases), out, (float) (descent.bias() * y.std()[0] + y.mean()[0]));
    }

    private static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }
}
