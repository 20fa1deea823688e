package io.github.jepa4j.bench;

import io.github.jepa4j.regression.RidgeRegression;

/// A function of one variable, straight between knots and beyond them, learned by ridge regression on hinges: `y = b
/// + a x + sum of c_i max(0, x - k_i)` (as in Friedman, *Multivariate adaptive regression splines*, Annals of
/// Statistics 19, 1991, with fixed knots).
///
/// @param knots   `k`, increasing
/// @param bias    `b`
/// @param slope   `a`
/// @param changes `c`, of the slope at each knot
record Hinges(double[] knots, double bias, double slope, double[] changes) {

    /// @param x     where it was seen, `[N]`
    /// @param y     what it was there, `[N]`
    /// @param knots increasing
    static Hinges learn(double[] x, double[] y, double[] knots) {
        int width = 1 + knots.length;
        double[] inputs = new double[x.length * width];
        for (int row = 0; row < x.length; row++) {
            inputs[row * width] = x[row];
            for (int k = 0; k < knots.length; k++) {
                inputs[row * width + 1 + k] = Math.max(0, x[row] - knots[k]);
            }
        }
        RidgeRegression.Fit fit = RidgeRegression.of(inputs, width).fit(y);
        double[] changes = new double[knots.length];
        System.arraycopy(fit.weights(), 1, changes, 0, changes.length);
        return new Hinges(knots.clone(), fit.bias(), fit.weights()[0], changes);
    }

    double at(double x) {
        double sum = bias + slope * x;
        for (int k = 0; k < knots.length && knots[k] < x; k++) {
            sum += changes[k] * (x - knots[k]);
        }
        return sum;
    }

    double slopeAt(double x) {
        double sum = slope;
        for (int k = 0; k < knots.length && knots[k] < x; k++) {
            sum += changes[k];
        }
        return sum;
    }
}
