package io.github.jepa4j.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.regression.PerceptronRegression.Fit;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PerceptronRegressionTest {

    private static final PerceptronRegression SMALL = new PerceptronRegression(8, 60, 32, 1e-2, 0);

    @Test
    void aFunctionThatIsNotLinearIsLearned() {
        double[] inputs = uniforms(4000, 1);
        double[] target = bumps(inputs);

        Fit fit = SMALL.fit(inputs, 2, target, new SplittableRandom(2));

        double[] fresh = uniforms(500, 3);
        double[] truth = bumps(fresh);
        double linear = RidgeRegression.of(inputs, 2).fit(target).error();
        assertThat(meanSquare(fit, fresh, truth)).isLessThan(linear / 20);
    }

    @Test
    void unitsOfInputsAndTargetDoNotMatter() {
        double[] inputs = uniforms(500, 4);
        double[] target = bumps(inputs);
        double[] scaled = inputs.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] = i % 2 == 0 ? 1000 * scaled[i] + 300 : scaled[i] / 1000;
        }
        double[] inKelvin = Arrays.stream(target).map(y -> 5 * y + 273).toArray();

        Fit plain = SMALL.fit(inputs, 2, target, new SplittableRandom(5));
        Fit other = SMALL.fit(scaled, 2, inKelvin, new SplittableRandom(5));

        double spread = 5 * 2; // of the target in kelvin
        double singlePrecision = 1e-2 * spread; // of inputs near 1000, after some hundred updates
        for (int row = 0; row < 500; row += 50) {
            assertThat(other.predict(scaled, row))
                    .isCloseTo(5 * plain.predict(inputs, row) + 273, within(singlePrecision));
        }
    }

    @Test
    void theSameGeneratorGivesTheSameBits() {
        double[] inputs = uniforms(200, 6);
        Fit first = SMALL.fit(inputs, 2, bumps(inputs), new SplittableRandom(7));
        Fit again = SMALL.fit(inputs, 2, bumps(inputs), new SplittableRandom(7));
        Fit other = SMALL.fit(inputs, 2, bumps(inputs), new SplittableRandom(8));
        assertThat(again.inWeights()).isEqualTo(first.inWeights());
        assertThat(again.bias()).isEqualTo(first.bias());
        assertThat(other.inWeights()).isNotEqualTo(first.inWeights());
    }

    @Test
    void constantInputsAndTargetsAreNoTrouble() {
        double[] inputs = uniforms(100, 9);
        for (int row = 0; row < 100; row++) {
            inputs[2 * row] = 3;
        }
        double[] target = new double[100];
        Arrays.fill(target, 7);
        Fit fit = SMALL.fit(inputs, 2, target, new SplittableRandom(10));
        assertThat(fit.predict(inputs, 5)).isCloseTo(7, within(1e-6));
    }

    @Test
    void whatCannotBeLearnedFromIsRefused() {
        var random = new SplittableRandom(1);
        assertThatThrownBy(() -> SMALL.fit(new double[4], 2, new double[3], random))
                .hasMessageContaining("3 values for 2 rows")
                .hasMessageContaining("\nMaybe");
        assertThatThrownBy(() -> SMALL.fit(new double[4], 2, new double[] {1, Double.NaN}, random))
                .hasMessageContaining("The target of row 1")
                .hasMessageContaining("\nMaybe");
        assertThatThrownBy(() -> new PerceptronRegression(0, 1, 1, 1, 0)).hasMessageContaining("\nMaybe");
        assertThatThrownBy(() -> new PerceptronRegression(1, 1, 1, Double.NaN, 0))
                .hasMessageContaining("\nMaybe");
    }

    /// A product and a square: no linear function tells either.
    private static double[] bumps(double[] inputs) {
        double[] values = new double[inputs.length / 2];
        for (int row = 0; row < values.length; row++) {
            values[row] = inputs[2 * row] * inputs[2 * row + 1] + inputs[2 * row] * inputs[2 * row];
        }
        return values;
    }

    private static double meanSquare(Fit fit, double[] inputs, double[] truth) {
        double sum = 0;
        for (int row = 0; row < truth.length; row++) {
            sum += Math.pow(fit.predict(inputs, row) - truth[row], 2);
        }
        return sum / truth.length;
    }

    private static double[] uniforms(int rows, long seed) {
        return new SplittableRandom(seed).doubles(2L * rows, -1, 1).toArray();
    }
}
