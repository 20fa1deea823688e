package io.github.jepa4j.tensor.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.github.jepa4j.tensor.Seed;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The twins against each other and against the formula, on lengths that fit no vector.
class KernelsTest {

    /// Rounding of a sum, as a share of the sum of its terms' sizes: the two add in different orders.
    private static final double SUM_TOLERANCE = 1e-6;

    /// Rounding of a handful of operations in single precision.
    private static final double ELEMENT_TOLERANCE = 2e-6;

    private static final Kernels SCALAR = Kernels.scalar();

    private static Kernels vector;

    @BeforeAll
    static void theVectorModuleIsThere() {
        assumeThat(Kernels.best().description()).startsWith("vector");
        vector = Kernels.best();
    }

    @ParameterizedTest
    @CsvSource({
        "1,1,1",
        "1,256,768",
        "3,7,17",
        "4,17,33",
        "5,18,64",
        "8,9,48",
        "13,31,80",
        "17,64,16",
        "64,5,65",
        "9,0,5"
    })
    void aProductIsTheSumOfProducts(int rows, int depth, int columns) {
        float[] left = gaussian("left", rows * (depth + 3));
        float[] matrix = gaussian("right", depth * columns);
        for (Kernels kernels : new Kernels[] {SCALAR, vector}) {
            float[] product = new float[rows * (columns + 2) + 1];
            Rows into = new Rows(product, 1, columns + 2, rows);
            kernels.multiply(
                    new Rows(left, 0, depth + 3, rows), PackedMatrix.of(kernels, matrix, depth, columns), into);
            double worst = 0;
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    double sum = 0;
                    double size = 1;
                    for (int k = 0; k < depth; k++) {
                        double term = (double) left[row * (depth + 3) + k] * matrix[k * columns + column];
                        sum += term;
                        size += Math.abs(term);
                    }
                    worst = Math.max(worst, Math.abs(product[into.begin(row) + column] - sum) / size);
                }
                assertThat(product[row * (columns + 2)])
                        .as("beside row %d", row)
                        .isZero();
            }
            assertThat(worst).as(kernels.description()).isLessThan(SUM_TOLERANCE);
        }
    }

    @Test
    void aTransposedMatrixIsPackedAsTheMatrixItself() {
        float[] matrix = gaussian("matrix", 5 * 19);
        float[] transposed = new float[5 * 19];
        for (int i = 0; i < 5; i++) {
            for (int j = 0; j < 19; j++) {
                transposed[j * 5 + i] = matrix[i * 19 + j];
            }
        }
        assertThat(PackedMatrix.ofTransposed(vector, transposed, 5, 19).values)
                .containsExactly(PackedMatrix.of(vector, matrix, 5, 19).values);
    }

    @Test
    void tanhIsExactToAFewRoundingsAndNeverBeyondOne() {
        double worst = 0;
        float largest = 0;
        boolean odd = true;
        for (float x = 1e-6f; x < 40; x *= 1.0001f) {
            float value = Tanh.tanh(x);
            worst = Math.max(worst, Math.abs(value / Math.tanh(x) - 1));
            largest = Math.max(largest, value);
            odd &= Tanh.tanh(-x) == -value;
        }
        assertThat(odd).isTrue();
        assertThat(worst).isLessThan(5e-7);
        assertThat(largest).isLessThanOrEqualTo(1);
        assertThat(Tanh.tanh(0)).isZero();
        assertThat(Tanh.tanh(Float.NaN)).isNaN();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16, 17, 1021})
    void theTwinsNormaliseAlike(int dimension) {
        LayerNorm norm = new LayerNorm(gaussian("gain", dimension), gaussian("bias", dimension));
        Rows input = Rows.dense(gaussian("input", 3 * dimension), dimension);
        float[] scalar = new float[3 * dimension];
        float[] other = new float[3 * dimension];
        SCALAR.normalise(norm, input, Rows.dense(scalar, dimension));
        vector.normalise(norm, input, Rows.dense(other, dimension));
        assertAlike(scalar, other);

        scalar = gaussian("gradient", 3 * dimension);
        other = gaussian("gradient", 3 * dimension);
        SCALAR.normaliseBack(norm, input, Rows.dense(scalar, dimension));
        vector.normaliseBack(norm, input, Rows.dense(other, dimension));
        assertAlike(scalar, other);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16, 17, 1021})
    void theTwinsOpenAndCloseGatesAlike(int dimension) {
        GruGates gru = GruGates.of(
                dimension,
                gaussian("input", 3 * dimension * 2),
                gaussian("bias", 3 * dimension),
                gaussian("hidden bias", 3 * dimension));
        Rows hidden = Rows.dense(gaussian("hidden", 3 * dimension), dimension);
        float[][] gates = new float[2][];
        float[][] next = new float[2][3 * dimension];
        float[][] gradient = new float[2][];
        float[][] actions = new float[2][6];
        for (int twin = 0; twin < 2; twin++) {
            Kernels kernels = twin == 0 ? SCALAR : vector;
            gates[twin] = gaussian("products", 3 * 4 * dimension);
            gradient[twin] = gaussian("gradient", 3 * dimension);
            Rows cell = Rows.dense(gates[twin], 4 * dimension);
            kernels.gates(gru, cell, hidden, Rows.dense(gaussian("actions", 6), 2), Rows.dense(next[twin], dimension));
            kernels.gatesBack(gru, cell, hidden, Rows.dense(gradient[twin], dimension), Rows.dense(actions[twin], 2));
            kernels.add(hidden, Rows.dense(gradient[twin], dimension), dimension);
        }
        assertAlike(next[0], next[1]);
        assertAlike(gates[0], gates[1]);
        assertAlike(gradient[0], gradient[1]);
        for (int i = 0; i < 6; i++) {
            assertThat(Math.abs(actions[0][i] - actions[1][i]))
                    .isLessThan((float) (SUM_TOLERANCE * 3 * dimension + 2e-5));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16, 17, 1021})
    void theTwinsRectifyAlike(int count) {
        HiddenUnits units = HiddenUnits.of(gaussian("weight", count * 2), gaussian("bias", count));
        float[][] hidden = new float[2][];
        float[][] gradient = new float[2][];
        float[][] actions = new float[2][6];
        for (int twin = 0; twin < 2; twin++) {
            Kernels kernels = twin == 0 ? SCALAR : vector;
            hidden[twin] = gaussian("hidden", 3 * count);
            gradient[twin] = gaussian("gradient", 3 * count);
            Rows rows = Rows.dense(hidden[twin], count);
            kernels.rectify(units, rows, Rows.dense(gaussian("actions", 6), 2));
            kernels.rectifyBack(units, rows, Rows.dense(gradient[twin], count), Rows.dense(actions[twin], 2));
        }
        assertAlike(hidden[0], hidden[1]);
        assertAlike(gradient[0], gradient[1]);
        for (int i = 0; i < 6; i++) {
            assertThat(Math.abs(actions[0][i] - actions[1][i])).isLessThan((float) (SUM_TOLERANCE * count + 2e-5));
        }
    }

    @Test
    void aUnitSpeaksOnlyAboveZeroAndPassesAGradientOnlyThen() {
        HiddenUnits units = HiddenUnits.of(new float[] {2, 2, 2}, new float[] {0, -6, 1});
        for (Kernels kernels : new Kernels[] {SCALAR, vector}) {
            float[] hidden = {1, 1, 1};
            float[] gradient = {10, 20, 30};
            float[] action = {0};
            kernels.rectify(units, Rows.dense(hidden, 3), Rows.dense(new float[] {1.5f}, 1));
            kernels.rectifyBack(units, Rows.dense(hidden, 3), Rows.dense(gradient, 3), Rows.dense(action, 1));

            assertThat(hidden).containsExactly(4, 0, 5);
            assertThat(gradient).containsExactly(10, 0, 30);
            assertThat(action).containsExactly(2 * 10 + 2 * 30);
        }
    }

    private static void assertAlike(float[] one, float[] other) {
        double worst = 0;
        for (int i = 0; i < one.length; i++) {
            worst = Math.max(worst, Math.abs(one[i] - other[i]) / (1 + Math.abs(one[i])));
        }
        assertThat(worst).isLessThan(ELEMENT_TOLERANCE);
    }

    private static float[] gaussian(String purpose, int count) {
        RandomGenerator random = new Seed(21).split(purpose).generator();
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
