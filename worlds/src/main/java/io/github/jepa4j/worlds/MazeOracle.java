package io.github.jepa4j.worlds;

import io.github.jepa4j.world.Action;
import io.github.jepa4j.worlds.MazeRoute.Clearance;
import io.github.jepa4j.worlds.MazeRoute.Move;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The ceiling: knows walls, zones and physics, and drives along the fewest moves of a breadth-first search,
/// the slower the nearer a zone is. Where there is no way it brakes. It does every task that is
/// [PointMazeTask.Feasibility#FEASIBLE] and begins slowly; it promises nothing of others. One instance plays
/// any number of episodes, one after the other.
public final class MazeOracle implements ScriptedPolicy<PointMaze> {

    /// In m/s.
    static final double TOP_SPEED = 2;

    /// What the way keeps from walls and zones where it can, in m; then less, down to what is certain.
    private static final double[] CLEARANCES = {0.15, 0.08, 0.04, MazeRoute.HALF_DIAGONAL};

    /// How far ahead on its way the oracle aims, in moves.
    private static final int LOOKAHEAD = 12;

    /// What a short cut keeps from zones, in m.
    private static final double SHORT_CUT_MARGIN = 0.01;

    /// In s: no faster than the margin in this time.
    private static final double CAUTION = 0.1;

    private static final double LEAST_SPEED = 0.1;

    private @Nullable PointMazeTask planned;

    private @Nullable MazeRoute route;

    /// Of the present way. It only rises within a task: to go back to a wider way might be to go back and forth.
    private int clearance;

    @Override
    public Action act(PointMaze world, RandomGenerator random) {
        PointMazeTask task = world.task();
        if (!task.equals(planned)) {
            planned = task;
            clearance = 0;
            route = null;
        }
        PointMaze.State ball = world.state();
        while (true) {
            if (route == null) {
                route = new MazeRoute(task, Clearance.keeping(CLEARANCES[clearance]));
            }
            int entry = route.entry(ball.x(), ball.y());
            if (entry >= 0) {
                return follow(world, route, entry);
            }
            if (clearance == CLEARANCES.length - 1) {
                return toward(world, ball.x(), ball.y(), TOP_SPEED);
            }
            clearance++;
            route = null;
        }
    }

    private static Action follow(PointMaze world, MazeRoute route, int entry) {
        PointMaze.State ball = world.state();
        int aim = entry;
        for (int i = 0; i < LOOKAHEAD; i++) {
            int next = route.next(aim);
            if (!new Move(ball.x(), ball.y(), route.x(next), route.y(next)).clear(world.task(), SHORT_CUT_MARGIN)) {
                break;
            }
            aim = next;
        }
        double speed = world.task().margin(ball.x(), ball.y()) / CAUTION;
        return toward(world, route.x(aim), route.y(aim), Math.clamp(speed, LEAST_SPEED, TOP_SPEED));
    }

    /// The push that has the ball at the end of the action move toward a place, at most this fast.
    static Action toward(PointMaze world, double x, double y, double topSpeed) {
        PointMaze.State ball = world.state();
        PointMaze.Parameters physics = world.parameters();
        double dx = x - ball.x();
        double dy = y - ball.y();
        double distance = Math.hypot(dx, dy);
        double speed = Math.min(topSpeed, distance / (3 * physics.actionSeconds()));
        double scale = distance == 0 ? 0 : speed / distance;
        float[] push = {push(physics, dx * scale, ball.vx()), push(physics, dy * scale, ball.vy())};
        world.actionSpace().project(push, 0);
        return new Action(push);
    }

    private static float push(PointMaze.Parameters physics, double wanted, double speed) {
        double force = physics.mass() * (wanted - speed) / physics.actionSeconds() + physics.damping() * wanted;
        return (float) (force / physics.gear());
    }
}
