package io.github.jepa4j.regression;

import io.github.jepa4j.regression.RidgeRegression.Fit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/// Rows parted into folds so that no group is in two of them: what is learned from some recordings is
/// tried on others.
final class HeldOutGroups {

    /// Learning is repeated so often, as is usual (Hastie, Tibshirani and Friedman, *The Elements of
    /// Statistical Learning*, 2009, §7.10).
    private static final int FOLDS = 5;

    private final double[] values;
    private final int dimension;
    private final int[] folds;
    private final int count;

    /// @param values `[N, D]`
    /// @param groups `[N]`, of at least two groups
    HeldOutGroups(double[] values, int dimension, int[] groups) {
        this.values = values;
        this.dimension = dimension;
        Map<Integer, Integer> numbers = new HashMap<>();
        for (int group : groups) {
            numbers.putIfAbsent(group, numbers.size());
        }
        if (groups.length * (long) dimension != values.length || numbers.size() < 2) {
            throw new IllegalArgumentException(
                    "The %d rows are of %d groups, told for %d rows; there must be at least 2, told for each row.\nMaybe all rows are of one recording: then fit without groups."
                            .formatted(values.length / dimension, numbers.size(), groups.length));
        }
        this.count = Math.min(FOLDS, numbers.size());
        this.folds = Arrays.stream(groups)
                .map(group -> numbers.getOrDefault(group, 0) % count)
                .toArray();
    }

    /// The mean squared error on rows of groups held out, for each target and strength.
    ///
    /// @param strengths for each row learned from
    /// @return `[targets][strengths]`, infinite where the weights cannot be told apart
    double[][] errors(List<double[]> targets, double[] strengths) {
        double[][] errors = new double[targets.size()][strengths.length];
        for (int fold = 0; fold < count; fold++) {
            int held = fold;
            int[] learned = rows(row -> folds[row] != held);
            int[] tried = rows(row -> folds[row] == held);
            if (learned.length < 2) {
                continue;
            }
            RidgeRegression regression = RidgeRegression.of(taken(values, dimension, learned), dimension);
            double[] fresh = taken(values, dimension, tried);
            for (int s = 0; s < strengths.length; s++) {
                List<Fit> fits = regression.fitted(
                        targets.stream()
                                .map(target -> taken(target, 1, learned))
                                .toList(),
                        strengths[s] * learned.length);
                for (int t = 0; t < targets.size(); t++) {
                    errors[t][s] += fits.isEmpty()
                            ? Double.POSITIVE_INFINITY
                            : squares(fits.get(t), fresh, taken(targets.get(t), 1, tried)) / folds.length;
                }
            }
        }
        return errors;
    }

    private int[] rows(IntPredicate wanted) {
        return IntStream.range(0, folds.length).filter(wanted).toArray();
    }

    private static double[] taken(double[] values, int dimension, int[] rows) {
        double[] taken = new double[rows.length * dimension];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(values, rows[i] * dimension, taken, i * dimension, dimension);
        }
        return taken;
    }

    private static double squares(Fit fit, double[] inputs, double[] target) {
        double sum = 0;
        for (int row = 0; row < target.length; row++) {
            double residual = target[row] - fit.predict(inputs, row);
            sum += residual * residual;
        }
        return sum;
    }
}
