package io.github.jepa4j.actor;

import static io.github.jepa4j.actor.PlanningProblems.straightTo;
import static io.github.jepa4j.actor.PlanningProblems.toward;
import static io.github.jepa4j.actor.PlanningProblems.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;

import io.github.jepa4j.objective.Disc;
import io.github.jepa4j.objective.Guardrail;
import io.github.jepa4j.objective.LinearReadout;
import io.github.jepa4j.objective.NoGoDisc;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.ActionSequence;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ProposalPlannerTest {

    private static final Problem PROBLEM = toward(4, 3, PlannerContract.BALL, 10);

    /// One iteration, so that hardly more than the beginning counts.
    private static final Planner HASTY = new GradientPlanner(new GradientPlanner.Config(1, 1, 0.05f, 2, 0.5f));

    private static Plan planFrom(Problem problem, ActionSequence... proposals) {
        return new ProposalPlanner(HASTY, (_, _) -> List.of(proposals)).plan(problem, Budget.unlimited(), new Seed(1));
    }

    @Test
    void planningBeginsAtTheBestProposal() {
        Plan plan = planFrom(PROBLEM, straightTo(-4, 3, 10), straightTo(4, 3, 10), straightTo(0, 0, 10));
        Plan cold = HASTY.plan(PROBLEM, Budget.unlimited(), new Seed(1));
        assertThat(plan.energy()).isLessThan(cold.energy() / 2);
        assertThat(plan.actions().values()).containsExactly(straightTo(4, 3, 10).values(), offset(1e-5f));
        assertThat(plan.diagnostics().rollouts()).isEqualTo(cold.diagnostics().rollouts() + 4);
    }

    @Test
    void aProposalThatBreaksAGuardrailIsNotTakenForItsEnergy() {
        Guardrail pit = new NoGoDisc(
                "pit",
                Disc.standing(
                        LinearReadout.exact("x", "px", new float[] {1, 0}, 0),
                        LinearReadout.exact("y", "px", new float[] {0, 1}, 0),
                        2,
                        1.5f,
                        1));
        Plan plan = planFrom(within(PROBLEM, pit), straightTo(4, 3, 10), straightTo(0, 1, 10));
        assertThat(plan.verdicts().getFirst().safe()).isTrue();
    }

    @Test
    void badProposalsLeavePlanningAsItWas() {
        float[] broken = new float[20];
        Arrays.fill(broken, Float.NaN);
        Plan plan = planFrom(PROBLEM, new ActionSequence(10, 2, broken), straightTo(-9, -9, 3));
        assertThat(plan.energy())
                .isEqualTo(HASTY.plan(PROBLEM, Budget.unlimited(), new Seed(1)).energy());
    }

    @Nested
    class KeepsTheContractWithoutProposals implements PlannerContract {
        @Override
        public Planner planner() {
            return new ProposalPlanner(new ImprovedCem(), (_, _) -> List.of());
        }
    }

    @Nested
    class KeepsTheContractWithOne implements PlannerContract {
        @Override
        public Planner planner() {
            return new ProposalPlanner(new GradientPlanner(), (_, _) -> List.of(straightTo(1, -2, 6)));
        }
    }
}
