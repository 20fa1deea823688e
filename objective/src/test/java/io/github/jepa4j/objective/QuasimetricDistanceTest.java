package io.github.jepa4j.objective;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.objective.GoalDistance.Over;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.Quasimetric;
import io.github.jepa4j.worldmodel.QuasimetricSpec;
import io.github.jepa4j.worldmodel.Rollout;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// A one-way street in two latent dimensions, of which the second says nothing: the code is the first, ten steps a
/// unit.
class QuasimetricDistanceTest {

    private static final Quasimetric STREET = Quasimetric.of(
            new QuasimetricSpec(2, 2, 0, 2, 1, 1, 1, 10),
            Map.of(
                    "encoder.hidden.0.weight", new Tensor(new int[] {2, 2}, new float[] {1, 0, -1, 0}),
                    "encoder.hidden.0.bias", new Tensor(new int[] {2}, new float[2]),
                    "encoder.output.weight", new Tensor(new int[] {1, 2}, new float[] {1, -1}),
                    "encoder.output.bias", new Tensor(new int[] {1}, new float[1]),
                    "share", new Tensor(new int[] {1}, new float[1])));
    private static final Latent GOAL = new Latent(new float[] {3, 0});

    @Test
    void energiesAreStepsToTheGoalAndWhoIsBeyondItIsThere() {
        var rollout =
                new Rollout(ActionBatch.zeros(2, 2, 1), 2, new float[] {0, 9, 1, 9, 2, 9, /**/ 0, 0, 4, 0, 5, 0}, null);

        assertThat(new QuasimetricDistance(STREET, GOAL, Over.LAST).energy(rollout))
                .containsExactly(10, 0);
        assertThat(new QuasimetricDistance(STREET, GOAL, Over.SUM).energy(rollout))
                .containsExactly(20 + 10, 0);
    }

    @Nested
    class InTheEnd implements ObjectiveContract {
        @Override
        public Objective objective() {
            return new QuasimetricDistance(STREET, GOAL, Over.LAST);
        }

        @Override
        public int latentDimension() {
            return 2;
        }

        @Override
        public int actionDimension() {
            return 1;
        }
    }

    @Nested
    class Summed implements ObjectiveContract {
        @Override
        public Objective objective() {
            return new QuasimetricDistance(STREET, GOAL, Over.SUM);
        }

        @Override
        public int latentDimension() {
            return 2;
        }

        @Override
        public int actionDimension() {
            return 1;
        }
    }
}
