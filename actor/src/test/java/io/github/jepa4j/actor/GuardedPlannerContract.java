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
import io.github.jepa4j.actor.Outcome.StartInViolation;
import io.github.jepa4j.objective.Conflict;
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
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/// How every planner keeps guardrails. Comes along with [PlannerContract].
public interface GuardedPlannerContract {

    /// What a margin may lose to rounding.
    float LEAST_GROWTH = 1e-5f;

    /// The planner under test.
    Planner planner();

    /// Whether it keeps guardrails. False only where a published method has none; it must then refuse
    /// them.
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
            assertThat(plan.outcome())
                    .isEqualTo(new NoSafePlan(
                            "pit",
                            verdict.worstStep(),
                            verdict.worst(),
                            "px",
                            List.of(),
                            new StartInViolation("pit", -99, "px", true, 0)));
            assertThat(verdict.worst()).isNegative();
            assertThat(plan.diagnostics().unsafe()).isEqualTo(plan.diagnostics().rollouts());
            float atRest = Violations.of(problem.guardrails(), imagined(problem, new float[20]))[0];
            assertThat(Violations.of(problem.guardrails(), plan.future())[0]).isLessThan(atRest);
        }
    }

    @Test
    default void twoGuardrailsThatCannotBothBeKeptAreNamedAsConflicting() {
        Readout x = LinearReadout.exact("x", "px", new float[] {1, 0}, 0);
        Problem problem = within(
                toward(4, 3, BALL, 10),
                new SignalLimit(x, 1, Float.POSITIVE_INFINITY),
                new SignalLimit(x, Float.NEGATIVE_INFINITY, -1));
        if (keepsGuardrails()) {
            Plan plan = planner().plan(problem, Budget.unlimited(), new Seed(18));
            assertThat(plan.outcome())
                    .isInstanceOfSatisfying(
                            NoSafePlan.class,
                            none -> assertThat(none.conflicts())
                                    .containsExactly(new Conflict("x at least 1.0", "x at most -1.0", 2, "px")));
            assertThat(plan.verdicts()).hasSize(2).anyMatch(verdict -> !verdict.safe());
        }
    }

    @Test
    default void fromAStartInViolationNoMarginShrinksOnTheWayBack() {
        // To the right it is nearer, through a dip, and there is the goal; to the left it is farther, and only rises.
        Problem problem = within(toward(6, 0, BALL, 10), new Valley());
        for (int seed = 0; keepsGuardrails() && seed < 5; seed++) {
            Plan plan = planner().plan(problem, Budget.unlimited(), new Seed(seed));
            assertThat(plan.outcome()).isInstanceOfSatisfying(NoSafePlan.class, none -> {
                StartInViolation start = Objects.requireNonNull(none.start());
                assertThat(start.guardrail()).isEqualTo("valley");
                assertThat(start.margin()).isEqualTo(-1);
                assertThat(start.grows()).isTrue();
            });
            float before = -1;
            for (float margin : plan.verdicts().getFirst().margins()) {
                assertThat(Math.min(margin, 0)).isGreaterThanOrEqualTo(before - LEAST_GROWTH);
                before = Math.min(margin, 0);
            }
            assertThat(plan.verdicts().getFirst().margins()[9]).isGreaterThan(-0.6f);
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

    /// `-1` in the middle, `0` at 3 px to the right, beyond a dip of `-2`, and at 10 px to the left, where
    /// it only rises.
    record Valley() implements Guardrail {

        private static final Readout ACROSS = LinearReadout.exact("x", "px", new float[] {1, 0}, 0);

        @Override
        public String name() {
            return "valley";
        }

        @Override
        public String unit() {
            return "px";
        }

        @Override
        public float[] margins(Rollout rollout) {
            float[] values = ACROSS.read(rollout);
            float[] margins = new float[rollout.candidates() * rollout.horizon()];
            for (int i = 0; i < margins.length; i++) {
                float x = values[at(rollout, i)];
                margins[i] = x < 0 ? -1 - x / 10 : x < 2 ? -1 - x / 2 : 2 * x - 6;
            }
            return margins;
        }

        @Override
        public boolean differentiable() {
            return true;
        }

        @Override
        public void pullback(Rollout rollout, float[] gradients, RolloutGradient into) {
            float[] values = ACROSS.read(rollout);
            float[] slopes = new float[values.length];
            for (int i = 0; i < gradients.length; i++) {
                float x = values[at(rollout, i)];
                slopes[at(rollout, i)] = gradients[i] * (x < 0 ? -0.1f : x < 2 ? -0.5f : 2);
            }
            ACROSS.pullback(rollout, slopes, into);
        }

        private static int at(Rollout rollout, int margin) {
            return margin / rollout.horizon() * (rollout.horizon() + 1) + margin % rollout.horizon() + 1;
        }
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
