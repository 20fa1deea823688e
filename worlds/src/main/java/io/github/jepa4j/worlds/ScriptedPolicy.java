package io.github.jepa4j.worlds;

import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Environment;
import java.util.random.RandomGenerator;

/// Acts without learning anything: the floors and the ceiling that success rates are read against. Unlike an
/// agent, it may look at the world's true state and task.
///
/// @param <W> the world that it knows
@FunctionalInterface
public interface ScriptedPolicy<W extends Environment> {

    /// The next action, in the world's units.
    Action act(W world, RandomGenerator random);

    /// The lowest floor: legal actions, uniformly.
    static <W extends Environment> ScriptedPolicy<W> uniform() {
        return (world, random) -> world.actionSpace().sample(random);
    }

    /// Always the same action, such as a thrust that carries the weight, or no torque.
    static <W extends Environment> ScriptedPolicy<W> constant(Action action) {
        return (_, _) -> action;
    }
}
