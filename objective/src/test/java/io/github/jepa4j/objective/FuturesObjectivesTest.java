package io.github.jepa4j.objective;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.Futures;
import io.github.jepa4j.worldmodel.Rollout;
import io.github.jepa4j.worldmodel.WorldModel;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// What counts of several futures.
class FuturesObjectivesTest {

    /// Nothing is imagined here: rollouts are given.
    private record Given(int latentDimension, int actionDimension) implements WorldModel {

        @Override
        public Rollout imagine(Latent now, ActionBatch actions) {
            throw new UnsupportedOperationException();
        }

        @Override
        public float[] pullback(Rollout rollout, float[] latentGradients) {
            throw new UnsupportedOperationException();
        }
    }

    private static List<WorldModel> models(int count, int dimension) {
        return Collections.nCopies(count, new Given(dimension, 2));
    }

    @Nested
    class OnAverage implements ObjectiveContract {
        @Override
        public Objective objective() {
            return new AcrossFutures(aim(), Futures.together(models(3, 4)), Risk.MEAN);
        }

        @Override
        public int latentDimension() {
            return 12;
        }

        @Override
        public int actionDimension() {
            return 2;
        }
    }

    @Nested
    class AtWorstOfBranches implements ObjectiveContract {
        @Override
        public Objective objective() {
            return new AcrossFutures(aim(), Futures.branching(models(2, 4), 2), Risk.WORST);
        }

        @Override
        public int latentDimension() {
            return 8;
        }

        @Override
        public int actionDimension() {
            return 4;
        }
    }

    private static Objective aim() {
        Objective near = GoalDistance.sum(new Latent(new float[] {0.3f, -1, 0, 0.5f}));
        return WeightedSum.of(new WeightedSum.Term(1, near), new WeightedSum.Term(0.2f, new Effort()));
    }

    @Nested
    class GuardedAtWorst implements GuardrailContract {
        @Override
        public Guardrail guardrail() {
            return new GuardedFutures(limit(), Futures.together(models(3, 1)));
        }

        @Override
        public int latentDimension() {
            return 3;
        }

        @Override
        public int actionDimension() {
            return 2;
        }
    }

    @Nested
    class GuardedInSome implements GuardrailContract {
        @Override
        public Guardrail guardrail() {
            return new GuardedFutures(limit(), Futures.branching(models(3, 1), 1), Risk.cvar(0.5));
        }

        /// Drawn so that no two futures lie within a difference's step of each other, where another would count.
        @Override
        public Rollout someRollout(long seed) {
            return RandomRollouts.of(CANDIDATES, HORIZON, latentDimension(), actionDimension(), seed + 20);
        }

        @Override
        public int latentDimension() {
            return 3;
        }

        @Override
        public int actionDimension() {
            return 6;
        }
    }

    /// The latent's one number stays between -0.7 and 1.1.
    private static Guardrail limit() {
        return new SignalLimit(new LinearReadout("level", "m", new float[] {1}, 0, new float[] {0}), -0.7f, 1.1f);
    }

    @Test
    void aRiskIsWhatLiesBetweenTwoQuantiles() {
        float[] energies = {30, 10, 40, 20};

        assertThat(Risk.MEAN.weights(energies)).containsExactly(0.25, 0.25, 0.25, 0.25);
        assertThat(Risk.WORST.weights(energies)).containsExactly(0, 0, 1, 0);
        assertThat(Risk.quantile(0.5).weights(energies)).containsExactly(0, 0, 0, 1);
        assertThat(Risk.quantile(0).weights(energies)).containsExactly(0, 1, 0, 0);
        assertThat(Risk.quantile(0.51).weights(energies)).containsExactly(1, 0, 0, 0);
        assertThat(Risk.cvar(0.5).weights(energies)).containsExactly(0.5, 0, 0.5, 0);
        // The worst three eighths: all of the worst quarter, and half of the next.
        assertThat(Risk.cvar(0.375).weights(energies))
                .containsExactly(new double[] {1 / 3.0, 0, 2 / 3.0, 0}, within(1e-12));
        assertThat(Risk.WORST.weights(new float[] {1, Float.NaN, 2})).containsExactly(0, 1, 0);
    }

    @Test
    void whatIsRarelyWorseCountsByHowRareItIs() {
        float[] energies = {30, 10, 20};
        float[] chances = {0.2f, 0.5f, 0.3f};

        assertThat(Risk.MEAN.weights(energies, chances)).containsExactly(new double[] {0.2, 0.5, 0.3}, within(1e-6));
        assertThat(Risk.WORST.weights(energies, chances)).containsExactly(1, 0, 0);
        assertThat(Risk.WORST.weights(energies, new float[] {0, 0.5f, 0.5f})).containsExactly(0, 0, 1);
        assertThat(Risk.quantile(0.5).weights(energies, chances)).containsExactly(0, 1, 0);
        assertThat(Risk.quantile(0.6).weights(energies, chances)).containsExactly(0, 0, 1);
        assertThat(Risk.cvar(0.4).weights(energies, chances)).containsExactly(new double[] {0.5, 0, 0.5}, within(1e-6));
        float[] alike = {1, 1, 1};
        assertThat(Risk.cvar(0.4).weights(energies, alike))
                .containsExactly(Risk.cvar(0.4).weights(energies), within(1e-6));
    }

    @Test
    void whatIsBestOnAverageIsNotWhatIsBestAtWorst() {
        Futures futures = Futures.together(models(2, 1));
        // Two candidates of one step: the first ends at 0 or 3, the second at 2 either way; the goal is 0.
        Rollout rollout = new Rollout(ActionBatch.zeros(2, 1, 2), 2, new float[] {0, 0, 0, 3, 0, 0, 2, 2}, null);
        Objective near = GoalDistance.last(new Latent(new float[] {0}));

        assertThat(new AcrossFutures(near, futures, Risk.MEAN).energy(rollout)).containsExactly(4.5f, 4);
        assertThat(new AcrossFutures(near, futures, Risk.WORST).energy(rollout)).containsExactly(9, 4);
        assertThat(new AcrossFutures(near, futures, Risk.quantile(0.5)).energy(rollout))
                .containsExactly(0, 4);
        assertThat(new AcrossFutures(near, futures, Risk.WORST).name())
                .isEqualTo("distance to the goal in the end, worst case of 2 futures");
    }

    @Test
    void aGuardrailHoldsInTheWorstFutureUnlessAQuantileIsChosen() {
        Futures futures = Futures.together(models(4, 1));
        Rollout rollout =
                new Rollout(ActionBatch.zeros(1, 1, 2), 4, new float[] {0, 0, 0, 0, 0.1f, 0.6f, 1.6f, 0.2f}, null);

        assertThat(new GuardedFutures(limit(), futures).margins(rollout)[0]).isCloseTo(-0.5f, within(1e-6f));
        assertThat(new GuardedFutures(limit(), futures, Risk.quantile(0.75)).margins(rollout)[0])
                .isCloseTo(0.5f, within(1e-6f));
        Rollout present = new Rollout(ActionBatch.zeros(1, 1, 2), 4, new float[] {1, 1, 1, 1, 1, 1, 1, 1}, null);
        assertThat(new GuardedFutures(limit(), futures).marginNow(present)).isCloseTo(0.1f, within(1e-6f));
    }

    @Test
    void aRiskThatIsNoneIsRefused() {
        for (double[] wrong : new double[][] {{0.5, 0.4}, {-0.1, 1}, {0, 95}, {Double.NaN, 1}}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Risk(wrong[0], wrong[1]))
                    .withMessageContaining("\nMaybe");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> Risk.cvar(0)).withMessageContaining("\nMaybe");
    }

    @Test
    void aRiskIsReadAsItIsWritten() {
        assertThat(Risk.parse("mean")).isEqualTo(Risk.MEAN);
        assertThat(Risk.parse(" Worst ")).isEqualTo(Risk.WORST);
        assertThat(Risk.parse("quantile 0.9")).isEqualTo(Risk.quantile(0.9));
        assertThat(Risk.parse("cvar=0.2")).isEqualTo(Risk.cvar(0.2));
        for (String none : List.of("", "sometimes", "cvar", "cvar x", "quantile 7", "mean 3")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Risk.parse(none))
                    .withMessageContaining("\nMaybe");
        }
    }

    @Test
    void aSumAimsAtTheNumbersOfAllItsTermsAndSeveralFuturesAtNone() {
        Objective goal = GoalDistance.last(new Latent(new float[] {1, 2}));
        LinearReadout x = LinearReadout.exact("x", "m", new float[] {1, 0}, 0);
        Objective reach = new Reach(x, 7, 1, Times.all());
        WeightedSum both = WeightedSum.of(
                new WeightedSum.Term(1, goal),
                new WeightedSum.Term(2, reach),
                new WeightedSum.Term(0.1f, new Effort()));

        assertThat(both.aim().orElseThrow().values()).containsExactly(1, 2, 7);
        assertThat(new Reach(x, 9, 1, Times.all()).aim().orElseThrow().kind())
                .isEqualTo(reach.aim().orElseThrow().kind())
                .isNotEqualTo(goal.aim().orElseThrow().kind());
        assertThat(new AcrossFutures(both, Futures.together(models(3, 2)), Risk.MEAN).aim())
                .isEmpty(); // its latents are those of all futures
    }
}
