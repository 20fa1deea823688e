package io.github.jepa4j.actor;

import static io.github.jepa4j.actor.PlannerContract.BALL;
import static io.github.jepa4j.actor.PlanningProblems.energyOf;
import static io.github.jepa4j.actor.PlanningProblems.imagined;
import static io.github.jepa4j.actor.PlanningProblems.straightTo;
import static io.github.jepa4j.actor.PlanningProblems.toward;
import static io.github.jepa4j.actor.PlanningProblems.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jepa4j.actor.Outcome.NoFiniteEnergy;
import io.github.jepa4j.actor.Outcome.NoSafePlan;
import io.github.jepa4j.actor.Outcome.Planned;
import io.github.jepa4j.objective.Disc;
import io.github.jepa4j.objective.Guardrail;
import io.github.jepa4j.objective.LinearReadout;
import io.github.jepa4j.objective.NoGoDisc;
import io.github.jepa4j.objective.Readout;
import io.github.jepa4j.objective.RolloutGradient;
import io.github.jepa4j.objective.SignalLimit;
import io.github.jepa4j.objective.Verdict;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.ActionSequence;
import io.github.jepa4j.worldmodel.Rollout;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// How every planner keeps guardrails. Comes along with [PlannerContract].
public interface GuardedPlannerContract {

    /// The planner under test.
    Planner planner();

    /// Whether it keeps guardrails. False only where a published method has none; it must then refuse them.
    default boolean keepsGuardrails() {
        return true;
    }

    @Test
    default void guardrailsAreKeptWhateverIsWanted() {
        // The straight way to the goal leads through a pit; half of it is the pit's.
        Problem problem = within(toward(4, 3, BALL, 10), pit(2, 1.5f, 1));
        if (!keepsGuardrails()) {
            assertThatThrownBy(() -> planner().plan(problem, Budget.unlimited(), new Seed(15)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("'pit'")
                    .hasMessageContaining("\nMaybe");
            return;
        }
        for (int seed = 0; seed < 5; seed++) {
            Plan plan = planner().plan(problem, Budget.unlimited(), new Seed(seed));
            assertThat(plan.outcome()).isEqualTo(new Planned());
            assertThat(plan.verdicts()).hasSize(1).allMatch(Verdict::safe);
            assertThat(plan.verdicts().getFirst())
                    .isEqualTo(Verdict.of(problem.guardrails().getFirst(), plan.future()));
            assertThat(plan.energy()).isLessThan(energyOf(problem, new float[20], true) / 2);
        }
    }

    @Test
    default void aGoalInsideWhatIsForbiddenIsApproachedAndNotReached() {
        Problem problem = within(toward(4, 3, BALL, 10), pit(4, 3, 1.2f));
        if (keepsGuardrails()) {
            Plan plan = planner().plan(problem, Budget.unlimited(), new Seed(16));
            assertThat(plan.outcome()).isEqualTo(new Planned());
            assertThat(plan.verdicts().getFirst().safe()).isTrue();
            assertThat(plan.energy()).isLessThan(energyOf(problem, new float[20], true));
        }
    }

    @Test
    default void whereNothingIsSafeTheLeastUnsafeIsNamedWithItsMargin() {
        // Ten steps of at most 1.5 cannot leave a pit of 100.
        Problem problem = within(toward(4, 3, BALL, 10), pit(1, 0, 100));
        if (keepsGuardrails()) {
            Plan plan = planner().plan(problem, Budget.unlimited(), new Seed(17));
            Verdict verdict = plan.verdicts().getFirst();
            assertThat(plan.outcome()).isEqualTo(new NoSafePlan("pit", verdict.worstStep(), verdict.worst(), "px"));
            assertThat(verdict.worst()).isNegative();
            assertThat(plan.diagnostics().unsafe()).isEqualTo(plan.diagnostics().rollouts());
            float atRest = Violations.of(problem.guardrails(), imagined(problem, new float[20]))[0];
            assertThat(Violations.of(problem.guardrails(), plan.future())[0]).isLessThan(atRest);
        }
    }

    @Test
    default void twoGuardrailsThatCannotBothBeKeptAreNoSafePlan() {
        Readout x = LinearReadout.exact("x", "px", new float[] {1, 0}, 0);
        Problem problem = within(
                toward(4, 3, BALL, 10),
                new SignalLimit(x, 1, Float.POSITIVE_INFINITY),
                new SignalLimit(x, Float.NEGATIVE_INFINITY, -1));
        if (keepsGuardrails()) {
            Plan plan = planner().plan(problem, Budget.unlimited(), new Seed(18));
            assertThat(plan.outcome()).isInstanceOf(NoSafePlan.class);
            assertThat(plan.verdicts()).hasSize(2).anyMatch(verdict -> !verdict.safe());
        }
    }

    @Test
    default void anEnergyThatIsNoNumberDoesNotMakeAPlanUnsafe() {
        Problem problem = within(toward(Float.NaN, 3, BALL, 6), pit(2, 0, 1.5f));
        float[] intoThePit = straightTo(2, 0, 6).values();
        if (keepsGuardrails()) {
            Plan plan = planner().plan(problem, new ActionSequence(6, 2, intoThePit), Budget.unlimited(), new Seed(19));
            assertThat(plan.outcome()).isEqualTo(new NoFiniteEnergy());
            assertThat(plan.verdicts().getFirst().safe()).isTrue();
        }
    }

    @Test
    default void aMarginThatIsNoNumberIsNotSafe() {
        Problem problem = within(toward(4, 3, BALL, 10), new NeverTold());
        if (keepsGuardrails()) {
            Plan plan = planner().plan(problem, Budget.unlimited(), new Seed(20));
            assertThat(plan.outcome()).isEqualTo(new NoSafePlan("never told", 0, Float.NaN, ""));
            assertThat(plan.energy()).isFinite();
        }
    }

    /// Keeps out of a disc.
    private static Guardrail pit(float x, float y, float radius) {
        Readout across = LinearReadout.exact("x", "px", new float[] {1, 0}, 0);
        Readout down = LinearReadout.exact("y", "px", new float[] {0, 1}, 0);
        return new NoGoDisc("pit", Disc.standing(across, down, x, y, radius));
    }

    /// A guardrail that cannot tell its margin, and pulls no gradient.
    record NeverTold() implements Guardrail {

        @Override
        public String name() {
            return "never told";
        }

        @Override
        public String unit() {
            return "";
        }

        @Override
        public float[] margins(Rollout rollout) {
            float[] margins = new float[rollout.candidates() * rollout.horizon()];
            Arrays.fill(margins, Float.NaN);
            return margins;
        }

        @Override
        public boolean differentiable() {
            return true;
        }

        @Override
        public void pullback(Rollout rollout, float[] gradients, RolloutGradient into) {}
    }
}
