package io.github.jepa4j.safety;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Signals;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;

/// A true plant behind late actuators that saturate, and late, noisy sensors that freeze: each drawn
/// inside the bounds.
final class Perturbed {

    private static final int NEVER = Integer.MAX_VALUE;

    private final TruePlant plant;
    private final Bounds bounds;
    private final Plant declared;
    private final RandomGenerator random;
    private final int staleness;
    private final double saturation;
    private final int freezesAt;
    private final boolean[] freezes;
    private final Deque<float[]> underway = new ArrayDeque<>();
    private final List<double[]> history = new ArrayList<>();
    private float[] last = {};
    private int step;
    private double worst;

    /// @param faulty whether sensors may freeze or fall silent
    Perturbed(TruePlant.Drawn drawn, Plant declared, Bounds bounds, boolean faulty, Seed seed) {
        this.random = seed.generator();
        this.plant = drawn.draw(random);
        this.bounds = bounds;
        this.declared = declared;
        this.staleness = random.nextInt(bounds.staleness() + 1);
        this.saturation = bounds.saturation() + random.nextDouble() * (1 - bounds.saturation());
        this.freezesAt = faulty ? random.nextInt(1, 30) : NEVER;
        this.freezes = new boolean[bounds.noise().length];
        boolean all = random.nextBoolean();
        for (int i = 0; i < freezes.length; i++) {
            freezes[i] = all || random.nextBoolean();
        }
        int delay = random.nextInt(bounds.delay() + 1);
        for (int i = 0; i < delay; i++) {
            underway.addLast(declared.idle());
        }
        history.add(plant.state());
        worst = plant.margin();
    }

    Signals look() {
        double[] state = history.get(Math.max(0, history.size() - 1 - staleness));
        float[] reading = new float[state.length];
        for (int i = 0; i < reading.length; i++) {
            boolean frozen = step >= freezesAt && freezes[i];
            double noise = bounds.noise()[i] * random.nextDouble(-1, Math.nextUp(1.0));
            // At its extremes now and then: there the bounds are tightest.
            noise = random.nextInt(4) == 0 ? Math.copySign(bounds.noise()[i], noise) : noise;
            reading[i] = frozen ? last[i] : (float) (state[i] + noise);
        }
        last = reading;
        step++;
        return new Signals(reading);
    }

    void act(Action action) {
        underway.addLast(action.values());
        float[] acting = underway.removeFirst();
        double[] cut = new double[acting.length];
        for (int axis = 0; axis < cut.length; axis++) {
            double low = declared.actionSpace().low()[axis];
            double high = declared.actionSpace().high()[axis];
            cut[axis] = Math.clamp(
                    (double) acting[axis], low < 0 ? low * saturation : low, high > 0 ? high * saturation : high);
        }
        plant.step(cut, margin -> worst = Math.min(worst, margin));
        history.add(plant.state());
    }

    /// The least margin since the beginning.
    double worst() {
        return worst;
    }

    /// Only the least margin from now on counts.
    void forget() {
        worst = plant.margin();
    }

    TruePlant plant() {
        return plant;
    }

    /// The true state when the latest reading was taken.
    double[] read() {
        return history.get(Math.max(0, history.size() - 1 - staleness));
    }
}
