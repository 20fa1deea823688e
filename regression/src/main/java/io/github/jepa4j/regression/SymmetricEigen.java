package io.github.jepa4j.regression;

import java.util.Comparator;
import java.util.stream.IntStream;

/// The eigenvalues and eigenvectors of a symmetric matrix, by cyclic Jacobi rotations: Golub and Van
/// Loan, *Matrix Computations*, section 8.5, algorithm 8.5.1 for a rotation. Each sweep turns every pair
/// of axes so that their entry off the diagonal is 0; convergence is quadratic.
///
/// @param values  `[D]`, descending; what rounding brings below 0 is 0
/// @param vectors `[D, D]`, a row each, of length 1, the largest number of each above 0
record SymmetricEigen(double[] values, double[] vectors) {

    private static final int MOST_SWEEPS = 60;

    /// What is off the diagonal is rounding below this share of what is on it, squared.
    private static final double EXACT = 1e-30;

    /// @param matrix `[D, D]`, symmetric, no eigenvalue below 0 but for rounding
    static SymmetricEigen of(double[] matrix, int dimension) {
        double[] turned = matrix.clone();
        double[] vectors = new double[dimension * dimension];
        for (int d = 0; d < dimension; d++) {
            vectors[d * dimension + d] = 1;
        }
        for (int sweep = 0; sweep < MOST_SWEEPS && !isDiagonal(turned, dimension); sweep++) {
            for (int p = 0; p < dimension; p++) {
                for (int q = p + 1; q < dimension; q++) {
                    rotate(turned, vectors, dimension, p, q);
                }
            }
        }
        return sorted(turned, vectors, dimension);
    }

    private static boolean isDiagonal(double[] matrix, int dimension) {
        double off = 0;
        double on = 0;
        for (int i = 0; i < matrix.length; i++) {
            double square = matrix[i] * matrix[i];
            if (i / dimension == i % dimension) {
                on += square;
            } else {
                off += square;
            }
        }
        return off <= EXACT * on;
    }

    private static void rotate(double[] matrix, double[] vectors, int dimension, int p, int q) {
        double across = matrix[p * dimension + q];
        if (across == 0) {
            return;
        }
        double tau = (matrix[q * dimension + q] - matrix[p * dimension + p]) / (2 * across);
        double tan = (tau >= 0 ? 1 : -1) / (Math.abs(tau) + Math.sqrt(1 + tau * tau));
        double cos = 1 / Math.sqrt(1 + tan * tan);
        double sin = tan * cos;
        for (int k = 0; k < dimension; k++) {
            turn(matrix, k * dimension + p, k * dimension + q, cos, sin);
        }
        for (int k = 0; k < dimension; k++) {
            turn(matrix, p * dimension + k, q * dimension + k, cos, sin);
            turn(vectors, p * dimension + k, q * dimension + k, cos, sin);
        }
    }

    private static void turn(double[] values, int first, int second, double cos, double sin) {
        double one = values[first];
        double other = values[second];
        values[first] = cos * one - sin * other;
        values[second] = sin * one + cos * other;
    }

    private static SymmetricEigen sorted(double[] diagonal, double[] vectors, int dimension) {
        int[] order = IntStream.range(0, dimension)
                .boxed()
                .sorted(Comparator.comparingDouble(d -> -diagonal[d * dimension + d]))
                .mapToInt(Integer::intValue)
                .toArray();
        double[] values = new double[dimension];
        double[] rows = new double[vectors.length];
        for (int d = 0; d < dimension; d++) {
            values[d] = Math.max(0, diagonal[order[d] * dimension + order[d]]);
            double largest = 0;
            for (int k = 0; k < dimension; k++) {
                double value = vectors[order[d] * dimension + k];
                largest = Math.abs(value) > Math.abs(largest) ? value : largest;
            }
            for (int k = 0; k < dimension; k++) {
                rows[d * dimension + k] = Math.signum(largest) * vectors[order[d] * dimension + k];
            }
        }
        return new SymmetricEigen(values, rows);
    }
}
