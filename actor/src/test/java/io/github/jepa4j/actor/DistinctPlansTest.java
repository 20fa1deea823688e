package io.github.jepa4j.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.actor.DistinctPlans.Config;
import io.github.jepa4j.actor.DistinctPlans.Found;
import io.github.jepa4j.actor.Outcome.BestWithinBudget;
import io.github.jepa4j.actor.Outcome.NoFiniteEnergy;
import io.github.jepa4j.actor.Outcome.NoSafePlan;
import io.github.jepa4j.actor.Outcome.Planned;
import io.github.jepa4j.objective.Disc;
import io.github.jepa4j.objective.GoalDistance;
import io.github.jepa4j.objective.Guardrail;
import io.github.jepa4j.objective.LinearReadout;
import io.github.jepa4j.objective.NoGoDisc;
import io.github.jepa4j.objective.Readout;
import io.github.jepa4j.objective.Verdict;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.worldmodel.ActionScale;
import io.github.jepa4j.worldmodel.ActionSequence;
import io.github.jepa4j.worldmodel.Rollout;
import io.github.jepa4j.worldmodel.WorldModel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A walk of 20 px at 1 px a step, with something in the way.
class DistinctPlansTest {

    /// Half a door, and what a step of 1 px may cut of its edge.
    private static final double DOOR = 2;

    private static final ActionSequence COLD = new ActionSequence(0, 2, new float[0]);
    private static final Readout X = LinearReadout.exact("x", "px", new float[] {1, 0}, 0);
    private static final Readout Y = LinearReadout.exact("y", "px", new float[] {0, 1}, 0);

    /// Two plans at least 6 px apart; who is stuck in front of the wall gains 0.81 of what the nearer door does, who
    /// takes the farther one 0.93.
    private static final Config CONFIG = new Config(2, 6, 0.88f, Config.apart(6).searching(), 60);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void bothDoorsAreFoundAndTheNearerIsFirst(long seed) {
        Problem problem = walk(LinearModel.identity(2), wall(new float[] {20, 5.5f, 2.5f, -5.5f, -8.5f, -20}));
        List<Plan> plans = new DistinctPlans(CONFIG)
                .plan(problem, COLD, Budget.unlimited(), new Seed(seed))
                .plans();

        assertThat(plans).hasSize(2);
        assertThat(door(plans.get(0))).isCloseTo(4, within(DOOR));
        assertThat(door(plans.get(1))).isCloseTo(-7, within(DOOR));
        assertThat(plans.get(0).energy()).isLessThan(plans.get(1).energy());
        assertThat(plans).allSatisfy(plan -> {
            assertThat(plan.outcome()).isEqualTo(new Planned());
            assertThat(plan.energy()).isEqualTo(problem.objective().energy(plan.future())[0]);
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void doorsAtEqualDistancesHaveEqualEnergies(long seed) {
        Problem problem = walk(LinearModel.identity(2), wall(new float[] {20, 6.5f, 3.5f, -3.5f, -6.5f, -20}));
        List<Plan> plans = new DistinctPlans(CONFIG)
                .plan(problem, COLD, Budget.unlimited(), new Seed(seed))
                .plans();

        assertThat(plans).hasSize(2);
        assertThat(door(plans.get(0)) * door(plans.get(1))).isLessThan(-(5 - DOOR) * (5 - DOOR));
        assertThat(plans.get(1).energy() / plans.get(0).energy()).isCloseTo(1, within(0.02f));
    }

    @Test
    void aDoorThatAGuardrailShutsLeavesOnePlan() {
        Problem problem =
                walk(LinearModel.identity(2), wall(new float[] {20, 5.5f, 2.5f, -5.5f, -8.5f, -20}, disc(0, 4, 2.5f)));
        List<Plan> plans = new DistinctPlans(CONFIG)
                .plan(problem, COLD, Budget.unlimited(), new Seed(4))
                .plans();

        assertThat(plans).hasSize(1);
        assertThat(door(plans.getFirst())).isCloseTo(-7, within(DOOR));
        assertThat(plans.getFirst().verdicts()).allMatch(Verdict::safe);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void aDiscIsPassedOnTheLeftAndOnTheRight(long seed) {
        Problem problem = walk(LinearModel.identity(2), disc(0, 0, 4));
        List<Plan> plans = new DistinctPlans(CONFIG, List.of(X, Y))
                .plan(problem, COLD, Budget.unlimited(), new Seed(seed))
                .plans();

        assertThat(plans).hasSize(2).allSatisfy(plan -> {
            assertThat(plan.outcome()).isEqualTo(new Planned());
            assertThat(plan.verdicts()).allMatch(Verdict::safe);
        });
        assertThat(door(plans.get(0)) * door(plans.get(1))).isNegative();
        assertThat(plans.get(1).energy() / plans.get(0).energy()).isCloseTo(1, within(0.02f));
    }

    @Test
    void whereNothingIsInTheWayThereIsOnePlan() {
        Config any = new Config(5, 0.5f, 0, CONFIG.searching(), 40);
        Problem problem = walk(LinearModel.identity(2));
        assertThat(new DistinctPlans(any)
                        .plan(problem, COLD, Budget.unlimited(), new Seed(5))
                        .plans())
                .hasSize(1);
    }

    @Test
    void pathsThatDifferLittleAreOnePlanToWhomSoDeclares() {
        // Seen across the way alone, along which both are alike.
        Problem problem = walk(LinearModel.identity(2), disc(0, 0, 4));
        assertThat(new DistinctPlans(CONFIG, List.of(X))
                        .plan(problem, COLD, Budget.unlimited(), new Seed(6))
                        .plans())
                .hasSize(1);
    }

    @Test
    void whereNothingIsSafeTheSafestIsTheOneThatComesBack() {
        Problem problem = walk(LinearModel.identity(2), disc(-10, 1, 100));
        List<Plan> plans = new DistinctPlans(CONFIG)
                .plan(problem, COLD, Budget.unlimited(), new Seed(7))
                .plans();

        assertThat(plans).hasSize(1);
        assertThat(plans.getFirst().outcome()).isInstanceOf(NoSafePlan.class);
    }

    @Test
    void whereNothingHasAnEnergyThePlanSaysSo() {
        Problem problem = walk(LinearModel.identity(2));
        Problem unknown = new Problem(
                problem.model(),
                problem.now(),
                GoalDistance.sum(new Latent(new float[] {Float.NaN, 0})),
                problem.actionSpace(),
                problem.scale(),
                problem.horizon());
        List<Plan> plans = new DistinctPlans(CONFIG)
                .plan(unknown, COLD, Budget.unlimited(), new Seed(8))
                .plans();

        assertThat(plans).hasSize(1);
        assertThat(plans.getFirst().outcome()).isEqualTo(new NoFiniteEnergy());
    }

    @Test
    void theBudgetIsKeptAndTheSameSeedGivesTheSamePlans() {
        Problem problem = walk(LinearModel.identity(2), disc(0, 0, 4));
        DistinctPlans planner = new DistinctPlans(CONFIG);
        Found hasty = planner.plan(problem, COLD, Budget.ofIterations(10), new Seed(9));

        assertThat(hasty.search().iterations()).isEqualTo(10);
        assertThat(hasty.plans()).allSatisfy(plan -> {
            assertThat(plan.outcome()).isEqualTo(new BestWithinBudget());
            assertThat(plan.diagnostics().iterations()).isZero();
        });
        Found again = planner.plan(problem, COLD, Budget.ofIterations(10), new Seed(9));
        assertThat(again.plans().stream().map(Plan::actions))
                .containsExactlyElementsOf(
                        hasty.plans().stream().map(Plan::actions).toList());
    }

    @Test
    void whatCannotBeSearchedIsRefused() {
        assertThatThrownBy(() -> Config.apart(0))
                .hasMessageContaining("distance between plans is 0.0")
                .hasMessageContaining("\nMaybe");
        assertThatThrownBy(() -> new Config(0, 1, 0, CONFIG.searching(), 1))
                .hasMessageContaining("number of plans is 0");
        assertThatThrownBy(() -> new Config(1, 1, 2, CONFIG.searching(), 1))
                .hasMessageContaining("share of the best plan's gain is 2.0");
    }

    /// From 10 px left of the wall to 10 px right of it.
    private static Problem walk(WorldModel model, Guardrail... guardrails) {
        return new Problem(
                model,
                new Latent(new float[] {-10, 0}),
                GoalDistance.sum(new Latent(new float[] {10, 0})),
                List.of(guardrails),
                new ActionSpace.Ball(2, 1),
                ActionScale.identity(2),
                45);
    }

    /// A wall at `x = 0`, of discs in three pieces from `y` to `y`, and whatever else is forbidden.
    private static Guardrail[] wall(float[] pieces, Guardrail... more) {
        List<Guardrail> discs = new ArrayList<>(List.of(more));
        for (int piece = 0; piece < pieces.length; piece += 2) {
            float radius = 1.2f;
            float from = pieces[piece + 1] + radius;
            float to = pieces[piece] - radius;
            int gaps = Math.max(1, (int) Math.ceil((to - from) / 2));
            for (int i = 0; i <= gaps; i++) {
                discs.add(disc(0, from + (to - from) * i / gaps, radius));
            }
        }
        return discs.toArray(Guardrail[]::new);
    }

    private static Guardrail disc(float x, float y, float radius) {
        return new NoGoDisc("disc", Disc.standing(X, Y, x, y, radius));
    }

    /// Where the plan's way crosses `x = 0`.
    private static double door(Plan plan) {
        Rollout future = plan.future();
        for (int time = 0; time < future.horizon(); time++) {
            int at = future.index(0, time);
            if (future.latents()[at] < 0 && future.latents()[at + 2] >= 0) {
                return (future.latents()[at + 1] + future.latents()[at + 3]) / 2;
            }
        }
        return Double.NaN;
    }
}
