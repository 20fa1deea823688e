package io.github.jepa4j.worlds;

import io.github.jepa4j.world.Action;
import java.util.random.RandomGenerator;

/// Acts in a point maze without learning anything: the floors and the ceiling that success rates are read
/// against. Unlike an agent, it may look at the world's true state and task.
@FunctionalInterface
public interface PointMazePolicy {

    /// The lowest floor: legal actions, uniformly.
    PointMazePolicy RANDOM = (world, random) -> world.actionSpace().sample(random);

    /// The greedy floor: straight at the goal, as if there were neither wall nor zone.
    PointMazePolicy STRAIGHT = (world, _) ->
            MazeOracle.toward(world, world.task().goalX(), world.task().goalY(), MazeOracle.TOP_SPEED);

    /// The next action.
    Action act(PointMaze world, RandomGenerator random);
}
