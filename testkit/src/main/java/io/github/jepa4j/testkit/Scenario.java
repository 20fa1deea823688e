package io.github.jepa4j.testkit;

import io.github.jepa4j.agent.Agent;
import io.github.jepa4j.objective.Task;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Environment;
import io.github.jepa4j.worlds.SubstepObserver;

/// An agent against a world, from one start.
///
/// @param world not yet reset
/// @param agent not yet begun, of this scenario's own
/// @param task  that it is told
/// @param steps how many actions
public record Scenario(Environment world, Agent agent, Task task, int steps) {

    /// Sets the stage for each start.
    @FunctionalInterface
    public interface Stage {

        /// A scenario of its own: worlds and agents have a memory.
        ///
        /// @param start inside the box of starts
        /// @param seed  of all else that is drawn
        /// @param judge to be told the true state at each substep, by a world that offers it; where it is
        ///     told nothing, what the agent sees is judged, which a faulty sensor may falsify
        Scenario set(double[] start, Seed seed, SubstepObserver judge);
    }
}
