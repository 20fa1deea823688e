package io.github.jepa4j.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.worldmodel.Rollout;
import org.junit.jupiter.api.Test;

/// What every objective must do. Mix it into a test class: implement the three questions, and the tests
/// come along.
public interface ObjectiveContract {

    int CANDIDATES = 3;
    int HORIZON = 4;

    /// Central differences of a float32 energy: the truncation error falls with the step's square, the
    /// rounding error grows with its inverse; at this step both are near 1e-3 for energies of order 1.
    float STEP = 1e-2f;

    double GRADIENT_TOLERANCE = 5e-3;

    /// The objective under test.
    Objective objective();

    /// The `D` it is for.
    int latentDimension();

    /// The `A` it is for.
    int actionDimension();

    @Test
    default void eachCandidateHasOneEnergy() {
        assertThat(objective().energy(someRollout(1))).hasSize(CANDIDATES);
    }

    @Test
    default void theSameRolloutHasTheSameEnergyTwice() {
        assertThat(objective().energy(someRollout(2))).isEqualTo(objective().energy(someRollout(2)));
    }

    @Test
    default void theSharesOfAllTimesAddUpToTheEnergy() {
        Rollout rollout = someRollout(6);
        float[] energies = objective().energy(rollout);
        float[] shares = objective().energyByTime(rollout);
        assertThat(shares).hasSize(CANDIDATES * (HORIZON + 1));
        assertThat(objective().name()).isNotBlank();
        for (int candidate = 0; candidate < CANDIDATES; candidate++) {
            double sum = 0;
            for (int time = 0; time <= HORIZON; time++) {
                sum += shares[candidate * (HORIZON + 1) + time];
            }
            assertThat(sum).isCloseTo(energies[candidate], within(1e-5 * (1 + Math.abs(sum))));
        }
    }

    @Test
    default void theGradientAgreesWithFiniteDifferencesOrIsRefused() {
        Rollout rollout = someRollout(3);
        if (!objective().differentiable()) {
            assertThatThrownBy(() -> objective().gradient(rollout)).isInstanceOf(UnsupportedOperationException.class);
            return;
        }
        RolloutGradient gradient = objective().gradient(rollout);
        assertMatchesDifferences(rollout, rollout.latents(), gradient.latents(), "latent");
        assertMatchesDifferences(rollout, rollout.actions().values(), gradient.actions(), "action");
    }

    @Test
    default void candidatesDoNotLeakIntoEachOther() {
        float[] before = objective().energy(someRollout(4));
        Rollout changed = someRollout(4);
        for (int i = changed.index(1, 0); i < changed.index(2, 0); i++) {
            changed.latents()[i] += 1;
        }
        for (int i = changed.actions().index(1, 0); i < changed.actions().index(2, 0); i++) {
            changed.actions().values()[i] += 1;
        }
        float[] after = objective().energy(changed);
        assertThat(after[0]).isEqualTo(before[0]);
        assertThat(after[2]).isEqualTo(before[2]);
    }

    @Test
    default void aCandidateThatIsNotANumberHarmsNoOther() {
        float[] before = objective().energy(someRollout(5));
        Rollout broken = someRollout(5);
        for (int i = broken.index(1, 1); i < broken.index(2, 0); i++) {
            broken.latents()[i] = Float.NaN;
        }
        for (int i = broken.actions().index(1, 0); i < broken.actions().index(2, 0); i++) {
            broken.actions().values()[i] = Float.NaN;
        }
        float[] after = objective().energy(broken);
        assertThat(after[0]).isEqualTo(before[0]);
        assertThat(after[1]).isNaN();
        assertThat(after[2]).isEqualTo(before[2]);
    }

    /// A rollout of standard normal latents and actions.
    default Rollout someRollout(long seed) {
        return RandomRollouts.of(CANDIDATES, HORIZON, latentDimension(), actionDimension(), seed);
    }

    private void assertMatchesDifferences(Rollout rollout, float[] values, float[] gradient, String what) {
        int perCandidate = values.length / rollout.candidates();
        for (int i = 0; i < values.length; i++) {
            int candidate = i / perCandidate;
            float kept = values[i];
            values[i] = kept + STEP;
            double above = objective().energy(rollout)[candidate];
            values[i] = kept - STEP;
            double below = objective().energy(rollout)[candidate];
            values[i] = kept;
            double difference = (above - below) / (2 * STEP);
            assertThat((double) gradient[i])
                    .as("%s %d of candidate %d", what, i % perCandidate, candidate)
                    .isCloseTo(difference, within(GRADIENT_TOLERANCE * (1 + Math.abs(difference))));
        }
    }
}
