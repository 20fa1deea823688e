package io.github.jepa4j.world;

import io.github.jepa4j.tensor.Seed;

/// A world to act in. Deterministic given the seed of its last `reset` and the actions since. Not
/// thread-safe: each thread takes its own.
public interface Environment {

    /// Which actions the world takes.
    ActionSpace actionSpace();

    /// Begins an episode; all its randomness comes from the seed.
    ///
    /// @return what is seen first
    Observation reset(Seed seed);

    /// Does one action.
    ///
    /// @return what is seen after it
    Observation step(Action action);
}
