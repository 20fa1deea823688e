package io.github.jepa4j.worlds;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.world.SignalEnvironment;
import io.github.jepa4j.world.SignalSpace;
import io.github.jepa4j.world.Signals;
import java.util.random.RandomGenerator;

/// A world of which one sensor delivers nothing at times: NaN, in a stretch of an episode or at random.
public final class MissingReadings implements SignalEnvironment {

    private final SignalEnvironment world;
    private final int signal;
    private final int from;
    private final int until;
    private final double probability;
    private RandomGenerator random = new Seed(0).generator();
    private int step;

    /// A world with missing readings.
    ///
    /// @param world       that is read
    /// @param signal      name of the signal
    /// @param from        the first observation at which it may be missing; the episode's first is 0
    /// @param until       the first observation at which it cannot be missing any more
    /// @param probability with which it is missing between, each time anew, in [0, 1]
    /// @throws IllegalArgumentException when there is no such signal
    public MissingReadings(SignalEnvironment world, String signal, int from, int until, double probability) {
        if (from < 0 || until < from || !(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException(
                    "The sensor of %s is silent from observation %d until %d with the probability %s; it must be from 0 or later, until the same or later, with a probability in [0, 1].\nMaybe a percentage was meant."
                            .formatted(signal, from, until, probability));
        }
        this.world = world;
        this.signal = world.signalSpace().index(signal);
        this.from = from;
        this.until = until;
        this.probability = probability;
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
        random = seed.split("missing readings").generator();
        step = 0;
        return gappy(world.reset(seed));
    }

    @Override
    public Signals step(Action action) {
        Signals seen = world.step(action);
        step++;
        return gappy(seen);
    }

    private Signals gappy(Signals seen) {
        boolean missing = random.nextDouble() < probability;
        if (!missing || step < from || step >= until) {
            return seen;
        }
        float[] values = seen.values().clone();
        values[signal] = Float.NaN;
        return new Signals(values);
    }
}
