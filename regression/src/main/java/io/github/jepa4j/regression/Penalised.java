package io.github.jepa4j.regression;

/// The Cholesky factor `L` of `G + strength * I`, and what follows from it.
final class Penalised {

    private final int dimension;
    private final double strength;
    private final double[] factor;
    private final boolean solvable;

    /// @param gram `G`, `[D, D]`, symmetric, no eigenvalue below 0 but for rounding
    Penalised(double[] gram, int dimension, double strength) {
        this.dimension = dimension;
        this.strength = strength;
        this.factor = gram.clone();
        this.solvable = factorise();
    }

    double strength() {
        return strength;
    }

    /// Whether rounding left all pivots above 0.
    boolean solvable() {
        return solvable;
    }

    private boolean factorise() {
        for (int i = 0; i < dimension; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = factor[i * dimension + j] + (i == j ? strength : 0);
                for (int k = 0; k < j; k++) {
                    sum -= factor[i * dimension + k] * factor[j * dimension + k];
                }
                if (i > j) {
                    factor[i * dimension + j] = sum / factor[j * dimension + j];
                } else if (sum > 0 && sum < Double.POSITIVE_INFINITY) {
                    factor[i * dimension + i] = Math.sqrt(sum);
                } else {
                    return false;
                }
            }
        }
        return true;
    }

    /// `(G + strength * I)^-1 right`.
    double[] solve(double[] right) {
        double[] solution = right.clone();
        for (int i = 0; i < dimension; i++) {
            for (int k = 0; k < i; k++) {
                solution[i] -= factor[i * dimension + k] * solution[k];
            }
            solution[i] /= factor[i * dimension + i];
        }
        for (int i = dimension - 1; i >= 0; i--) {
            solution[i] /= factor[i * dimension + i];
            for (int k = 0; k < i; k++) {
                solution[k] -= factor[i * dimension + k] * solution[i];
            }
        }
        return solution;
    }

    /// The trace of `G (G + strength * I)^-1`, which is `D` less `strength` times the sum of the squares in
    /// `L^-1`.
    double degreesOfFreedom() {
        double squares = 0;
        double[] column = new double[dimension];
        for (int j = 0; j < dimension; j++) {
            for (int i = j; i < dimension; i++) {
                double sum = i == j ? 1 : 0;
                for (int k = j; k < i; k++) {
                    sum -= factor[i * dimension + k] * column[k];
                }
                column[i] = sum / factor[i * dimension + i];
                squares += column[i] * column[i];
            }
        }
        return dimension - strength * squares;
    }
}
