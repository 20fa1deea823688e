package io.github.jepa4j.actor;

import io.github.jepa4j.objective.GoalDistance;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.ActionScale;
import io.github.jepa4j.worldmodel.ActionSequence;
import io.github.jepa4j.worldmodel.Rollout;
import java.util.Arrays;

/// A walk in the wall world by a planner that knows the true dynamics: plans, does a few actions, plans
/// again.
///
/// @param world   where
/// @param start   from, `[2]`
/// @param goal    to, `[2]`
/// @param steps   how many in all
/// @param horizon `H`, cut to the steps left
/// @param replan  how many actions of each plan are done
record Walk(WallModel world, float[] start, float[] goal, int steps, int horizon, int replan) {

    static final ActionSpace SPEED_LIMIT = new ActionSpace.Ball(2, 1.8f);

    /// From one room to the other, as two rooms' evaluation draws its tasks.
    static Walk throughTheDoor(long task) {
        var random = new Seed(task).split("walk").generator();
        float doorY = random.nextFloat(6, 50);
        float[] left = {random.nextFloat(3, WallModel.WALL - 3), random.nextFloat(3, 53)};
        float[] right = {random.nextFloat(WallModel.WALL + 3, 53), random.nextFloat(3, 53)};
        boolean swap = random.nextBoolean();
        return new Walk(new WallModel(doorY, 4), swap ? right : left, swap ? left : right, 200, 90, 8);
    }

    /// How far from the goal it ends, in px.
    double finalDistance(Planner planner, Seed seed) {
        float[] position = start.clone();
        ActionSequence warm = new ActionSequence(0, 2, new float[0]);
        for (int step = 0; step < steps; step += replan) {
            Problem problem = new Problem(
                    world,
                    new Latent(position),
                    GoalDistance.sum(new Latent(goal)),
                    SPEED_LIMIT,
                    ActionScale.identity(2),
                    Math.min(horizon, steps - step));
            Plan plan = planner.plan(problem, warm, Budget.unlimited(), seed.split(step));
            position = after(position, plan, Math.min(replan, steps - step));
            warm = plan.actions().shifted(replan);
        }
        return Math.hypot(position[0] - goal[0], position[1] - goal[1]);
    }

    private float[] after(float[] position, Plan plan, int actions) {
        float[] done = Arrays.copyOf(plan.actions().values(), actions * 2);
        Rollout real = world.imagine(new Latent(position), new ActionBatch(1, actions, 2, done));
        int last = real.index(0, actions);
        return new float[] {real.latents()[last], real.latents()[last + 1]};
    }

    /// The oracle: to the door, through it, and to the goal, at full pace; `[H, 2]`.
    float[] throughDoor() {
        float side = Math.signum(WallModel.WALL - start[0]);
        float y = Math.clamp(goal[1], world.doorY() - 3.5f, world.doorY() + 3.5f);
        float[][] corners = {{WallModel.WALL - side / 2, y}, {WallModel.WALL + side / 2, y}, goal};
        return along(corners);
    }

    /// Straight at the goal at full pace, wall or no wall; `[H, 2]`.
    float[] straight() {
        return along(new float[][] {goal});
    }

    /// How far from the goal some actions lead, in px.
    double endOf(float[] actions) {
        Rollout real = world.imagine(new Latent(start), new ActionBatch(1, horizon, 2, actions));
        int last = real.index(0, horizon);
        return Math.hypot(real.latents()[last] - goal[0], real.latents()[last + 1] - goal[1]);
    }

    private float[] along(float[][] corners) {
        float[] actions = new float[2 * horizon];
        float[] at = start.clone();
        int corner = 0;
        for (int step = 0; step < horizon && corner < corners.length; step++) {
            float dx = corners[corner][0] - at[0];
            float dy = corners[corner][1] - at[1];
            float pace = (float) Math.min(1, 1.8 / Math.max(Math.hypot(dx, dy), 1e-6));
            actions[2 * step] = dx * pace;
            actions[2 * step + 1] = dy * pace;
            at[0] += dx * pace;
            at[1] += dy * pace;
            corner += pace == 1 ? 1 : 0;
        }
        return actions;
    }
}
