package io.github.jepa4j.worlds;

import io.github.jepa4j.world.Action;
import java.util.random.RandomGenerator;

/// Acts in two rooms without learning anything: the floors and the ceiling that success rates are read
/// against. Unlike an agent, it may look at the world's true position and task.
@FunctionalInterface
public interface ScriptedPolicy {

    /// The next action, in pixels.
    Action act(TwoRooms world, RandomGenerator random);
}
