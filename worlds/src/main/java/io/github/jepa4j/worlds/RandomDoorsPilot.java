package io.github.jepa4j.worlds;

import io.github.jepa4j.world.Action;
import java.util.random.RandomGenerator;

/// Knows the rooms, and goes from one to the other always by the same of the two ways. By the gap it wins every
/// episode; by the lock it is there sooner, or never.
///
/// @param bold by the lock rather than by the gap; once the lock is shut, by the gap all the same
public record RandomDoorsPilot(boolean bold) implements ScriptedPolicy<RandomDoors> {

    /// How far from walls and edges it keeps on its way, in px.
    private static final double MARGIN = 2;

    @Override
    public Action act(RandomDoors world, RandomGenerator random) {
        double x = world.x();
        double y = world.y();
        double goalX = world.task().goalX();
        boolean isRight = goalX > RandomDoors.WALL_RIGHT;
        if (isRight ? x >= RandomDoors.WALL_RIGHT : x <= RandomDoors.WALL_LEFT) {
            return towards(world, goalX, world.task().goalY());
        }
        boolean byLock = bold && !world.isShut() || world.isInLock();
        double low = byLock ? RandomDoors.LOCK_LOW + MARGIN : RandomDoors.GAP + MARGIN;
        double high = byLock ? RandomDoors.LOCK_HIGH - MARGIN : RandomDoors.SIDE;
        double passage = Math.clamp(y, low, high);
        double before = isRight ? RandomDoors.WALL_LEFT : RandomDoors.WALL_RIGHT;
        boolean isLevel = y >= low - MARGIN / 2 && y <= high + MARGIN / 2;
        return isLevel
                ? towards(world, isRight ? RandomDoors.WALL_RIGHT + 1 : RandomDoors.WALL_LEFT - 1, passage)
                : towards(world, before, passage);
    }

    /// As far as an action goes, straight where both axes allow it.
    private static Action towards(RandomDoors world, double x, double y) {
        double dx = x - world.x();
        double dy = y - world.y();
        double scale = Math.min(1, RandomDoors.REACH / Math.max(Math.abs(dx), Math.abs(dy)));
        return Double.isNaN(scale) ? new Action(0, 0) : new Action((float) (dx * scale), (float) (dy * scale));
    }
}
