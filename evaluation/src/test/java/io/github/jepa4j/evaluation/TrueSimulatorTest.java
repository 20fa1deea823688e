package io.github.jepa4j.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.actor.Budget;
import io.github.jepa4j.actor.GradientPlanner;
import io.github.jepa4j.actor.HybridPlanner;
import io.github.jepa4j.actor.ImprovedCem;
import io.github.jepa4j.actor.ImprovedMppi;
import io.github.jepa4j.actor.Plan;
import io.github.jepa4j.actor.Planner;
import io.github.jepa4j.actor.Problem;
import io.github.jepa4j.objective.GoalDistance;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.ActionScale;
import io.github.jepa4j.worldmodel.ActionSequence;
import io.github.jepa4j.worlds.Layout;
import io.github.jepa4j.worlds.LayoutChoice;
import io.github.jepa4j.worlds.Position;
import io.github.jepa4j.worlds.StraightLinePolicy;
import io.github.jepa4j.worlds.TwoRooms;
import io.github.jepa4j.worlds.TwoRoomsTask;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Planners whose model is the training simulator itself, in the world that judges, which bounces instead: what they
/// lose here is theirs, or the bounces', and no learned model's.
///
/// The energy is the summed squared distance to the goal, through the wall, so that leaning against the
/// wall is sometimes truly the best plan. Only tasks are asked in which the way through the door has the
/// lower energy, and which walking straight at the goal does not reach: the floor is 0. The simulator is
/// harder to plan with than a trained model, which smooths it: one touch of the wall and a candidate stands
/// still. So not all of them are reached: of 9 tasks, each tried with 5 seeds, CEM reached 24 of 45 (4 or 5
/// with each seed), MPPI 20 (3 to 5), the gradient planner 22 (4 or 5; a frozen dot has no gradient, so
/// that it lives by its starts), the hybrid 22 (4 to 6). Asked for is a third, which a planner that reaches
/// half misses once in 40 times; walking straight reaches none.
///
/// The reference planners are held to true dynamics in `TrueDynamicsTest` of `actor`: here they would take minutes.
class TrueSimulatorTest {

    enum Kind {
        CEM(new ImprovedCem()),
        MPPI(new ImprovedMppi()),
        GRADIENT(new GradientPlanner()),
        HYBRID(new HybridPlanner());

        final Planner planner;

        Kind(Planner planner) {
            this.planner = planner;
        }
    }

    private static final float PACE = 1.8f;
    private static final ActionSpace SPEED_LIMIT = new ActionSpace.Ball(2, PACE);
    private static final int HORIZON = 90;
    private static final int REPLAN = 4;
    private static final int TASKS = 9;
    private static final int SEEDS = 3;

    private static final List<TwoRoomsTask> WORTHWHILE = LongStream.range(0, 100)
            .mapToObj(task -> TwoRoomsTask.random(LayoutChoice.RANDOM, new Seed(task)))
            .filter(task -> energy(task, throughDoor(task)) < 0.8 * energy(task, leaning(task)))
            .filter(task -> straight(task) > 4.5)
            .limit(TASKS)
            .toList();

    @ParameterizedTest
    @EnumSource(Kind.class)
    void goalsAreReachedThatWalkingStraightDoesNotReach(Kind kind) {
        long reached = LongStream.range(0, SEEDS)
                .mapToObj(Seed::new)
                .flatMap(seed -> WORTHWHILE.stream().map(task -> finalDistance(task, kind.planner, seed)))
                .filter(distance -> distance < 4.5)
                .count();
        assertThat(reached).isGreaterThanOrEqualTo(SEEDS * TASKS / 3);
    }

    private static double straight(TwoRoomsTask task) {
        TwoRooms rooms = new TwoRooms(task);
        rooms.reset(new Seed(5));
        var policy = new StraightLinePolicy(PACE);
        for (int step = 0; step < TwoRooms.STEPS_PER_EPISODE; step++) {
            rooms.step(policy.act(rooms, new Seed(step).generator()));
        }
        return rooms.distanceToGoal();
    }

    private static double finalDistance(TwoRoomsTask task, Planner planner, Seed seed) {
        TwoRooms rooms = new TwoRooms(task);
        rooms.reset(new Seed(5));
        ActionSequence warm = new ActionSequence(0, 2, new float[0]);
        for (int step = 0; step < TwoRooms.STEPS_PER_EPISODE; step += REPLAN) {
            int horizon = Math.min(HORIZON, TwoRooms.STEPS_PER_EPISODE - step);
            Problem problem = problem(task, rooms.position(), horizon);
            Plan plan = planner.plan(problem, warm, Budget.unlimited(), seed.split(step));
            for (int i = 0; i < Math.min(REPLAN, horizon); i++) {
                rooms.step(new Action(
                        plan.actions().values()[2 * i], plan.actions().values()[2 * i + 1]));
            }
            warm = plan.actions().shifted(REPLAN);
        }
        return rooms.distanceToGoal();
    }

    private static Problem problem(TwoRoomsTask task, Position now, int horizon) {
        return new Problem(
                SimulatorModel.of(task.layout()),
                SimulatorModel.latent(now),
                GoalDistance.sum(SimulatorModel.latent(task.goal())),
                SPEED_LIMIT,
                ActionScale.identity(2),
                horizon);
    }

    private static double energy(TwoRoomsTask task, float[] actions) {
        Problem problem = problem(task, task.start(), HORIZON);
        return problem.objective()
                .energy(problem.model().imagine(problem.now(), new ActionBatch(1, HORIZON, 2, actions)))[0];
    }

    /// To the door, through it, and to the goal.
    private static float[] throughDoor(TwoRoomsTask task) {
        Layout layout = task.layout();
        double row = Math.clamp(task.goal().y(), layout.doorTop() + 1, layout.doorBottom() - 1);
        return along(
                task.start(),
                new Position(face(task, task.start()), row),
                new Position(face(task, task.goal()), row),
                task.goal());
    }

    /// As near to the goal as the wall lets it come.
    private static float[] leaning(TwoRoomsTask task) {
        return along(
                task.start(), new Position(face(task, task.start()), task.goal().y()));
    }

    /// Just off the wall, on the side of a place.
    private static double face(TwoRoomsTask task, Position place) {
        Layout layout = task.layout();
        return place.x() < layout.wall() ? layout.leftFace() - 0.5 : layout.rightFace() + 0.5;
    }

    private static float[] along(Position start, Position... corners) {
        float[] actions = new float[2 * HORIZON];
        Position at = start;
        int corner = 0;
        for (int step = 0; step < HORIZON && corner < corners.length; step++) {
            double distance = at.distanceTo(corners[corner]);
            double pace = Math.min(1, PACE / Math.max(distance, 1e-6));
            actions[2 * step] = (float) ((corners[corner].x() - at.x()) * pace);
            actions[2 * step + 1] = (float) ((corners[corner].y() - at.y()) * pace);
            at = at.plus(actions[2 * step], actions[2 * step + 1]);
            corner += distance <= PACE ? 1 : 0;
        }
        return actions;
    }
}
