package io.github.jepa4j.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What a memory keeps of what moves.
class DriftTest {

    private static final int SIDE = 9;
    private static final int WIDTH = 24;

    @BeforeAll
    static void openTheEngine() {
        Engine.open(1);
    }

    @Test
    void aShiftOfHalfAPlaceDividesADotAmongTwo() {
        assertThat(Drift.shift(0, 0)).containsExactly(0, 0, 0, 0, 1, 0, 0, 0, 0);
        assertThat(Drift.shift(0, 1))
                .as("to the right: taken from the left")
                .containsExactly(0, 0, 0, 1, 0, 0, 0, 0, 0);
        assertThat(Drift.shift(1, 0)).as("down: taken from above").containsExactly(0, 1, 0, 0, 0, 0, 0, 0, 0);
        assertThat(Drift.shift(0, 0.5)).containsExactly(0, 0, 0, 0.5, 0.5, 0, 0, 0, 0);
        assertThat(Drift.shift(-0.25, 0)).containsExactly(0, 0, 0, 0, 0.75, 0, 0, 0.25, 0);
    }

    @Test
    void aDotIsCarriedOnAtTheVelocityOfItsChannelAndNothingOfItIsLost() {
        float[] dots = new float[WIDTH * SIDE * SIDE];
        for (int channel = 0; channel < WIDTH; channel++) {
            dots[channel * SIDE * SIDE + 4 * SIDE + 4] = 1;
        }
        Parameters parameters = new Parameters(new Seed(9));
        Drift drift = new Drift(parameters, "m", WIDTH);
        float[] kernels = parameters.copy().get("m.drift").values();
        int stay = 0;
        try (Scope scope = Scope.open()) {
            var map = Natives.of(dots, 1, WIDTH, SIDE, SIDE);
            float[] after = Natives.values(drift.forward(drift.forward(map)));
            for (int channel = 0; channel < WIDTH; channel++) {
                double[] moved = middle(after, channel, SIDE);
                double[] once = middle(kernels, channel, 3); // taken from there: the other way
                assertThat(moved[0]).as("all of it").isCloseTo(1, within(1e-5));
                assertThat(moved[1]).isCloseTo(-2 * once[1], within(1e-5));
                assertThat(moved[2]).isCloseTo(-2 * once[2], within(1e-5));
                assertThat(Math.hypot(once[1], once[2])).isLessThanOrEqualTo(0.8);
                stay += Math.hypot(once[1], once[2]) == 0 ? 1 : 0;
            }
        }

        assertThat(stay).as("about a third").isBetween(2, 14);
    }

    /// The sum of a channel's values, and how far below and to the right of its middle they lie on average.
    private static double[] middle(float[] maps, int channel, int side) {
        double[] of = new double[3];
        for (int place = 0; place < side * side; place++) {
            double value = maps[channel * side * side + place];
            of[0] += value;
            of[1] += value * (place / side - side / 2);
            of[2] += value * (place % side - side / 2);
        }
        return of;
    }

    @Test
    void kernelsThatAreLoadedAreNotDrawn() {
        Parameters parameters = Parameters.toBeLoaded();
        new Drift(parameters, "m", 2);

        assertThat(parameters.copy().get("m.drift")).isEqualTo(Tensor.zeros(2, 1, 3, 3));
    }
}
