package io.github.jepa4j.actor;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.objective.Disc;
import io.github.jepa4j.objective.GoalDistance;
import io.github.jepa4j.objective.Guardrail;
import io.github.jepa4j.objective.LinearReadout;
import io.github.jepa4j.objective.NoGoDisc;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.worldmodel.ActionScale;
import io.github.jepa4j.worldmodel.Level;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Planning anew along ways that were planned before, in the plane in whose middle nobody ever was.
class KeptWaysTest {

    private static final int SPAN = 4;
    private static final Latent GOAL = new Latent(new float[] {6, 0});
    private static final ActionSpace STRIDE = new ActionSpace.Box(new float[] {-0.5f, -0.5f}, new float[] {0.5f, 0.5f});

    private static Problem at(float[] place, Guardrail... guardrails) {
        return new Problem(
                LinearModel.identity(2),
                new Latent(place),
                GoalDistance.sum(GOAL),
                List.of(guardrails),
                STRIDE,
                ActionScale.identity(2),
                SPAN);
    }

    private static HierarchicalPlanner keeping(float steps, Level... levels) {
        return new HierarchicalPlanner(
                List.of(levels),
                new ImprovedCem(),
                HierarchicalPlanner.Config.defaults().keeping(steps));
    }

    private static Plan first(Planner planner) {
        return planner.plan(at(new float[] {-6, 0}), Budget.unlimited(), new Seed(1));
    }

    private static Subgoals replanned(Planner planner, Plan before, int done, Problem problem) {
        return planner.replan(problem, before, done, Budget.unlimited(), new Seed(2))
                .subgoals()
                .getFirst();
    }

    private static float[] after(Plan plan, int steps) {
        return Arrays.copyOfRange(plan.future().latents(), 2 * steps, 2 * steps + 2);
    }

    @Test
    void aWayIsGoneOnWithFromWhereOneIs() {
        HierarchicalPlanner planner = keeping(100, HandMadeLevel.of(SPAN, 2));
        Plan before = first(planner);
        float[] place = after(before, 1);
        Subgoals kept = replanned(planner, before, 1, at(place));

        assertThat(kept.age()).isEqualTo(1);
        assertThat(kept.expanded()).isZero();
        assertThat(kept.latents().getFirst()).containsExactly(place);
        assertThat(kept.latents().subList(1, kept.latents().size()))
                .isEqualTo(before.subgoals()
                        .getFirst()
                        .latents()
                        .subList(1, before.subgoals().getFirst().latents().size()));
    }

    @Test
    void aSubgoalThatIsReachedFallsAway() {
        HierarchicalPlanner planner = keeping(100, HandMadeLevel.of(SPAN, 2));
        Plan before = first(planner);
        Subgoals kept = replanned(planner, before, SPAN, at(after(before, SPAN)));

        assertThat(kept.steps()).isEqualTo(before.subgoals().getFirst().steps() - 1);
        assertThat(kept.latents().get(1))
                .isEqualTo(before.subgoals().getFirst().latents().get(2));
    }

    @Test
    void aWayGrowsOldAndIsThenPlannedAnew() {
        HierarchicalPlanner planner = keeping(1, HandMadeLevel.of(SPAN, 2));
        Plan plan = first(planner);
        for (int step = 1; step <= SPAN; step++) {
            plan = planner.replan(at(after(plan, 1)), plan, 1, Budget.unlimited(), new Seed(step));
            assertThat(plan.subgoals().getFirst().age()).isEqualTo(step < SPAN ? step : 0);
            assertThat(plan.subgoals().getFirst().expanded() > 0).isEqualTo(step == SPAN);
        }
    }

    @Test
    void whoIsElsewhereThanOnTheWayPlansAnew() {
        HierarchicalPlanner planner = keeping(100, HandMadeLevel.of(SPAN, 2));
        Subgoals anew = replanned(planner, first(planner), 1, at(new float[] {-6, -5}));

        assertThat(anew.age()).isZero();
        assertThat(anew.expanded()).isPositive();
        assertThat(anew.latents().getFirst()).containsExactly(-6, -5);
    }

    @Test
    void aWayThatAGuardrailForbidsByNowIsPlannedAnew() {
        HierarchicalPlanner planner = keeping(100, HandMadeLevel.of(SPAN, 2));
        Plan before = first(planner);
        float[] third = before.subgoals().getFirst().latents().get(3);
        Guardrail closed = new NoGoDisc(
                "closed",
                Disc.standing(
                        LinearReadout.exact("x", "m", new float[] {1, 0}, 0),
                        LinearReadout.exact("y", "m", new float[] {0, 1}, 0),
                        third[0],
                        third[1],
                        1));
        Subgoals anew = replanned(planner, before, 1, at(after(before, 1), closed));

        assertThat(anew.age()).isZero();
        assertThat(anew.latents())
                .allSatisfy(latent -> assertThat(Math.hypot(latent[0] - third[0], latent[1] - third[1]))
                        .isGreaterThanOrEqualTo(1));
    }

    @Test
    void aLowerLevelPlansAnewWhenTheHigherOneGoesOnToItsNextSubgoal() {
        HierarchicalPlanner planner = keeping(100, HandMadeLevel.of(SPAN, 1.5f), HandMadeLevel.of(2, 3));
        Plan before = first(planner);
        List<float[]> coarse = before.subgoals().get(1).latents();
        Plan there = planner.replan(at(coarse.get(1)), before, 2 * SPAN, Budget.unlimited(), new Seed(2));

        assertThat(there.subgoals().get(1).age()).isEqualTo(2 * SPAN);
        assertThat(there.subgoals().get(1).latents().get(1)).isEqualTo(coarse.get(2));
        assertThat(there.subgoals().get(0).age()).isZero();
    }

    @Test
    void whereNoWayIsKeptToReplanIsToPlanFromWhatIsLeftOfTheActions() {
        HierarchicalPlanner planner = keeping(0, HandMadeLevel.of(SPAN, 2));
        Plan before = first(planner);
        Problem next = at(after(before, 2));
        Plan replanned = planner.replan(next, before, 2, Budget.unlimited(), new Seed(3));
        Plan planned = planner.plan(next, before.actions().shifted(2), Budget.unlimited(), new Seed(3));

        assertThat(replanned.actions()).isEqualTo(planned.actions());
        assertThat(replanned.subgoals().getFirst().expanded()).isPositive();
    }
}
