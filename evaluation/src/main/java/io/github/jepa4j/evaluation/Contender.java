package io.github.jepa4j.evaluation;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Observation;
import io.github.jepa4j.worlds.ScriptedPolicy;
import io.github.jepa4j.worlds.TwoRooms;
import java.util.random.RandomGenerator;

/// Who acts in one episode: an agent, or a scripted policy. Used by one thread, for that episode only.
public interface Contender {

    /// The next action.
    ///
    /// @param seen      what is seen now
    /// @param stepsLeft how many actions the episode has left, this one included
    Action act(Observation seen, int stepsLeft);

    /// What acting has cost so far in this episode.
    default Effort effort() {
        return Effort.NONE;
    }

    /// Makes a contender for each episode.
    @FunctionalInterface
    interface Factory {

        /// Makes the contender of one episode. Called from several threads at once.
        ///
        /// @param world the world, its episode begun: to take the goal and the action space from, and, for
        ///     scripted policies only, to look at
        /// @param first what is seen first
        /// @param seed  all the contender's randomness
        /// @throws IllegalArgumentException when the contender does not fit the world, such as a model
        ///     trained on pictures of another size
        Contender begin(TwoRooms world, Observation first, Seed seed);

        /// The factory of a policy that needs no learning.
        static Factory of(ScriptedPolicy<TwoRooms> policy) {
            return (world, _, seed) -> {
                RandomGenerator random = seed.generator();
                return (_, _) -> policy.act(world, random);
            };
        }
    }
}
