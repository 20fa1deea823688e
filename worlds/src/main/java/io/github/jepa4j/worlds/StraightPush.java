package io.github.jepa4j.worlds;

import io.github.jepa4j.world.Action;
import java.util.random.RandomGenerator;

/// The greedy floor of point mazes: drives straight at the goal, as if there were neither wall nor zone, and
/// brakes there.
public record StraightPush() implements ScriptedPolicy<PointMaze> {

    @Override
    public Action act(PointMaze world, RandomGenerator random) {
        return MazeOracle.toward(world, world.task().goalX(), world.task().goalY(), MazeOracle.TOP_SPEED);
    }
}
