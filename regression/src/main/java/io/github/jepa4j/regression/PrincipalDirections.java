package io.github.jepa4j.regression;

/// The directions in which rows of numbers vary most, one at right angles to the others: the eigenvectors
/// of their covariance (Hotelling, *Analysis of a complex of statistical variables into principal
/// components*, 1933), by Jacobi's rotations in double precision. Nothing is standardised: what varies
/// more counts more.
///
/// @param mean       of the rows, `[D]`
/// @param variances  along each direction, `[D]`, descending, at least 0
/// @param directions `[D, D]`, a row each, of length 1, in the order of the variances; the sign of each
///     is such that its largest number is above 0
public record PrincipalDirections(double[] mean, double[] variances, double[] directions) {

    /// @param rows      `[N, D]`, finite, at least 2 rows
    /// @param dimension `D`, at least 1
    /// @throws IllegalArgumentException when the numbers are no such rows
    public static PrincipalDirections of(double[] rows, int dimension) {
        Standardised standardised = Standardised.of(rows, dimension, "input");
        double[] covariance = new double[dimension * dimension];
        double[] std = standardised.std();
        double[] values = standardised.values();
        for (int row = 0; row < values.length; row += dimension) {
            for (int d = 0; d < dimension; d++) {
                for (int e = 0; e <= d; e++) {
                    covariance[d * dimension + e] +=
                            values[row + d] * std[d] * values[row + e] * std[e] / standardised.rows();
                }
            }
        }
        for (int d = 0; d < dimension; d++) {
            for (int e = 0; e < d; e++) {
                covariance[e * dimension + d] = covariance[d * dimension + e];
            }
        }
        SymmetricEigen eigen = SymmetricEigen.of(covariance, dimension);
        return new PrincipalDirections(standardised.mean(), eigen.values(), eigen.vectors());
    }

    /// `D`.
    public int dimension() {
        return mean.length;
    }

    /// What share of all variance lies in the first directions, in [0, 1].
    ///
    /// @param kept `k`, in [0, D]
    public double share(int kept) {
        double first = 0;
        double all = 0;
        for (int d = 0; d < dimension(); d++) {
            first += d < checked(kept) ? variances[d] : 0;
            all += variances[d];
        }
        return all == 0 ? 1 : first / all;
    }

    /// How far rows are from the mean along the first directions.
    ///
    /// @param rows `[N, D]`
    /// @param kept `k`, in [0, D]
    /// @return `[N, k]`
    public double[] coordinates(double[] rows, int kept) {
        int count = rows.length / dimension();
        double[] coordinates = new double[count * checked(kept)];
        for (int row = 0; row < count; row++) {
            for (int k = 0; k < kept; k++) {
                double sum = 0;
                for (int d = 0; d < dimension(); d++) {
                    sum += directions[k * dimension() + d] * (rows[row * dimension() + d] - mean[d]);
                }
                coordinates[row * kept + k] = sum;
            }
        }
        return coordinates;
    }

    /// The nearest rows that differ from the mean in the first directions only.
    ///
    /// @param rows `[N, D]`
    /// @param kept `k`, in [0, D]
    /// @return `[N, D]`
    public double[] projected(double[] rows, int kept) {
        double[] coordinates = coordinates(rows, kept);
        double[] projected = new double[rows.length];
        for (int i = 0; i < rows.length; i++) {
            int row = i / dimension();
            int d = i % dimension();
            double sum = mean[d];
            for (int k = 0; k < kept; k++) {
                sum += coordinates[row * kept + k] * directions[k * dimension() + d];
            }
            projected[i] = sum;
        }
        return projected;
    }

    private int checked(int kept) {
        if (kept < 0 || kept > dimension()) {
            throw new IllegalArgumentException(
                    "There are %d principal directions, but %d were to be kept.\nMaybe the rows are shorter than thought."
                            .formatted(dimension(), kept));
        }
        return kept;
    }
}
