package io.github.jepa4j.inference;

/// Tells a minimum from a saddle, where both are level: at a minimum the energy curves up to every side.
/// The curvature is the gradient's central differences; it is up to every side when it has a Cholesky
/// factor.
///
/// Where it is flat to second order, it is taken for a minimum: `x^4` is one, and so is `x^3`, wrongly. No
/// descent ends in such a place but from its upper side.
final class CurvatureProbe {

    /// The cube root of a rounding: where the differences' error of truncation and of rounding are alike.
    private static final double STEP = Math.cbrt(Math.ulp(1.0));

    /// How far below 0 a curvature may be, of the largest, since differences are not exact.
    private static final double SLACK = 1e-6;

    private CurvatureProbe() {}

    static boolean curvesUp(Energy energy, double[] point) {
        double[][] curvature = curvature(energy, point);
        double largest = 0;
        for (double[] row : curvature) {
            for (double value : row) {
                largest = Math.max(largest, Math.abs(value));
            }
        }
        return largest == 0 || hasFactor(curvature, SLACK * largest);
    }

    private static double[][] curvature(Energy energy, double[] point) {
        int dimension = point.length;
        double[][] rows = new double[dimension][dimension];
        double[] above = new double[dimension];
        double[] below = new double[dimension];
        double[] moved = point.clone();
        for (int i = 0; i < dimension; i++) {
            double step = STEP * Math.max(1, Math.abs(point[i]));
            moved[i] = point[i] + step;
            energy.valueAndGradient(moved, above);
            moved[i] = point[i] - step;
            energy.valueAndGradient(moved, below);
            moved[i] = point[i];
            for (int j = 0; j < dimension; j++) {
                double half = (above[j] - below[j]) / (4 * step);
                rows[i][j] += half;
                rows[j][i] += half;
            }
        }
        return rows;
    }

    /// Whether the matrix, its diagonal raised by the slack, is positive definite. What is no number is not.
    private static boolean hasFactor(double[][] matrix, double slack) {
        for (int i = 0; i < matrix.length; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = matrix[i][j] + (i == j ? slack : 0);
                for (int k = 0; k < j; k++) {
                    sum -= matrix[i][k] * matrix[j][k];
                }
                if (i == j && !(sum > 0)) {
                    return false;
                }
                matrix[i][j] = i == j ? Math.sqrt(sum) : sum / matrix[j][j];
            }
        }
        return true;
    }
}
