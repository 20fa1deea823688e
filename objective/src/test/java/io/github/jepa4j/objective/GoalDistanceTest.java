package io.github.jepa4j.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.Rollout;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class GoalDistanceTest {

    /// Two latent dimensions, two steps: the squared gaps to the goal (1, 0) are 1+0, 0+4 and 0+0 for the
    /// first candidate, 1+0, 1+0 and 9+16 for the second.
    private static final Rollout WORKED =
            new Rollout(ActionBatch.zeros(2, 2, 1), 2, new float[] {0, 0, 1, 2, 1, 0, /**/ 0, 0, 2, 0, 4, 4}, null);

    private static final Latent GOAL = new Latent(new float[] {1, 0});

    @Test
    void theSumCountsEveryTimeIncludingNow() {
        assertThat(GoalDistance.sum(GOAL).energy(WORKED)).containsExactly((1 + 4) / 2f, (1 + 1 + 25) / 2f);
    }

    @Test
    void theLastCountsOnlyTheEnd() {
        assertThat(GoalDistance.last(GOAL).energy(WORKED)).containsExactly(0f, 25 / 2f);
    }

    @Test
    void theGradientOfTheLastIsZeroBeforeTheEnd() {
        float[] gradient = GoalDistance.last(GOAL).gradient(WORKED).latents();
        assertThat(gradient).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 3, 4);
    }

    @Test
    void everyAwkwardDimensionAgreesWithThePlainFormula() {
        double roundingOfSevenSquares = 1e-6;
        for (int dimension = 1; dimension <= 7; dimension++) {
            float[] latents = new float[2 * dimension];
            double expected = 0;
            for (int i = 0; i < latents.length; i++) {
                latents[i] = i * 0.37f - 1;
                expected += (double) latents[i] * latents[i] / dimension;
            }
            Rollout rollout = new Rollout(ActionBatch.zeros(1, 1, 1), dimension, latents, null);
            Latent origin = new Latent(new float[dimension]);
            assertThat((double) GoalDistance.sum(origin).energy(rollout)[0])
                    .isCloseTo(expected, within(roundingOfSevenSquares * expected));
        }
    }

    @Test
    void aGoalOfAnotherDimensionIsRefused() {
        GoalDistance distance = GoalDistance.sum(new Latent(new float[3]));
        assertThatThrownBy(() -> distance.energy(WORKED))
                .hasMessageContaining("2 latent dimensions, but the goal has 3")
                .hasMessageContaining("\nMaybe");
    }

    @Nested
    class Summed implements ObjectiveContract {
        @Override
        public Objective objective() {
            return GoalDistance.sum(new Latent(new float[] {0.5f, -1, 2, 0, 1}));
        }

        @Override
        public int latentDimension() {
            return 5;
        }

        @Override
        public int actionDimension() {
            return 2;
        }
    }

    @Nested
    class AtTheEnd implements ObjectiveContract {
        @Override
        public Objective objective() {
            return GoalDistance.last(new Latent(new float[] {0.5f, -1, 2, 0, 1}));
        }

        @Override
        public int latentDimension() {
            return 5;
        }

        @Override
        public int actionDimension() {
            return 2;
        }
    }
}
