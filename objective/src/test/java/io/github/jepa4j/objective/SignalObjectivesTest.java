package io.github.jepa4j.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.Rollout;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Energies of named signals, worked out by hand.
class SignalObjectivesTest {

    private static final Readout X = LinearReadout.exact("x", "px", new float[] {2}, 1);

    /// One candidate, whose signal is 1, 3, 7.
    private static final Rollout RISING =
            new Rollout(new ActionBatch(1, 2, 1, new float[] {1, 4}), 1, new float[] {0, 1, 3}, null);

    @Test
    void aReadoutIsALinearFunctionOfTheLatent() {
        assertThat(X.read(RISING)).containsExactly(1, 3, 7);
        assertThat(X.error(0)).isZero();
        Readout calibrated = new LinearReadout("x", "px", new float[] {2}, 1, new float[] {0.1f, 0.4f});
        assertThat(new float[] {calibrated.error(0), calibrated.error(1), calibrated.error(9)})
                .containsExactly(0.1f, 0.4f, 0.4f);
        assertThatThrownBy(() -> X.read(new Rollout(ActionBatch.zeros(1, 1, 1), 2, new float[4], null)))
                .hasMessageContaining("reads 1 latent dimensions, but the rollout has 2")
                .hasMessageContaining("\nMaybe");
    }

    @Test
    void reachingCountsSquaredGapsInScales() {
        assertThat(new Reach(X, 5, 2, Times.all()).energy(RISING)).containsExactly(4 + 1 + 1);
        assertThat(new Reach(X, 5, 2, Times.last()).energy(RISING)).containsExactly(1);
    }

    @Test
    void beforeADeadlineNothingCountsAndOneBeyondTheHorizonCountsAtItsEnd() {
        assertThat(new Reach(X, 5, 2, Times.from(1)).energy(RISING)).containsExactly(1 + 1);
        assertThat(new Reach(X, 5, 2, Times.from(9)).energy(RISING)).containsExactly(1);
    }

    @Test
    void trackingFollowsACourseAndStaysAtItsEnd() {
        assertThat(new Track(X, new float[] {1, 4}, 1).energy(RISING)).containsExactly(0 + 1 + 9);
    }

    @Test
    void aSignalIsMinimisedAsItsIntegralOrAtTheEnd() {
        assertThat(new Minimise(X, 2, Times.all()).energy(RISING)).containsExactly(11 / 2f);
        assertThat(new Minimise(X, 2, Times.last()).energy(RISING)).containsExactly(7 / 2f);
    }

    @Test
    void smoothnessIsTheSquareOfTheActionsChanges() {
        assertThat(new Smoothness().energy(RISING)).containsExactly(9);
    }

    @Test
    void avoidingCountsHowDeepInTheDiscAndNothingOutside() {
        Readout y = LinearReadout.exact("y", "px", new float[] {0}, 0);
        // From the centre at (3, 0): 2, 0 and 4 px, of a radius of 4.
        assertThat(new Avoid(Disc.standing(X, y, 3, 0, 4)).energy(RISING)[0]).isCloseTo(0.25f + 1, within(1e-6f));
    }

    private interface OnThreeDimensions extends ObjectiveContract {
        @Override
        default int latentDimension() {
            return 3;
        }

        @Override
        default int actionDimension() {
            return 2;
        }
    }

    private static LinearReadout readout(float... weights) {
        return LinearReadout.exact("signal", "px", weights, 0.2f);
    }

    @Nested
    class Reaching implements OnThreeDimensions {
        @Override
        public Objective objective() {
            return new Reach(readout(0.5f, -1, 0.3f), 0.4f, 1.5f, Times.from(2));
        }
    }

    @Nested
    class Tracking implements OnThreeDimensions {
        @Override
        public Objective objective() {
            return new Track(readout(0.5f, -1, 0.3f), new float[] {0, 1, -1}, 1.5f);
        }
    }

    @Nested
    class Minimising implements OnThreeDimensions {
        @Override
        public Objective objective() {
            return new Minimise(readout(0.5f, -1, 0.3f), 1.5f, Times.all());
        }
    }

    @Nested
    class Smooth implements OnThreeDimensions {
        @Override
        public Objective objective() {
            return new Smoothness();
        }
    }

    @Nested
    class Calm implements OnThreeDimensions {
        @Override
        public Objective objective() {
            return new Effort();
        }
    }

    @Nested
    class Avoiding implements OnThreeDimensions {
        @Override
        public Objective objective() {
            return new Avoid(Disc.standing(readout(0.5f, -1, 0.3f), readout(1, 0.2f, 0), 2, 2, 4));
        }
    }
}
