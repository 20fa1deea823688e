package io.github.jepa4j.actor;

import static io.github.jepa4j.actor.PlanningProblems.straightTo;
import static io.github.jepa4j.actor.PlanningProblems.toward;
import static io.github.jepa4j.actor.PlanningProblems.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.objective.Disc;
import io.github.jepa4j.objective.Guardrail;
import io.github.jepa4j.objective.LinearReadout;
import io.github.jepa4j.objective.NoGoDisc;
import io.github.jepa4j.objective.Readout;
import io.github.jepa4j.objective.RolloutGradient;
import io.github.jepa4j.objective.SignalLimit;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.ActionSequence;
import io.github.jepa4j.worldmodel.Rollout;
import java.util.List;
import org.junit.jupiter.api.Test;

class AugmentedLagrangianTest {

    private static final Readout X = LinearReadout.exact("x", "px", new float[] {1, 0}, 0);
    private static final Readout Y = LinearReadout.exact("y", "px", new float[] {0, 1}, 0);

    @Test
    void aSingleStartThatGoesThroughAPitIsPushedOutOfIt() {
        // A little beside the straight way, so that there is a side to go to.
        Guardrail pit = new NoGoDisc("pit", Disc.standing(X, Y, 2.1f, 1.4f, 0.8f));
        Problem problem = within(toward(4, 3, PlannerContract.BALL, 10), pit);
        ActionSequence through = straightTo(4, 3, 10);
        Planner alone = new GradientPlanner(new GradientPlanner.Config(1, 40, 0.05f, 2, 0.5f));
        Plan plan = alone.plan(problem, through, Budget.unlimited(), new Seed(1));
        assertThat(plan.outcome()).isEqualTo(new Outcome.Planned());
        assertThat(plan.verdicts().getFirst().safe()).isTrue();
        assertThat(plan.diagnostics().unsafe()).isBetween(1L, 39L);
    }

    @Test
    void thePushComesToTheMultiplierOfTheConstrainedMinimum() {
        // Least (x - 3)^2 with x at most 1: at x = 1 the slope -4 is held by a multiplier of 4 (Karush, Kuhn, Tucker).
        var limit = new SignalLimit(X, Float.NEGATIVE_INFINITY, 1.05f); // the aim is 0.05 inside
        var guarded = new AugmentedLagrangian(List.of(limit), 1, 1);
        float x = 3;
        float push = 0;
        for (int step = 0; step < 400; step++) {
            Rollout rollout = new Rollout(ActionBatch.zeros(1, 1, 1), 2, new float[] {0, 0, x, 0}, null);
            RolloutGradient gradient = RolloutGradient.zeros(rollout);
            float slope = 2 * (x - 3);
            gradient.latents()[2] = slope;
            guarded.add(rollout, new float[] {step == 0 ? 1 : 0}, gradient);
            push = gradient.latents()[2] - slope;
            x -= 0.05f * gradient.latents()[2];
        }
        assertThat(x).isCloseTo(1, within(1e-3f));
        assertThat(push).isCloseTo(4, within(1e-2f));
    }

    @Test
    void aGuardrailWithoutAGradientIsRefusedByGradientAndHybridPlannersAndKeptByTheOthers() {
        Problem problem = within(toward(4, 3, PlannerContract.BALL, 10), new NoGradient());
        for (Planner planner : new Planner[] {new GradientPlanner(), new HybridPlanner()}) {
            assertThatThrownBy(() -> planner.plan(problem, Budget.unlimited(), new Seed(1)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'left of 2'")
                    .hasMessageContaining("\nMaybe");
        }
        for (Planner planner : new Planner[] {new ImprovedCem(), new ImprovedMppi()}) {
            Plan plan = planner.plan(problem, Budget.unlimited(), new Seed(1));
            assertThat(plan.verdicts().getFirst().safe()).isTrue();
        }
    }

    private record NoGradient() implements Guardrail {

        @Override
        public String name() {
            return "left of 2";
        }

        @Override
        public String unit() {
            return "px";
        }

        @Override
        public float[] margins(Rollout rollout) {
            return new SignalLimit(X, Float.NEGATIVE_INFINITY, 2).margins(rollout);
        }

        @Override
        public boolean differentiable() {
            return false;
        }

        @Override
        public void pullback(Rollout rollout, float[] gradients, RolloutGradient into) {
            throw new UnsupportedOperationException();
        }
    }
}
