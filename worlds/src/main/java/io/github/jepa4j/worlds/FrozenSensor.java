package io.github.jepa4j.worlds;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.world.SignalEnvironment;
import io.github.jepa4j.world.SignalSpace;
import io.github.jepa4j.world.Signals;

/// A world of which one sensor goes on showing an old reading for a while. Every one of its readings can be
/// believed by itself.
public final class FrozenSensor implements SignalEnvironment {

    private final SignalEnvironment world;
    private final int signal;
    private final int from;
    private final int until;
    private int step;
    private float held;

    /// A world with a frozen sensor.
    ///
    /// @param world  that is read
    /// @param signal name of the signal
    /// @param from   the first observation that still shows the reading before it; the episode's first is 0,
    ///     at which there is nothing to hold, so at least 1
    /// @param until  the first observation that is sound again, not before `from`
    /// @throws IllegalArgumentException when there is no such signal
    public FrozenSensor(SignalEnvironment world, String signal, int from, int until) {
        if (from < 1 || until < from) {
            throw new IllegalArgumentException(
                    "The sensor of %s is frozen from observation %d until %d; it must be from 1 or later, until the same or later.\nMaybe the two were swapped."
                            .formatted(signal, from, until));
        }
        this.world = world;
        this.signal = world.signalSpace().index(signal);
        this.from = from;
        this.until = until;
    }

    @Override
    public ActionSpace actionSpace() {
        return world.actionSpace();
    }

    @Override
    public SignalSpace signalSpace() {
        return world.signalSpace();
    }

    @Override
    public Signals reset(Seed seed) {
        Signals seen = world.reset(seed);
        step = 0;
        held = seen.values()[signal];
        return seen;
    }

    @Override
    public Signals step(Action action) {
        Signals seen = world.step(action);
        step++;
        if (step < from || step >= until) {
            held = seen.values()[signal];
            return seen;
        }
        float[] values = seen.values().clone();
        values[signal] = held;
        return new Signals(values);
    }
}
