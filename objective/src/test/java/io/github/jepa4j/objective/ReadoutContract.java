package io.github.jepa4j.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.worldmodel.Rollout;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What every readout must do. Mix it into a test class: implement the two questions, and the tests come
/// along.
public interface ReadoutContract {

    int CANDIDATES = 3;
    int HORIZON = 4;

    /// Central differences of a float32 value: the truncation error falls with the step's square, the
    /// rounding error grows with its inverse; at this step both are below 1e-3 for signals and slopes of
    /// order 1.
    float STEP = 1e-2f;

    double GRADIENT_TOLERANCE = 2e-3;

    /// The readout under test, of signals of order 1.
    Readout readout();

    /// The `D` it is for.
    int latentDimension();

    @Test
    default void ofEveryTimeOfEachCandidateOneValueIsRead() {
        assertThat(readout().read(someRollout(1))).hasSize(CANDIDATES * (HORIZON + 1));
    }

    @Test
    default void readingTwiceGivesTheSame() {
        assertThat(readout().read(someRollout(2))).isEqualTo(readout().read(someRollout(2)));
    }

    @Test
    default void itHasANameAndAUnit() {
        assertThat(readout().name()).isNotBlank();
        assertThat(readout().unit()).isNotNull();
    }

    @Test
    default void theErrorIsAtLeastZeroAndKnownForAllTimes() {
        for (int time : new int[] {0, 1, HORIZON, 10 * HORIZON, Integer.MAX_VALUE}) {
            assertThat(readout().error(time)).isGreaterThanOrEqualTo(0);
        }
    }

    @Test
    default void aValueDependsOnTheLatentOfItsOwnTimeAndCandidateAlone() {
        float[] before = readout().read(someRollout(3));
        Rollout changed = someRollout(3);
        int second = HORIZON + 1 + 2; // candidate 1 after 2 actions
        for (int d = 0; d < latentDimension(); d++) {
            changed.latents()[changed.index(1, 2) + d] += 1;
        }
        float[] after = readout().read(changed);
        for (int i = 0; i < after.length; i++) {
            if (i == second) {
                assertThat(after[i]).isNotEqualTo(before[i]);
            } else {
                assertThat(after[i]).isEqualTo(before[i]);
            }
        }
    }

    @Test
    default void ofALatentThatIsNotANumberNothingCanBeTold() {
        Rollout broken = someRollout(4);
        for (int i = broken.index(1, 1); i < broken.index(1, 2); i++) {
            broken.latents()[i] = Float.NaN;
        }
        float[] values = readout().read(broken);
        for (int i = 0; i < values.length; i++) {
            assertThat(Float.isNaN(values[i])).isEqualTo(i == HORIZON + 1 + 1);
        }
    }

    @Test
    default void thePullbackAgreesWithFiniteDifferences() {
        Rollout rollout = someRollout(5);
        float[] weights = new float[CANDIDATES * (HORIZON + 1)];
        RandomRollouts.fillWithNormals(weights, new SplittableRandom(6));
        RolloutGradient gradient = RolloutGradient.zeros(rollout);
        readout().pullback(rollout, weights, gradient);
        float[] latents = rollout.latents();
        for (int i = 0; i < latents.length; i++) {
            int read = i / latentDimension();
            float kept = latents[i];
            latents[i] = kept + STEP;
            double above = readout().read(rollout)[read];
            latents[i] = kept - STEP;
            double below = readout().read(rollout)[read];
            latents[i] = kept;
            double difference = weights[read] * (above - below) / (2 * STEP);
            assertThat((double) gradient.latents()[i])
                    .as("latent %d", i)
                    .isCloseTo(difference, within(GRADIENT_TOLERANCE * (1 + Math.abs(difference))));
        }
        assertThat(gradient.actions()).containsOnly(0);
    }

    @Test
    default void thePullbackAddsToWhatIsThere() {
        Rollout rollout = someRollout(7);
        float[] ones = new float[CANDIDATES * (HORIZON + 1)];
        Arrays.fill(ones, 1);
        RolloutGradient once = RolloutGradient.zeros(rollout);
        readout().pullback(rollout, ones, once);
        RolloutGradient twice = RolloutGradient.zeros(rollout);
        readout().pullback(rollout, ones, twice);
        readout().pullback(rollout, ones, twice);
        for (int i = 0; i < once.latents().length; i++) {
            assertThat(twice.latents()[i])
                    .isCloseTo(2 * once.latents()[i], within(1e-6f * Math.abs(once.latents()[i])));
        }
    }

    /// A rollout of standard normal latents.
    default Rollout someRollout(long seed) {
        return RandomRollouts.of(CANDIDATES, HORIZON, latentDimension(), 2, seed);
    }
}
