package io.github.jepa4j.actor;

import static io.github.jepa4j.actor.PlanningProblems.energyOf;
import static io.github.jepa4j.actor.PlanningProblems.straightTo;
import static io.github.jepa4j.actor.PlanningProblems.toward;
import static io.github.jepa4j.actor.PlanningProblems.withModel;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.github.jepa4j.actor.Outcome.BestWithinBudget;
import io.github.jepa4j.actor.Outcome.NoFiniteEnergy;
import io.github.jepa4j.actor.Outcome.Planned;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.ActionScale;
import io.github.jepa4j.worldmodel.ActionSequence;
import io.github.jepa4j.worldmodel.Rollout;
import io.github.jepa4j.worldmodel.WorldModel;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/// What every planner must do. Mix it into a test class: say which planner, and the tests come along.
public interface PlannerContract extends GuardedPlannerContract {

    /// Projection happens in raw units and is stored in the model's: a rounding each way.
    float LEGAL_TOLERANCE = 1e-5f;

    /// The same sequence imagined alone and in a batch may round differently: of a latent of a few px, and relative
    /// of an energy.
    float ENERGY_TOLERANCE = 1e-4f;

    ActionSpace BALL = new ActionSpace.Ball(2, 1.5f);
    ActionSpace BOX = new ActionSpace.Box(new float[] {-0.5f, 0.1f}, new float[] {1, 0.4f});
    ActionScale SCALE = new ActionScale(new float[] {0.2f, -0.1f}, new float[] {0.7f, 2});
    ActionSequence COLD = new ActionSequence(0, 2, new float[0]);

    /// The planner under test, with as few iterations as make sense, but at least 3.
    @Override
    Planner planner();

    /// Whether its plans are legal. False only where a published method has no bounds.
    default boolean obeysBounds() {
        return true;
    }

    /// Whether it begins at the warm start. False only where a published method has none.
    default boolean usesWarmStart() {
        return true;
    }

    @Test
    default void everyActionOfThePlanIsLegal() {
        for (ActionSpace space : new ActionSpace[] {BALL, BOX}) {
            Plan plan = planner().plan(toward(30, -20, space, 12), COLD, Budget.unlimited(), new Seed(1));
            for (int step = 0; obeysBounds() && step < 12; step++) {
                var action = SCALE.denormalise(plan.actions().action(step));
                assertThat(space.distance(action))
                        .as("%s at step %d", action, step)
                        .isLessThan(LEGAL_TOLERANCE);
            }
        }
    }

    @Test
    default void theSameSeedGivesTheSamePlan() {
        Problem problem = toward(4, 3, BALL, 10);
        Plan one = planner().plan(problem, Budget.unlimited(), new Seed(7));
        Plan two = planner().plan(problem, Budget.unlimited(), new Seed(7));
        assertThat(two.actions()).isEqualTo(one.actions());
        assertThat(two.energy()).isEqualTo(one.energy());
        assertThat(two.diagnostics()).isEqualTo(one.diagnostics());
    }

    @Test
    default void planningBringsTheGoalNearer() {
        Problem problem = toward(4, 3, BALL, 10);
        Plan plan = planner().plan(problem, Budget.unlimited(), new Seed(2));
        float atRest = energyOf(problem, new float[20], true);
        assertThat(plan.energy()).isLessThan(atRest / 2);
        assertThat(plan.outcome()).isEqualTo(new Planned());
    }

    @Test
    default void theFutureIsTheOneThatTheActionsLeadTo() {
        Problem problem = toward(4, 3, BALL, 10);
        Plan plan = planner().plan(problem, Budget.unlimited(), new Seed(3));
        Rollout again = problem.model()
                .imagine(problem.now(), new ActionBatch(1, 10, 2, plan.actions().values()));
        assertThat(plan.future().latents()).containsExactly(again.latents(), within(ENERGY_TOLERANCE));
        assertThat(plan.future().actions().values()).isEqualTo(plan.actions().values());
        assertThat(plan.energy())
                .isCloseTo(
                        energyOf(problem, plan.actions().values(), false), withinPercentage(100.0 * ENERGY_TOLERANCE));
    }

    @Test
    default void theDiagnosticsAddUp() {
        Plan plan = planner().plan(toward(4, 3, BALL, 10), Budget.unlimited(), new Seed(4));
        Plan.Diagnostics diagnostics = plan.diagnostics();
        assertThat(diagnostics.bestEnergy()).hasSize(diagnostics.iterations());
        assertThat(diagnostics.meanEnergy()).hasSize(diagnostics.iterations());
        assertThat(diagnostics.bestEnergy()).isSortedAccordingTo((a, b) -> Float.compare(b, a));
        assertThat(diagnostics.imaginedSteps()).isEqualTo(10 * diagnostics.rollouts());
        assertThat(diagnostics.nanEnergies()).isZero();
        assertThat(diagnostics.candidates()).hasSizeBetween(1, 16);
    }

    @Test
    default void aBudgetOfIterationsIsKept() {
        Plan plan = planner().plan(toward(4, 3, BALL, 10), Budget.ofIterations(2), new Seed(5));
        assertThat(plan.diagnostics().iterations()).isEqualTo(2);
        assertThat(plan.outcome()).isEqualTo(new BestWithinBudget());
        assertThat(plan.energy()).isFinite();
    }

    @Test
    default void aDeadlineThatPassesWhilePlanningEndsItWithTheBestSoFar() {
        AtomicLong readings = new AtomicLong();
        Budget twoLooksAtTheClock = Budget.of(Duration.ofNanos(3), readings::getAndIncrement);
        Plan plan = planner().plan(toward(4, 3, BALL, 10), twoLooksAtTheClock, new Seed(6));
        assertThat(plan.outcome()).isEqualTo(new BestWithinBudget());
        assertThat(plan.diagnostics().iterations()).isBetween(1, 2);
        assertThat(plan.energy()).isEqualTo(plan.diagnostics().bestEnergy().getLast());
    }

    @Test
    default void aDeadlineAlreadyPassedStillGivesAPlanThatWasImagined() {
        Budget tooLate = new Budget(0, 100, () -> 1L);
        Plan plan = planner().plan(toward(4, 3, BALL, 10), tooLate, new Seed(6));
        assertThat(plan.outcome()).isEqualTo(new BestWithinBudget());
        assertThat(plan.diagnostics().iterations()).isZero();
        assertThat(plan.actions().horizon()).isEqualTo(10);
        assertThat(plan.energy()).isFinite();
    }

    @Test
    default void candidatesWithoutFiniteEnergyRankLastAndAreCounted() {
        Problem minefield = withModel(toward(4, 3, BALL, 10), new NotANumberWhere(true));
        Plan plan = planner().plan(minefield, Budget.unlimited(), new Seed(8));
        assertThat(plan.energy()).isFinite();
        assertThat(plan.diagnostics().nanEnergies()).isPositive();
        assertThat(plan.actions().values()[0]).isNotNaN().isLessThanOrEqualTo(NotANumberWhere.LIMIT);
    }

    @Test
    default void whenNothingHasAFiniteEnergyTheWarmStartComesBackLegalAndIsSaidToBeUnknown() {
        Problem hopeless = withModel(toward(4, 3, BALL, 3), new NotANumberWhere(false));
        ActionSequence warm = new ActionSequence(2, 2, new float[] {0.25f, 0.5f, 100, Float.NaN});
        Plan plan = planner().plan(hopeless, warm, Budget.unlimited(), new Seed(9));
        assertThat(plan.outcome()).isEqualTo(new NoFiniteEnergy());
        assertThat(plan.energy()).isNaN();
        assertThat(plan.diagnostics().nanEnergies())
                .isEqualTo(plan.diagnostics().rollouts())
                .isPositive();
        assertThat(plan.actions().action(0)).containsExactly(new float[] {0.25f, 0.5f}, within(LEGAL_TOLERANCE));
        for (int step = 0; step < 3; step++) {
            assertThat(BALL.distance(SCALE.denormalise(plan.actions().action(step))))
                    .isLessThan(LEGAL_TOLERANCE);
        }
    }

    @Test
    default void aGoodWarmStartIsNeverMadeWorse() {
        Problem problem = toward(4, 3, BALL, 10);
        ActionSequence good = straightTo(4, 3, 10);
        Plan plan = planner().plan(problem, good, Budget.ofIterations(1), new Seed(10));
        if (usesWarmStart()) {
            assertThat(plan.energy()).isLessThanOrEqualTo(energyOf(problem, good.values(), true) + ENERGY_TOLERANCE);
        }
    }

    @Test
    default void planningAnewBeginsAtWhatIsLeftOfThePlan() {
        Problem problem = toward(4, 3, BALL, 10);
        Plan before = planner().plan(problem, Budget.unlimited(), new Seed(21));
        Plan after = planner().replan(problem, before, 3, Budget.ofIterations(2), new Seed(22));
        Plan shifted = planner().plan(problem, before.actions().shifted(3), Budget.ofIterations(2), new Seed(22));
        assertThat(after.actions()).isEqualTo(shifted.actions());
    }

    @Test
    default void aWarmStartOfAnyLengthIsTakenAndLeftAsItWas() {
        Problem problem = toward(4, 3, BALL, 10);
        for (int length : new int[] {0, 3, 10, 25}) {
            ActionSequence warm = straightTo(4, 3, length);
            float[] before = warm.values().clone();
            Plan plan = planner().plan(problem, warm, Budget.ofIterations(2), new Seed(11));
            assertThat(plan.actions().horizon()).isEqualTo(10);
            assertThat(warm.values()).isEqualTo(before);
        }
    }

    @Test
    default void aWarmStartOfNothingButNaNIsTakenForRest() {
        float[] broken = new float[20];
        Arrays.fill(broken, Float.NaN);
        Plan plan = planner()
                .plan(toward(4, 3, BALL, 10), new ActionSequence(10, 2, broken), Budget.unlimited(), new Seed(12));
        assertThat(plan.energy()).isFinite();
    }

    @Test
    default void aWarmStartFromAnotherWorldIsRefused() {
        ActionSequence threeAxes = new ActionSequence(1, 3, new float[3]);
        assertThatThrownBy(() -> planner().plan(toward(4, 3, BALL, 10), threeAxes, Budget.unlimited(), new Seed(13)))
                .hasMessageContaining("3 axes")
                .hasMessageContaining("\nMaybe");
    }

    @Test
    default void oneStepAheadIsEnoughToPlan() {
        Problem problem = toward(0.5f, 0.25f, BALL, 1);
        Plan plan = planner().plan(problem, Budget.unlimited(), new Seed(14));
        assertThat(plan.actions().horizon()).isEqualTo(1);
        assertThat(plan.energy()).isLessThan(energyOf(problem, new float[2], true));
    }

    /// Adds up actions after turning them into raw units, so that a planner that mixes the units up goes
    /// astray.
    final class RawAdder implements WorldModel {
        private final LinearModel adder = LinearModel.identity(2);

        @Override
        public int latentDimension() {
            return 2;
        }

        @Override
        public int actionDimension() {
            return 2;
        }

        @Override
        public Rollout imagine(Latent now, ActionBatch actions) {
            float[] raw = new float[actions.values().length];
            for (int i = 0; i < raw.length; i++) {
                raw[i] = actions.values()[i] * SCALE.std()[i % 2] + SCALE.mean()[i % 2];
            }
            ActionBatch inRawUnits = new ActionBatch(actions.candidates(), actions.horizon(), 2, raw);
            return new Rollout(actions, 2, adder.imagine(now, inRawUnits).latents(), null);
        }

        @Override
        public float[] pullback(Rollout rollout, float[] latentGradients) {
            float[] gradient = adder.pullback(rollout, latentGradients);
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] *= SCALE.std()[i % 2];
            }
            return gradient;
        }
    }

    /// Imagines nothing but NaN: for every candidate, or for those whose first action goes far to the
    /// right.
    ///
    /// @param someOnly whether there is a way out
    record NotANumberWhere(boolean someOnly) implements WorldModel {

        static final float LIMIT = 0.5f;

        @Override
        public int latentDimension() {
            return 2;
        }

        @Override
        public int actionDimension() {
            return 2;
        }

        @Override
        public Rollout imagine(Latent now, ActionBatch actions) {
            Rollout rollout = new RawAdder().imagine(now, actions);
            for (int candidate = 0; candidate < actions.candidates(); candidate++) {
                if (!someOnly || actions.values()[actions.index(candidate, 0)] > LIMIT) {
                    int from = rollout.index(candidate, 1);
                    Arrays.fill(rollout.latents(), from, from + 2, Float.NaN);
                }
            }
            return rollout;
        }

        @Override
        public float[] pullback(Rollout rollout, float[] latentGradients) {
            return new RawAdder().pullback(rollout, latentGradients);
        }
    }
}
