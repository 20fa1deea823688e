package io.github.jepa4j.inference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What every energy must do. Mix it into a test class: say which energy, and the tests come along.
public interface EnergyContract {

    /// Central differences of a double: errors of truncation and rounding are both near 1e-10 at this step.
    double STEP = 1e-5;

    double GRADIENT_TOLERANCE = 1e-6;

    /// The energy under test.
    Energy energy();

    /// How far from 0 the points are that the tests try.
    default double reach() {
        return 1.5;
    }

    @Test
    default void theGradientAgreesWithFiniteDifferences() {
        double[] gradient = new double[energy().dimension()];
        for (int seed = 0; seed < 20; seed++) {
            double[] point = somePoint(seed);
            energy().valueAndGradient(point, gradient);
            for (int i = 0; i < point.length; i++) {
                double kept = point[i];
                point[i] = kept + STEP;
                double above = energy().value(point);
                point[i] = kept - STEP;
                double below = energy().value(point);
                point[i] = kept;
                double difference = (above - below) / (2 * STEP);
                assertThat(gradient[i])
                        .as("slope %d", i)
                        .isCloseTo(difference, within(GRADIENT_TOLERANCE * (1 + Math.abs(difference))));
            }
        }
    }

    @Test
    default void theSamePointHasTheSameEnergyTwiceAndIsNotChanged() {
        double[] point = somePoint(21);
        double[] gradient = new double[point.length];
        double[] again = new double[point.length];
        Arrays.fill(again, 17); // what is in it must not matter
        double first = energy().valueAndGradient(point, gradient);
        assertThat(energy().valueAndGradient(point, again)).isEqualTo(first).isEqualTo(energy().value(point));
        assertThat(again).isEqualTo(gradient);
        assertThat(point).isEqualTo(somePoint(21));
    }

    @Test
    default void whatIsNoNumberHasNoFiniteEnergy() {
        for (int i = 0; i < energy().dimension(); i++) {
            double[] point = somePoint(22);
            point[i] = Double.NaN;
            assertThat(energy().value(point)).as("number %d is missing", i).isNaN();
        }
    }

    private double[] somePoint(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return random.doubles(energy().dimension(), -reach(), reach()).toArray();
    }
}
