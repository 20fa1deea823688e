package io.github.jepa4j.world;

import io.github.jepa4j.tensor.Seed;

/// A world seen through named signals.
public interface SignalEnvironment extends Environment {

    /// Which signals an observation holds.
    SignalSpace signalSpace();

    @Override
    Signals reset(Seed seed);

    @Override
    Signals step(Action action);
}
