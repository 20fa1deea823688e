package io.github.jepa4j.worlds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.tensor.Seed;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class DistributionsTest {

    private static final int DRAWS = 200_000;

    /// Four standard errors of a mean of values within [-1, 1] with spread below 0.5.
    private static final double TOLERANCE = 0.0045;

    private final RandomGenerator random = new Seed(2).generator();

    @Test
    void vonMisesAnglesHaveTheMeanCosinesOfTheBesselRatios() {
        var angles = new VonMises(5);
        double cosine = 0;
        double cosineOfTwice = 0;
        double sine = 0;
        for (int i = 0; i < DRAWS; i++) {
            double angle = angles.sample(random);
            cosine += Math.cos(angle);
            cosineOfTwice += Math.cos(2 * angle);
            sine += Math.sin(angle);
        }

        // I1(5) / I0(5) and I2(5) / I0(5).
        assertThat(cosine / DRAWS).isCloseTo(0.893383, within(TOLERANCE));
        assertThat(cosineOfTwice / DRAWS).isCloseTo(0.642647, within(TOLERANCE));
        assertThat(sine / DRAWS).isCloseTo(0, within(TOLERANCE));
    }

    @Test
    void aNormalCutAtTwoStandardDeviationsHasItsClosedFormSpread() {
        var steps = new TruncatedNormal(1.0, 0.4, 0.2, 1.8);
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < DRAWS; i++) {
            double step = steps.sample(random);
            assertThat(step).isBetween(0.2, 1.8);
            sum += step;
            squares += step * step;
        }

        // Cut at +-2: variance 1 - 4 phi(2) / (2 Phi(2) - 1) = 0.77374 of the uncut one.
        assertThat(sum / DRAWS).isCloseTo(1.0, within(TOLERANCE));
        assertThat(squares / DRAWS - 1).isCloseTo(0.16 * 0.77374, within(TOLERANCE));
    }
}
