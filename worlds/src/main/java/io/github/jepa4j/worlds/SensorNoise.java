package io.github.jepa4j.worlds;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.world.Signal;
import io.github.jepa4j.world.SignalEnvironment;
import io.github.jepa4j.world.SignalSpace;
import io.github.jepa4j.world.Signals;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// A world whose readings are off by independent normal errors, never by more than a bound: whoever claims
/// safety can count on it. The signals' ranges are wider by the bound.
public final class SensorNoise implements SignalEnvironment {

    private final SignalEnvironment world;
    private final float[] stds;
    private final float[] bounds;
    private final SignalSpace signals;
    private RandomGenerator random = new Seed(0).generator();

    /// A world with noise.
    ///
    /// @param world  that is read
    /// @param stds   standard deviation of each signal's error before it is cut, in its unit, at least 0
    /// @param bounds the greatest magnitude of each error, in its unit, at least 0
    public SensorNoise(SignalEnvironment world, float[] stds, float[] bounds) {
        int dimension = world.signalSpace().dimension();
        if (stds.length != dimension || bounds.length != dimension) {
            throw new IllegalArgumentException(
                    "There are %d standard deviations and %d bounds for %d signals; each needs one of both.\nMaybe they are meant for another world."
                            .formatted(stds.length, bounds.length, dimension));
        }
        this.world = world;
        this.stds = stds.clone();
        this.bounds = bounds.clone();
        List<Signal> wider = new ArrayList<>();
        for (int i = 0; i < dimension; i++) {
            Signal signal = world.signalSpace().signals().get(i);
            if (!(stds[i] >= 0 && bounds[i] >= 0) || Float.isInfinite(stds[i]) || Float.isInfinite(bounds[i])) {
                throw new IllegalArgumentException(
                        "The noise of %s has the standard deviation %s and the bound %s %s; both must be finite and at least 0.\nMaybe a bound was left open."
                                .formatted(signal.name(), stds[i], bounds[i], signal.unit()));
            }
            wider.add(new Signal(signal.name(), signal.unit(), signal.low() - bounds[i], signal.high() + bounds[i]));
        }
        this.signals = new SignalSpace(wider);
    }

    @Override
    public ActionSpace actionSpace() {
        return world.actionSpace();
    }

    @Override
    public SignalSpace signalSpace() {
        return signals;
    }

    @Override
    public Signals reset(Seed seed) {
        random = seed.split("sensor noise").generator();
        return noisy(world.reset(seed));
    }

    @Override
    public Signals step(Action action) {
        return noisy(world.step(action));
    }

    private Signals noisy(Signals seen) {
        float[] values = seen.values().clone();
        for (int i = 0; i < values.length; i++) {
            double error = stds[i] * random.nextGaussian();
            values[i] += (float) Math.clamp(error, -bounds[i], bounds[i]);
        }
        return new Signals(values);
    }
}
