package io.github.jepa4j.regression;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Learns linear functions of the same inputs in closed form: `y = w x + b` with the least `sum over N of
/// (y - w x - b)^2 + strength * sum over D of (std_d w_d)^2`. Inputs are standardised first, so that their
/// units do not matter; the bias is free. All arithmetic is in double precision, by Cholesky factors of
/// the normal equations, on all cores.
///
/// The strength, where none is given, is the one of the least generalised cross-validation error, `(RSS /
/// N) / (1 - (1 + df) / N)^2` with `df` the trace of the hat matrix, among powers of 10 from `1e-10 N` to
/// `1e2 N`: Golub, Heath and Wahba, *Generalized cross-validation as a method for choosing a good ridge
/// parameter*, Technometrics 21, 1979. Differs from it: the bias counts as one degree of freedom, and a
/// strength that would leave less than a thousandth of the `N` degrees for the residuals does not compete,
/// since there the error is rounding over rounding. Cross-validation takes the rows' errors for
/// independent. Successive rows of a recording are not: give groups where that matters.
///
/// Method: Hoerl and Kennard, *Ridge regression: biased estimation for nonorthogonal problems*,
/// Technometrics 12, 1970.
public final class RidgeRegression {

    private static final int LEAST_POWER = -10;
    private static final int GREATEST_POWER = 2;
    private static final double LEAST_SHARE_LEFT = 1e-3;
    private static final int ROWS_AT_ONCE = 256;

    private final Standardised inputs;
    private final int rows;
    private final int dimension;
    private final double[] gram;

    private RidgeRegression(Standardised inputs) {
        this.inputs = inputs;
        this.rows = inputs.rows();
        this.dimension = inputs.dimension();
        this.gram = gram(inputs.values(), rows, dimension);
    }

    /// A linear function learned.
    ///
    /// @param weights  `w`, `[D]`, by which the inputs are taken as they came, not standardised
    /// @param bias     `b`
    /// @param strength of the penalty
    /// @param error    about the mean squared error on rows not seen: of generalised cross-validation, or
    ///     on groups held out
    public record Fit(double[] weights, double bias, double strength, double error) {

        /// What the function says of a row.
        ///
        /// @param inputs `[N, D]`
        /// @param row    from 0
        public double predict(double[] inputs, int row) {
            double sum = bias;
            for (int d = 0; d < weights.length; d++) {
                sum += weights[d] * inputs[row * weights.length + d];
            }
            return sum;
        }
    }

    /// Prepares the inputs, once for all targets.
    ///
    /// @param inputs    `[N, D]`, row after row, finite, at least 2 rows; not kept
    /// @param dimension `D`, at least 1
    /// @throws IllegalArgumentException when the numbers are no such rows
    public static RidgeRegression of(double[] inputs, int dimension) {
        return new RidgeRegression(Standardised.of(inputs, dimension, "input"));
    }

    /// Learns a function for each target, with the strength that cross-validation says is best for it.
    ///
    /// @param targets `[N]` each, finite
    public List<Fit> fit(List<double[]> targets) {
        List<Target> centred = targets.stream().map(this::target).toList();
        List<Fit> best = new ArrayList<>();
        for (int power = LEAST_POWER; power <= GREATEST_POWER; power++) {
            var system = new Penalised(gram, dimension, rows * Math.pow(10, power));
            double left = system.solvable() ? left(system) : 0;
            for (int i = 0; i < centred.size() && left >= LEAST_SHARE_LEFT; i++) {
                Fit fit = fit(system, centred.get(i), left);
                if (best.size() <= i) {
                    best.add(fit);
                } else if (fit.error() < best.get(i).error()) {
                    best.set(i, fit);
                }
            }
        }
        return List.copyOf(best);
    }

    /// Learns a function for each target, with the strength of the least error on rows of groups held out,
    /// in five folds of whole groups (fewer where there are fewer groups), refitted to all rows. For rows
    /// that come in recordings, episodes, patients: what tells two rows of a group alike tells nothing of
    /// the next group, and generalised cross-validation, which takes rows for independent, would choose
    /// too little strength.
    ///
    /// @param targets `[N]` each, finite
    /// @param groups  `[N]`, which group each row is of; at least two different ones
    /// @return of which `error` is the mean squared error on groups held out
    public List<Fit> fit(List<double[]> targets, int[] groups) {
        double[] strengths = IntStream.rangeClosed(LEAST_POWER, GREATEST_POWER)
                .mapToDouble(power -> Math.pow(10, power))
                .toArray();
        double[][] errors = new HeldOutGroups(inputs.values(), dimension, groups).errors(targets, strengths);
        List<Fit> fits = new ArrayList<>();
        for (int t = 0; t < targets.size(); t++) {
            int best = 0;
            for (int s = 1; s < strengths.length; s++) {
                best = errors[t][s] < errors[t][best] ? s : best;
            }
            Fit fit = fit(targets.get(t), rows * strengths[best]);
            fits.add(new Fit(fit.weights(), fit.bias(), fit.strength(), errors[t][best]));
        }
        return List.copyOf(fits);
    }

    /// Functions with a given strength; none where the weights cannot be told apart.
    List<Fit> fitted(List<double[]> targets, double strength) {
        var system = new Penalised(gram, dimension, strength);
        return system.solvable()
                ? targets.stream().map(target -> fit(system, target(target), 1)).toList()
                : List.of();
    }

    /// Learns a function with the strength that cross-validation says is best.
    ///
    /// @param target `[N]`, finite
    public Fit fit(double[] target) {
        return fit(List.of(target)).getFirst();
    }

    /// Learns a function with a given strength.
    ///
    /// @param target   `[N]`, finite
    /// @param strength above 0
    public Fit fit(double[] target, double strength) {
        var system = new Penalised(gram, dimension, strength);
        if (!(strength > 0) || !system.solvable()) {
            throw new IllegalArgumentException(
                    "With the ridge strength %s the %d inputs' weights cannot be told apart; it must be finite and large enough above 0.\nMaybe two inputs are copies of each other."
                            .formatted(strength, dimension));
        }
        return fit(system, target(target), left(system));
    }

    /// A target less its mean, and its products with the inputs.
    private record Target(double mean, double[] centred, double[] products) {}

    private Target target(double[] values) {
        if (values.length != rows) {
            throw new IllegalArgumentException(
                    "The target has %d values for %d rows of inputs.\nMaybe one row was dropped."
                            .formatted(values.length, rows));
        }
        Standardised.requireFinite(values, 1, "target");
        double mean = 0;
        for (double value : values) {
            mean += value / rows;
        }
        double[] centred = new double[rows];
        double[] products = new double[dimension];
        for (int row = 0; row < rows; row++) {
            centred[row] = values[row] - mean;
            for (int d = 0; d < dimension; d++) {
                products[d] += centred[row] * inputs.values()[row * dimension + d];
            }
        }
        return new Target(mean, centred, products);
    }

    private Fit fit(Penalised system, Target target, double left) {
        double[] weights = system.solve(target.products());
        double squares = 0;
        for (int row = 0; row < rows; row++) {
            double residual = target.centred()[row];
            for (int d = 0; d < dimension; d++) {
                residual -= weights[d] * inputs.values()[row * dimension + d];
            }
            squares += residual * residual;
        }
        double bias = target.mean();
        for (int d = 0; d < dimension; d++) {
            weights[d] = inputs.std()[d] == 0 ? 0 : weights[d] / inputs.std()[d];
            bias -= weights[d] * inputs.mean()[d];
        }
        return new Fit(weights, bias, system.strength(), squares / rows / (left * left));
    }

    /// The share of the degrees of freedom that is left for the residuals.
    private double left(Penalised system) {
        return 1 - (1 + system.degreesOfFreedom()) / rows;
    }

    /// The products of the inputs with each other, a group of rows after the other, which stays in the
    /// cache.
    private static double[] gram(double[] standardised, int rows, int dimension) {
        double[] gram = new double[dimension * dimension];
        for (int first = 0; first < rows; first += ROWS_AT_ONCE) {
            int from = first * dimension;
            int to = Math.min(rows, first + ROWS_AT_ONCE) * dimension;
            IntStream.range(0, dimension).parallel().forEach(d -> {
                for (int begin = from; begin < to; begin += dimension) {
                    double value = standardised[begin + d];
                    for (int e = 0; e <= d; e++) {
                        gram[d * dimension + e] += value * standardised[begin + e];
                    }
                }
            });
        }
        for (int d = 0; d < dimension; d++) {
            for (int e = 0; e < d; e++) {
                gram[e * dimension + d] = gram[d * dimension + e];
            }
        }
        return gram;
    }
}
