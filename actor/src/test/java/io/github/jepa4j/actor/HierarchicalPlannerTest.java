package io.github.jepa4j.actor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.objective.Disc;
import io.github.jepa4j.objective.GoalDistance;
import io.github.jepa4j.objective.Guardrail;
import io.github.jepa4j.objective.LinearReadout;
import io.github.jepa4j.objective.NoGoDisc;
import io.github.jepa4j.objective.Risk;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.ActionScale;
import io.github.jepa4j.worldmodel.Level;
import io.github.jepa4j.worldmodel.Rollout;
import io.github.jepa4j.worldmodel.WorldModel;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Planning on several levels in a plane in whose middle nobody ever was ([HandMadeLevel]).
class HierarchicalPlannerTest {

    private static final int SPAN = 4;
    private static final ActionSpace STRIDE = new ActionSpace.Box(new float[] {-0.5f, -0.5f}, new float[] {0.5f, 0.5f});

    /// Moves by each action, but nowhere beyond `x = wall`.
    private record Plane(float wall) implements WorldModel {

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
            float[] latents = new float[actions.candidates() * (actions.horizon() + 1) * 2];
            var rollout = new Rollout(actions, 2, latents, null);
            for (int candidate = 0; candidate < actions.candidates(); candidate++) {
                System.arraycopy(now.values(), 0, latents, rollout.index(candidate, 0), 2);
                for (int step = 0; step < actions.horizon(); step++) {
                    int from = rollout.index(candidate, step);
                    int action = actions.index(candidate, step);
                    latents[from + 2] = Math.min(wall, latents[from] + actions.values()[action]);
                    latents[from + 3] = latents[from + 1] + actions.values()[action + 1];
                }
            }
            return rollout;
        }

        @Override
        public float[] pullback(Rollout rollout, float[] latentGradients) {
            throw new UnsupportedOperationException("Sampling planners do without.");
        }
    }

    private static Problem problem(float wall, Guardrail... guardrails) {
        return new Problem(
                new Plane(wall),
                new Latent(new float[] {-6, 0}),
                GoalDistance.sum(new Latent(new float[] {6, 0})),
                List.of(guardrails),
                STRIDE,
                ActionScale.identity(2),
                SPAN);
    }

    private static HierarchicalPlanner planner(Level... levels) {
        return new HierarchicalPlanner(List.of(levels), new ImprovedCem(), HierarchicalPlanner.Config.defaults());
    }

    private static Plan planned(HierarchicalPlanner planner, Problem problem) {
        return planner.plan(problem, Budget.unlimited(), new Seed(1));
    }

    @Test
    void theWayGoesRoundWhatTheDataNeverHeldAndThePlanAfterItsFirstSubgoal() {
        Plan plan = planned(planner(HandMadeLevel.of(SPAN, 2)), problem(100));

        Subgoals way = plan.subgoals().getFirst();
        assertThat(way.level()).isEqualTo(2);
        assertThat(way.steps()).isBetween(6, 9); // straight on it would be 6
        assertThat(way.latents().getFirst()).containsExactly(-6, 0);
        assertThat(Math.hypot(way.decoded().getLast()[0] - 6, way.decoded().getLast()[1]))
                .isLessThan(1.5);
        for (float[] latent : way.latents()) {
            assertThat(Math.hypot(latent[0], latent[1])).isGreaterThan(2.9);
        }
        float[] first = way.latents().get(1);
        assertThat(plan.future().latents()[2 * SPAN]).isCloseTo(first[0], within(0.2f));
        assertThat(plan.future().latents()[2 * SPAN + 1]).isCloseTo(first[1], within(0.2f));
        assertThat(plan.energy()).isEqualTo(problem(100).objective().energy(plan.future())[0]);
    }

    /// Sub-goals lie on both sides of a bulge of the disc, and the world model would go straight through.
    @Test
    void aTetheredPlanGoesRoundWhatTheDataNeverHeldOnItsWayToASubgoalToo() {
        Level level = HandMadeLevel.of(2 * SPAN, 4);
        var free = new HierarchicalPlanner(List.of(level), new ImprovedCem(), HierarchicalPlanner.Config.defaults());
        var tethered = new HierarchicalPlanner(
                List.of(level),
                new ImprovedCem(),
                HierarchicalPlanner.Config.defaults().tetheredBy(1));
        Problem beside = new Problem(
                new Plane(100),
                new Latent(new float[] {-2, -2.6f}),
                GoalDistance.sum(new Latent(new float[] {6, -2.6f})),
                STRIDE,
                ActionScale.identity(2),
                3 * SPAN);

        Plan straight = planned(free, beside);
        Plan round = planned(tethered, beside);

        assertThat(round.subgoals().getFirst().latents().get(1))
                .isEqualTo(straight.subgoals().getFirst().latents().get(1));
        assertThat(nearestToTheMiddle(straight)).isLessThan(2.8);
        assertThat(nearestToTheMiddle(round)).isGreaterThan(3);
    }

    private static double nearestToTheMiddle(Plan plan) {
        double nearest = Double.POSITIVE_INFINITY;
        float[] latents = plan.future().latents();
        for (int time = 0; time <= 2 * SPAN; time++) {
            nearest = Math.min(nearest, Math.hypot(latents[2 * time], latents[2 * time + 1]));
        }
        return nearest;
    }

    /// A goal that is a latent is perceived by each level itself.
    @Test
    void theWayLeadsToTheGoalAlsoWhereALevelCannotSayWhatItsLatentsAreBelow() {
        Plan plan = planned(planner(HandMadeLevel.thatTellsNothing(SPAN, 2)), problem(100));

        float[] end = plan.subgoals().getFirst().latents().getLast();
        assertThat(Math.hypot(end[0] - 6, end[1])).isLessThan(1.5);
        assertThat(plan.subgoals().getFirst().decoded().getLast()).containsExactly(0, 0);
    }

    private static Problem from(float x, float y) {
        Problem other = problem(100);
        return new Problem(
                other.model(),
                new Latent(new float[] {x, y}),
                other.objective(),
                other.guardrails(),
                other.actionSpace(),
                other.scale(),
                other.horizon());
    }

    @Test
    void fromWhereNobodyEverWasTheFirstStepLeadsOut() {
        Subgoals way = planned(planner(HandMadeLevel.of(SPAN, 2)), from(0.1f, 0))
                .subgoals()
                .getFirst();
        assertThat(way.steps()).isGreaterThan(1);
        assertThat(way.energy()).isLessThan(1);
    }

    /// All that was ever done leads into the middle: the first step is a rare one, to where somebody was all the same.
    @Test
    void whereWhatIsUsualLeadsToWhereNobodyWasTheFirstStepIsARareOne() {
        Subgoals way = planned(planner(HandMadeLevel.ofOneWay(SPAN, 2)), from(-2, -2.6f))
                .subgoals()
                .getFirst();
        assertThat(way.steps()).isGreaterThan(2);
        for (float[] latent : way.latents()) {
            assertThat(Math.hypot(latent[0], latent[1])).isGreaterThan(3);
        }
    }

    @Test
    void threeLevelsSetEachOtherSubgoalsFromTheTopDown() {
        Level second = HandMadeLevel.of(SPAN, 1.5f);
        Plan plan = planned(planner(second, HandMadeLevel.of(2, 3)), problem(100));

        assertThat(plan.subgoals()).extracting(Subgoals::level).containsExactly(2, 3);
        float[] coarse = plan.subgoals().get(1).latents().get(1);
        float[] end = plan.subgoals().get(0).latents().getLast();
        assertThat(Math.hypot(coarse[0] - end[0], coarse[1] - end[1])).isLessThan(0.8);
        assertThat(plan.subgoals().get(1).steps()).isLessThan(6);
    }

    @Test
    void fourLevelsEachLookFurtherThanTheOneBelow() {
        Level second = HandMadeLevel.of(SPAN, 1);
        Plan plan = planned(planner(second, HandMadeLevel.of(2, 2), HandMadeLevel.of(2, 4)), problem(100));

        assertThat(plan.subgoals()).extracting(Subgoals::level).containsExactly(2, 3, 4);
        for (int below = 0; below < 2; below++) {
            float[] asked = plan.subgoals().get(below + 1).latents().get(1);
            float[] end = plan.subgoals().get(below).latents().getLast();
            assertThat(Math.hypot(asked[0] - end[0], asked[1] - end[1])).isLessThan(1.5);
        }
        for (float[] latent : plan.subgoals().getLast().latents()) {
            assertThat(Math.hypot(latent[0], latent[1])).isGreaterThan(2.9);
        }
        assertThat(plan.subgoals().getLast().steps()).isLessThan(6);
    }

    @Test
    void nearTheGoalTheLowestPlannerIsAskedForTheGoalItself() {
        Problem near = new Problem(
                new Plane(100),
                new Latent(new float[] {5.2f, 0.3f}),
                GoalDistance.sum(new Latent(new float[] {6, 0})),
                STRIDE,
                ActionScale.identity(2),
                SPAN);
        Plan plan = planned(planner(HandMadeLevel.of(SPAN, 2)), near);

        assertThat(plan.subgoals().getFirst().steps()).isLessThanOrEqualTo(3);
        assertThat(plan.future().latents()[2 * SPAN]).isCloseTo(6, within(0.15f));
        assertThat(plan.future().latents()[2 * SPAN + 1]).isCloseTo(0, within(0.15f));
    }

    @Test
    void aGuardrailHoldsOnEveryLevel() {
        LinearReadout x = LinearReadout.exact("x", "m", new float[] {1, 0}, 0);
        LinearReadout y = LinearReadout.exact("y", "m", new float[] {0, 1}, 0);
        Guardrail disc = new NoGoDisc("the way above", Disc.standing(x, y, 0, 4, 3));
        Plan plan = planned(planner(HandMadeLevel.of(SPAN, 2)), problem(100, disc));

        Subgoals way = plan.subgoals().getFirst();
        assertThat(way.guarded()).isPositive();
        assertThat(way.violated()).isZero();
        for (float[] latent : way.latents()) {
            assertThat(Math.hypot(latent[0], latent[1] - 4)).isGreaterThanOrEqualTo(3);
        }
        assertThat(way.latents()).anyMatch(latent -> latent[1] < -2); // below, since above it is forbidden
        assertThat(plan.outcome().safe()).isTrue();
    }

    /// The world model knows of a wall that the level above does not: no sub-goal beyond it is ever reached.
    @Test
    void aSubgoalThatTheLevelBelowCannotReachIsAvoided() {
        Level level = HandMadeLevel.of(SPAN, 2);
        Plan free = planned(planner(level), problem(100));
        Plan walled = planned(planner(level), problem(-5));

        assertThat(free.subgoals().getFirst().latents().get(1)[0]).isGreaterThan(-5);
        float[] first = walled.subgoals().getFirst().latents().get(1);
        assertThat(first[0]).isLessThanOrEqualTo(-4.5f);
    }

    @Test
    void theSameSeedGivesTheSamePlan() {
        HierarchicalPlanner planner = planner(HandMadeLevel.of(SPAN, 2));
        Plan one = planned(planner, problem(100));
        Plan two = planned(planner, problem(100));
        assertThat(two.actions()).isEqualTo(one.actions());
        assertThat(two.energy()).isEqualTo(one.energy());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> planner())
                .withMessageContainingAll("no levels", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new HierarchicalPlanner.Config(0, 1, 0, 1, 0, 0, 1, 1, 1, 0, Risk.MEAN, 0, 0))
                .withMessageContaining("\nMaybe");
        Problem other = new Problem(
                LinearModel.identity(3),
                new Latent(new float[3]),
                GoalDistance.sum(new Latent(new float[3])),
                new ActionSpace.Ball(3, 1),
                ActionScale.identity(3),
                SPAN);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> planned(planner(HandMadeLevel.of(SPAN, 2)), other))
                .withMessageContaining("\nMaybe");
    }
}
