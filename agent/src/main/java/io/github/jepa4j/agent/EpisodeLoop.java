package io.github.jepa4j.agent;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Environment;
import io.github.jepa4j.world.GoalEnvironment;
import io.github.jepa4j.world.Observation;

/// An agent in a world, step after step. No early stop: what counts is where the agent is in the end, and
/// whether it stays there; an observer that has seen enough may say so.
public final class EpisodeLoop {

    /// Told of every step, for progress and traces.
    @FunctionalInterface
    public interface Observer {

        /// After one step.
        ///
        /// @param decision what was decided
        /// @param seen     what the world answered
        /// @return whether to go on
        boolean stepped(Decision decision, Observation seen);

        /// Watches nothing, and goes on to the end.
        static Observer none() {
            return (decision, seen) -> true;
        }
    }

    private EpisodeLoop() {}

    /// Resets the world and runs one episode in it.
    ///
    /// @param steps how many actions, at least 1
    /// @param seed  all randomness: the world's by `split("world")`, the agent's by `split("agent")`
    /// @return how many steps were done
    public static int run(Agent agent, GoalEnvironment world, int steps, Seed seed, Observer observer) {
        Observation first = world.reset(seed.split("world"));
        agent.begin(world.goal(), steps, seed.split("agent"));
        return run(agent, world, first, observer);
    }

    /// Runs an agent that has begun an episode, in a world that was reset to it.
    ///
    /// @param first what is seen now
    /// @return how many steps were done
    /// @throws IllegalArgumentException before the first step, when the world's actions are not the agent's
    public static int run(Agent agent, Environment world, Observation first, Observer observer) {
        Observation seen = first;
        int done = 0;
        boolean goesOn = true;
        while (goesOn && agent.stepsLeft() > 0) {
            Decision decision = agent.decide(seen);
            requireTaken(world, decision.action());
            seen = world.step(decision.action());
            done++;
            goesOn = observer.stepped(decision, seen);
        }
        return done;
    }

    private static void requireTaken(Environment world, Action action) {
        if (action.dimension() != world.actionSpace().dimension()) {
            throw new IllegalArgumentException(
                    "The agent's actions have %d axes, but the world takes %d.\nMaybe the model was trained in another world."
                            .formatted(action.dimension(), world.actionSpace().dimension()));
        }
    }
}
