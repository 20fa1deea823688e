package io.github.jepa4j.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class PrincipalDirectionsTest {

    /// Double precision, after some thousand operations on numbers of order 1.
    private static final double ROUNDING = 1e-12;

    private static final int DIMENSION = 7;

    @Test
    void anEllipseHasItsAxes() {
        // Around (2, 5), 3 along (3, 4) / 5 and 1 across.
        double[] corners = {2 + 1.8, 5 + 2.4, 2 - 1.8, 5 - 2.4, 2 - 0.8, 5 + 0.6, 2 + 0.8, 5 - 0.6};

        PrincipalDirections found = PrincipalDirections.of(corners, 2);

        assertThat(found.mean()).containsExactly(new double[] {2, 5}, within(ROUNDING));
        assertThat(found.variances()).containsExactly(new double[] {4.5, 0.5}, within(ROUNDING));
        assertThat(found.directions()).containsExactly(new double[] {0.6, 0.8, 0.8, -0.6}, within(ROUNDING));
        assertThat(found.share(1)).isCloseTo(0.9, within(ROUNDING));
        assertThat(found.coordinates(corners, 1)).containsExactly(new double[] {3, -3, 0, 0}, within(ROUNDING));
        assertThat(found.projected(corners, 1))
                .containsExactly(new double[] {3.8, 7.4, 0.2, 2.6, 2, 5, 2, 5}, within(ROUNDING));
    }

    @Test
    void directionsAreOrthonormalAndAccountForTheCovariance() {
        double[] rows = rows(400);
        PrincipalDirections found = PrincipalDirections.of(rows, DIMENSION);
        double[] own = found.coordinates(rows, DIMENSION);
        for (int d = 0; d < DIMENSION; d++) {
            for (int e = 0; e < DIMENSION; e++) {
                double product = 0;
                double covariance = 0;
                for (int k = 0; k < DIMENSION; k++) {
                    product += found.directions()[d * DIMENSION + k] * found.directions()[e * DIMENSION + k];
                }
                for (int row = 0; row < 400; row++) {
                    covariance += own[row * DIMENSION + d] * own[row * DIMENSION + e] / 400;
                }
                assertThat(product).isCloseTo(d == e ? 1 : 0, within(ROUNDING));
                // Seen along its directions the covariance is diagonal, and holds the variances.
                assertThat(covariance).isCloseTo(d == e ? found.variances()[d] : 0, within(1e-9));
            }
            assertThat(d == 0 || found.variances()[d - 1] >= found.variances()[d])
                    .isTrue();
        }
    }

    @Test
    void allDirectionsKeepEverythingAndNoneTheMean() {
        double[] rows = rows(50);
        PrincipalDirections found = PrincipalDirections.of(rows, DIMENSION);
        assertThat(found.projected(rows, DIMENSION)).containsExactly(rows, within(1e-10));
        assertThat(found.projected(rows, 0)).startsWith(found.mean());
        assertThat(found.share(DIMENSION)).isCloseTo(1, within(ROUNDING));
    }

    @Test
    void whatIsLostIsTheVarianceOfTheDirectionsLeftOut() {
        double[] rows = rows(300);
        PrincipalDirections found = PrincipalDirections.of(rows, DIMENSION);
        double[] kept = found.projected(rows, 3);
        double lost = 0;
        double expected = 0;
        for (int i = 0; i < rows.length; i++) {
            lost += (rows[i] - kept[i]) * (rows[i] - kept[i]) / 300;
        }
        for (int d = 3; d < DIMENSION; d++) {
            expected += found.variances()[d];
        }
        assertThat(lost).isCloseTo(expected, within(1e-9));
    }

    @Test
    void aConstantColumnIsNoDirection() {
        PrincipalDirections found = PrincipalDirections.of(new double[] {1, 4, 2, 4, 3, 4}, 2);
        assertThat(found.variances()).containsExactly(new double[] {2.0 / 3, 0}, within(ROUNDING));
        assertThat(found.directions()).startsWith(1, 0);
        assertThatThrownBy(() -> found.projected(new double[] {1, 2}, 3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("2 principal directions, but 3");
    }

    /// Normal numbers, mixed so that all columns vary together.
    private static double[] rows(int count) {
        SplittableRandom random = new SplittableRandom(7);
        double[] mix = DoubleStream.generate(random::nextGaussian)
                .limit(DIMENSION * DIMENSION)
                .toArray();
        double[] rows = new double[count * DIMENSION];
        for (int row = 0; row < count; row++) {
            for (int k = 0; k < DIMENSION; k++) {
                double value = random.nextGaussian() / (1 + k);
                for (int d = 0; d < DIMENSION; d++) {
                    rows[row * DIMENSION + d] += mix[k * DIMENSION + d] * value;
                }
            }
        }
        return rows;
    }
}
