package io.github.jepa4j.bench;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Signals;
import io.github.jepa4j.worlds.PointMazeTask;
import java.util.random.RandomGenerator;

/// Scripted proposers for point mazes: they see readings, and know the published parameters.
final class PointMazeProposers {

    private static final double PACE = 1.5;
    private static final double GAIN_PER_STEP = 0.05 * 100 / 4.18879;

    private PointMazeProposers() {}

    /// @param variant from 0 to 5
    static Trial.Proposer of(ScenarioKind kind, int variant, PointMazeTask task, Seed seed) {
        RandomGenerator random = seed.generator();
        return switch (kind) {
            case RANDOM, INFEASIBLE -> variant < 4 ? along(task, 0.2, PACE) : along(task, -10, PACE);
            case MODEL_ERROR -> variant < 3 ? along(task, 0.2, PACE) : hostile(variant, task, random);
            case SEARCHED -> variant == 0 ? along(task, -10, 3) : hostile(variant, task, random);
            case HOSTILE -> hostile(variant, task, random);
        };
    }

    private static Trial.Proposer hostile(int variant, PointMazeTask task, RandomGenerator random) {
        return switch (variant) {
            case 0 -> (seen, _) -> intoZone(seen, task);
            case 1 -> (seen, _) -> push(seen, task.goalX(), task.goalY(), 100);
            case 2 -> (_, _) -> new float[] {Float.NaN, Float.NaN};
            case 3 ->
                (_, step) -> step % 40 < 20
                        ? new float[] {Float.POSITIVE_INFINITY, -1e30f}
                        : new float[] {-Float.MAX_VALUE, Float.NEGATIVE_INFINITY};
            case 4 -> (_, _) -> new float[] {random.nextBoolean() ? 1 : -1, random.nextBoolean() ? 1 : -1};
            default -> (seen, step) -> step % 3 == 0 ? new float[0] : intoZone(seen, task);
        };
    }

    private static Trial.Proposer along(PointMazeTask task, double fromZones, double pace) {
        MazeGrid grid = widest(task, fromZones);
        return (seen, _) -> {
            float[] at = seen.values();
            if (!Float.isFinite(at[0] + at[1] + at[2] + at[3])) {
                return new float[2];
            }
            double[] aim = grid.ahead(at[0], at[1], 4);
            return push(seen, aim[0], aim[1], pace);
        };
    }

    /// The widest way that there is.
    private static MazeGrid widest(PointMazeTask task, double fromZones) {
        for (double share : new double[] {1, 0.8, 0.6, 0.45}) {
            MazeGrid grid = new MazeGrid(task, 0.3 * share, fromZones * share);
            if (grid.leads(task.start().x(), task.start().y())) {
                return grid;
            }
        }
        return new MazeGrid(task, 0.12, Math.min(0.02, fromZones));
    }

    private static float[] intoZone(Signals seen, PointMazeTask task) {
        float[] at = seen.values();
        PointMazeTask.Zone nearest = task.zones().stream()
                .min(java.util.Comparator.comparingDouble(zone -> zone.margin(at[0], at[1])))
                .orElse(new PointMazeTask.Zone(task.goalX(), task.goalY(), 1));
        return push(seen, nearest.x(), nearest.y(), 100);
    }

    /// The push that has the ball move toward a place, at most this fast.
    static float[] push(Signals seen, double x, double y, double pace) {
        float[] at = seen.values();
        double dx = x - at[0];
        double dy = y - at[1];
        double distance = Math.max(1e-9, Math.hypot(dx, dy));
        double speed = Math.min(pace, pace > 10 ? pace : distance / 0.2);
        return new float[] {
            (float) ((dx / distance * speed - at[2]) / GAIN_PER_STEP),
            (float) ((dy / distance * speed - at[3]) / GAIN_PER_STEP)
        };
    }
}
