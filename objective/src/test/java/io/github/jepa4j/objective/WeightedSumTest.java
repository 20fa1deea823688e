package io.github.jepa4j.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jepa4j.objective.WeightedSum.Term;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.Rollout;
import java.util.List;
import org.junit.jupiter.api.Test;

class WeightedSumTest implements ObjectiveContract {

    private static final Rollout ONE_STEP =
            new Rollout(new ActionBatch(1, 1, 2, new float[] {3, 4}), 1, new float[] {0, 2}, null);

    private static final Objective TO_ORIGIN = GoalDistance.last(new Latent(new float[] {0}));

    @Override
    public Objective objective() {
        return WeightedSum.of(
                new Term(1, GoalDistance.sum(new Latent(new float[] {1, 2, 3}))), new Term(0.1f, new Effort()));
    }

    @Override
    public int latentDimension() {
        return 3;
    }

    @Override
    public int actionDimension() {
        return 2;
    }

    @Test
    void effortIsTheSumOfSquaredActions() {
        assertThat(new Effort().energy(ONE_STEP)).containsExactly(25);
    }

    @Test
    void eachTermCountsByItsWeight() {
        Objective both = WeightedSum.of(new Term(1, TO_ORIGIN), new Term(2, new Effort()));
        assertThat(both.energy(ONE_STEP)).containsExactly(4 + 2 * 25);
    }

    @Test
    void aNegativeWeightFleesTheGoal() {
        assertThat(WeightedSum.of(new Term(-1, TO_ORIGIN)).energy(ONE_STEP)).containsExactly(-4);
    }

    @Test
    void oneTermWithoutGradientMakesTheSumUndifferentiable() {
        Objective opaque = new Objective() {
            @Override
            public float[] energy(Rollout rollout) {
                return new float[rollout.candidates()];
            }

            @Override
            public boolean differentiable() {
                return false;
            }

            @Override
            public RolloutGradient gradient(Rollout rollout) {
                throw new UnsupportedOperationException();
            }
        };
        assertThat(WeightedSum.of(new Term(1, TO_ORIGIN), new Term(1, opaque)).differentiable())
                .isFalse();
    }

    @Test
    void noTermsAndInfiniteWeightsAreRefused() {
        assertThatThrownBy(() -> new WeightedSum(List.of())).hasMessageContaining("no terms");
        assertThatThrownBy(() -> new Term(Float.POSITIVE_INFINITY, TO_ORIGIN)).hasMessageContaining("guardrail");
    }
}
