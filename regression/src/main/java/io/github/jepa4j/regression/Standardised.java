package io.github.jepa4j.regression;

/// Rows of numbers, each column less its mean and divided by its standard deviation.
///
/// @param rows      `N`
/// @param dimension `D`
/// @param mean      `[D]`
/// @param std       `[D]`; 0 where a column is constant
/// @param values    `[N, D]`; zeros where a column is constant
record Standardised(int rows, int dimension, double[] mean, double[] std, double[] values) {

    /// A constant column has as much spread as this share of its mean at most, from rounding.
    private static final double ROUNDING = 1e-12;

    /// @param numbers `[N, D]`, finite, at least 2 rows
    /// @param what    they are, for the message that refuses them
    static Standardised of(double[] numbers, int dimension, String what) {
        if (dimension < 1 || numbers.length % dimension != 0 || numbers.length / dimension < 2) {
            throw new IllegalArgumentException(
                    "%d numbers are no rows of %d %ss; there must be at least 2 whole rows.\nMaybe the data are empty, or the dimension is another's."
                            .formatted(numbers.length, dimension, what));
        }
        requireFinite(numbers, dimension, what);
        int rows = numbers.length / dimension;
        double[] mean = new double[dimension];
        for (int i = 0; i < numbers.length; i++) {
            mean[i % dimension] += numbers[i] / rows;
        }
        double[] values = new double[numbers.length];
        double[] std = new double[dimension];
        for (int i = 0; i < numbers.length; i++) {
            int d = i % dimension;
            values[i] = numbers[i] - mean[d];
            std[d] += values[i] * values[i] / rows;
        }
        for (int d = 0; d < dimension; d++) {
            double spread = Math.sqrt(std[d]);
            std[d] = spread <= ROUNDING * Math.abs(mean[d]) ? 0 : spread;
        }
        for (int i = 0; i < values.length; i++) {
            double spread = std[i % dimension];
            values[i] = spread == 0 ? 0 : values[i] / spread;
        }
        return new Standardised(rows, dimension, mean, std, values);
    }

    static void requireFinite(double[] values, int perRow, String what) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i])) {
                throw new IllegalArgumentException(
                        "The %s of row %d, column %d is %s; it must be finite.\nMaybe a reading is missing there; leave the row out."
                                .formatted(what, i / perRow, i % perRow, values[i]));
            }
        }
    }
}
