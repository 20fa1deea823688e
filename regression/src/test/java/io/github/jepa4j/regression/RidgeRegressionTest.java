package io.github.jepa4j.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.regression.RidgeRegression.Fit;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RidgeRegressionTest {

    /// Double precision, after some thousand operations on numbers of order 1.
    private static final double ROUNDING = 1e-9;

    @Test
    void oneInputHasAClosedForm() {
        // x has mean 2 and variance 2/3, y has mean 5; the products of the centred ones sum to 4.
        double[] x = {1, 2, 3};
        double[] y = {3, 5, 7};
        double strength = 1.5;
        // In standard deviations of x the slope is (4 / std) / (3 + strength).
        double std = Math.sqrt(2.0 / 3);
        double slope = 4 / std / (3 + strength) / std;

        Fit fit = RidgeRegression.of(x, 1).fit(y, strength);

        assertThat(fit.weights()[0]).isCloseTo(slope, within(ROUNDING));
        assertThat(fit.bias()).isCloseTo(5 - 2 * slope, within(ROUNDING));
        assertThat(fit.predict(x, 2)).isCloseTo(5 + slope, within(ROUNDING));
    }

    @Test
    void theCrossValidationErrorIsThatOfItsFormula() {
        double[] x = {1, 2, 3};
        double[] y = {3, 5, 8};
        double strength = 1.5;
        // Standardised, x is -a, 0, a with a^2 = 3/2, so its square is 3 and one degree shrinks to 3 / 4.5.
        double a = Math.sqrt(1.5);
        double weight = 5 * a / 4.5;
        double mean = 16.0 / 3;
        double squares =
                Math.pow(3 - mean + a * weight, 2) + Math.pow(5 - mean, 2) + Math.pow(8 - mean - a * weight, 2);
        double expected = squares / 3 / Math.pow(1 - (1 + 3 / 4.5) / 3, 2);

        assertThat(RidgeRegression.of(x, 1).fit(y, strength).error()).isCloseTo(expected, within(ROUNDING));
    }

    @Test
    void theErrorIsTheLeaveOneOutErrorWhereAllRowsWeighAlike() {
        // Four corners of a square: each row has the same leverage, where generalised cross-validation is
        // leave-one-out.
        double[] corners = {-1, -1, -1, 1, 1, -1, 1, 1};
        double[] y = {0.3, -1.1, 2.5, 0.9};
        double strength = 0.7;
        double expected = 0;
        double[][] hat = new double[4][];
        for (int row = 0; row < 4; row++) {
            double[] unit = new double[4];
            unit[row] = 1;
            Fit fit = RidgeRegression.of(corners, 2).fit(unit, strength);
            hat[row] = new double[] {
                fit.predict(corners, 0), fit.predict(corners, 1), fit.predict(corners, 2), fit.predict(corners, 3)
            };
        }
        for (int row = 0; row < 4; row++) {
            double predicted = 0;
            for (int other = 0; other < 4; other++) {
                predicted += hat[other][row] * y[other];
            }
            expected += Math.pow((y[row] - predicted) / (1 - hat[row][row]), 2) / 4;
        }
        assertThat(RidgeRegression.of(corners, 2).fit(y, strength).error()).isCloseTo(expected, within(ROUNDING));
    }

    @Test
    void manyInputsAgreeWithAPlainSolveOfTheNormalEquations() {
        int rows = 600; // more than two groups of rows
        int dimension = 7;
        double[] inputs = normals(rows * dimension, 1);
        for (int i = 0; i < inputs.length; i++) {
            inputs[i] = inputs[i] * (1 + i % dimension) + 3 * (i % dimension); // unlike means and spreads
        }
        double[] target = normals(rows, 2);
        double strength = 4;

        Fit fit = RidgeRegression.of(inputs, dimension).fit(target, strength);

        double[] plain = plainSolve(inputs, dimension, target, strength);
        assertThat(fit.weights()).containsExactly(Arrays.copyOf(plain, dimension), within(ROUNDING));
        assertThat(fit.bias()).isCloseTo(plain[dimension], within(ROUNDING));
    }

    @Test
    void anExactLinearFunctionIsFoundWithHardlyAnyPenalty() {
        double[] inputs = normals(100 * 3, 3);
        double[] target = new double[100];
        for (int row = 0; row < 100; row++) {
            target[row] = 2 * inputs[3 * row] - 0.5 * inputs[3 * row + 2] + 7;
        }
        Fit fit = RidgeRegression.of(inputs, 3).fit(target);
        assertThat(fit.weights()).containsExactly(new double[] {2, 0, -0.5}, within(1e-8));
        assertThat(fit.bias()).isCloseTo(7, within(1e-8));
        assertThat(fit.strength()).isCloseTo(100 * 1e-10, within(1e-12));
    }

    @Test
    void noiseIsPenalisedHardest() {
        double[] inputs = normals(60 * 40, 4);
        RidgeRegression regression = RidgeRegression.of(inputs, 40);
        double[] noise = normals(60, 5);
        Fit fit = regression.fit(noise);
        assertThat(fit.strength()).isGreaterThanOrEqualTo(60);
        double unpenalised = norm(regression.fit(noise, 60e-10).weights());
        assertThat(norm(fit.weights())).isLessThan(unpenalised / 2);
    }

    @Test
    void theChosenStrengthIsNearlyTheBestOnFreshRows() {
        // Fifty inputs of which five matter, eighty rows: without a penalty the noise is learned.
        double[] inputs = normals(80 * 50, 6);
        double[] fresh = normals(2000 * 50, 7);
        double[] target = noisySum(inputs, 50, 8);
        double[] freshTarget = noisySum(fresh, 50, 9);
        RidgeRegression regression = RidgeRegression.of(inputs, 50);

        double chosen = meanSquare(regression.fit(target), fresh, freshTarget);

        double best = Double.POSITIVE_INFINITY;
        for (int power = -10; power <= 2; power++) {
            best = Math.min(best, meanSquare(regression.fit(target, 80 * Math.pow(10, power)), fresh, freshTarget));
        }
        double unpenalised = meanSquare(regression.fit(target, 80e-10), fresh, freshTarget);
        assertThat(chosen).isLessThanOrEqualTo(1.1 * best);
        assertThat(chosen).isLessThan(unpenalised / 1.2);
    }

    @Test
    void moreInputsThanRowsAreNoTrouble() {
        double[] inputs = normals(10 * 30, 10);
        Fit fit = RidgeRegression.of(inputs, 30).fit(normals(10, 11));
        assertThat(fit.error()).isFinite().isPositive();
    }

    @Test
    void aConstantInputGetsNoWeightAndTwinsShareTheirs() {
        double[] inputs = new double[50 * 3];
        double[] noise = normals(50, 12);
        for (int row = 0; row < 50; row++) {
            inputs[3 * row] = 0.1; // not a binary fraction: its mean is off by rounding
            inputs[3 * row + 1] = noise[row];
            inputs[3 * row + 2] = noise[row];
        }
        Fit fit = RidgeRegression.of(inputs, 3).fit(noise);
        assertThat(fit.weights()[0]).isZero();
        assertThat(fit.weights()[1]).isCloseTo(0.5, within(1e-4));
        assertThat(fit.weights()[2]).isCloseTo(0.5, within(1e-4));
    }

    @Test
    void severalTargetsAreLearnedAsEachAlone() {
        double[] inputs = normals(40 * 3, 13);
        double[] first = normals(40, 14);
        double[] second = noisySum(inputs, 3, 15);
        RidgeRegression regression = RidgeRegression.of(inputs, 3);
        List<Fit> both = regression.fit(List.of(first, second));
        assertThat(both.get(0).weights()).containsExactly(regression.fit(first).weights());
        assertThat(both.get(1).weights()).containsExactly(regression.fit(second).weights());
        assertThat(both.get(0).strength()).isNotEqualTo(both.get(1).strength());
    }

    @Test
    void whereRowsComeInGroupsTheStrengthIsChosenForGroupsNotSeen() {
        // Each of 12 recordings has an offset of its own, which no input tells; but by what is the recording's own in
        // ten
        // of them, faintly, the twelve offsets can be learned by heart.
        int dimension = 11;
        double[] inputs = recordings(12, 50, dimension, 20);
        double[] target = offsetSum(inputs, dimension, 50, 21);
        double[] fresh = recordings(200, 5, dimension, 22);
        double[] freshTarget = offsetSum(fresh, dimension, 5, 23);
        int[] groups = new int[600];
        Arrays.setAll(groups, row -> row / 50);
        RidgeRegression regression = RidgeRegression.of(inputs, dimension);

        Fit byRows = regression.fit(target);
        Fit byGroups = regression.fit(List.of(target), groups).getFirst();

        assertThat(byGroups.strength()).isGreaterThan(10 * byRows.strength());
        double chosen = meanSquare(byGroups, fresh, freshTarget);
        assertThat(chosen).isLessThan(0.8 * meanSquare(byRows, fresh, freshTarget));
        assertThat(byGroups.error()).as("told before any were seen").isBetween(chosen / 2, chosen * 2);
        assertThat(byGroups.weights())
                .isEqualTo(regression.fit(target, byGroups.strength()).weights());
    }

    @Test
    void groupsThatAreNoneAreRefused() {
        RidgeRegression regression = RidgeRegression.of(new double[] {1, 2, 3}, 1);
        List<double[]> target = List.of(new double[] {1, 2, 3});
        assertThatThrownBy(() -> regression.fit(target, new int[3]))
                .hasMessageContaining("of 1 groups")
                .hasMessageContaining("\nMaybe");
        assertThatThrownBy(() -> regression.fit(target, new int[] {1, 2})).hasMessageContaining("told for 2 rows");
    }

    @Test
    void whatIsNoDataIsRefused() {
        assertThatThrownBy(() -> RidgeRegression.of(new double[7], 2))
                .hasMessageContaining("7 numbers are no rows of 2 inputs")
                .hasMessageContaining("\nMaybe");
        assertThatThrownBy(() -> RidgeRegression.of(new double[2], 2)).hasMessageContaining("at least 2 whole rows");
        assertThatThrownBy(() -> RidgeRegression.of(new double[] {1, 2, 3, Double.NaN}, 2))
                .hasMessageContaining("The input of row 1, column 1 is NaN")
                .hasMessageContaining("\nMaybe");
        RidgeRegression regression = RidgeRegression.of(new double[] {1, 2, 3}, 1);
        assertThatThrownBy(() -> regression.fit(new double[2])).hasMessageContaining("2 values for 3 rows");
        assertThatThrownBy(() -> regression.fit(new double[] {1, Double.POSITIVE_INFINITY, 2}))
                .hasMessageContaining("The target of row 1");
        assertThatThrownBy(() -> regression.fit(new double[3], 0)).hasMessageContaining("\nMaybe");
        assertThatThrownBy(() -> regression.fit(new double[3], Double.NaN)).hasMessageContaining("\nMaybe");
    }

    /// One input of its own; the others are one thing seen several times, and faintly what is the
    /// recording's own.
    private static double[] recordings(int count, int rows, int dimension, long seed) {
        double[] inputs = normals(count * rows * dimension, seed);
        double[] common = normals(count * rows, seed + 200);
        for (int row = 0; row < count * rows; row++) {
            int first = row / rows * rows;
            for (int d = 1; d < dimension; d++) {
                double own = row == first
                        ? 0.1 * inputs[row * dimension + d]
                        : inputs[first * dimension + d] - common[first];
                inputs[row * dimension + d] = common[row] + own;
            }
        }
        return inputs;
    }

    /// The first input, noise, and an offset of the recording that no input tells.
    private static double[] offsetSum(double[] inputs, int dimension, int rows, long seed) {
        double[] noise = normals(inputs.length / dimension, seed);
        double[] offsets = normals(noise.length, seed + 100);
        double[] sums = new double[noise.length];
        for (int row = 0; row < sums.length; row++) {
            sums[row] = inputs[row * dimension] + 0.1 * noise[row] + offsets[row / rows];
        }
        return sums;
    }

    private static double norm(double[] weights) {
        return Math.sqrt(Arrays.stream(weights).map(weight -> weight * weight).sum());
    }

    private static double[] noisySum(double[] inputs, int dimension, long seed) {
        double[] noise = normals(inputs.length / dimension, seed);
        double[] sums = new double[noise.length];
        for (int row = 0; row < sums.length; row++) {
            sums[row] = noise[row];
            for (int d = 0; d < Math.min(5, dimension); d++) {
                sums[row] += inputs[row * dimension + d];
            }
        }
        return sums;
    }

    private static double meanSquare(Fit fit, double[] inputs, double[] target) {
        double sum = 0;
        for (int row = 0; row < target.length; row++) {
            sum += Math.pow(target[row] - fit.predict(inputs, row), 2);
        }
        return sum / target.length;
    }

    /// Weights and, last, the bias: Gauss-Jordan elimination of the penalised normal equations with a
    /// column of ones, whose weight has no penalty.
    private static double[] plainSolve(double[] inputs, int dimension, double[] target, double strength) {
        int n = dimension + 1;
        double[][] system = new double[n][n + 1];
        for (int row = 0; row < target.length; row++) {
            double[] x = Arrays.copyOfRange(inputs, row * dimension, row * dimension + n);
            x[dimension] = 1;
            for (int i = 0; i < n; i++) {
                for (int j = 0; j < n; j++) {
                    system[i][j] += x[i] * x[j];
                }
                system[i][n] += x[i] * target[row];
            }
        }
        for (int d = 0; d < dimension; d++) {
            double mean = system[d][dimension] / target.length;
            double variance = system[d][d] / target.length - mean * mean; // before the penalty is added to it
            system[d][d] += strength * variance;
        }
        for (int pivot = 0; pivot < n; pivot++) {
            for (int i = 0; i < n; i++) {
                double factor = i == pivot ? 0 : system[i][pivot] / system[pivot][pivot];
                for (int j = pivot; j <= n && factor != 0; j++) {
                    system[i][j] -= factor * system[pivot][j];
                }
            }
        }
        double[] solution = new double[n];
        for (int i = 0; i < n; i++) {
            solution[i] = system[i][n] / system[i][i];
        }
        return solution;
    }

    private static double[] normals(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextGaussian();
        }
        return values;
    }
}
