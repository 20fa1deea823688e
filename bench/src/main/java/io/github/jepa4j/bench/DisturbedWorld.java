package io.github.jepa4j.bench;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.world.SignalEnvironment;
import io.github.jepa4j.world.Signals;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;

/// A world behind late actuators that saturate, and late, noisy sensors that freeze or fall silent.
final class DisturbedWorld {

    private final SignalEnvironment world;
    private final ActionSpace.Box actions;
    private final Disturbance disturbance;
    private final RandomGenerator noise;
    private final Deque<float[]> underway = new ArrayDeque<>();
    private final List<Signals> truths = new ArrayList<>();
    private float[] last = {};
    private int step;

    /// What is wrong, all of it constant over an episode.
    ///
    /// @param delay      of actions, in steps
    /// @param staleness  of readings, in steps
    /// @param saturation the share of an axis' limit at which it is cut
    /// @param noise      greatest error of each signal, uniform, now and then at its extremes
    /// @param failsAt    the step from which on sensors fail; past the end: never
    /// @param failure    how
    record Disturbance(int delay, int staleness, double saturation, double[] noise, int failsAt, Failure failure) {}

    /// How sensors fail.
    enum Failure {
        /// All stay at their last reading.
        ALL_FREEZE,
        /// The first stays at its last reading.
        FIRST_FREEZES,
        /// All are missing.
        ALL_SILENT
    }

    /// @param idle what acts before the first action arrives
    DisturbedWorld(SignalEnvironment world, ActionSpace.Box actions, Disturbance disturbance, float[] idle, Seed seed) {
        this.world = world;
        this.actions = actions;
        this.disturbance = disturbance;
        this.noise = seed.split("noise").generator();
        truths.add(world.reset(seed.split("episode")));
        for (int i = 0; i < disturbance.delay; i++) {
            underway.addLast(idle);
        }
    }

    /// The reading of this step; to be called once a step.
    Signals look() {
        Signals truth = truths.get(Math.max(0, truths.size() - 1 - disturbance.staleness));
        float[] reading = new float[truth.values().length];
        boolean failing = step >= Math.max(1, disturbance.failsAt);
        for (int i = 0; i < reading.length; i++) {
            double share = noise.nextInt(4) == 0 ? (noise.nextBoolean() ? 1 : -1) : noise.nextDouble(-1, 1);
            float read = (float) (truth.values()[i] + share * disturbance.noise[i]);
            reading[i] = failing ? failed(i, read) : read;
        }
        last = reading;
        step++;
        return new Signals(reading);
    }

    private float failed(int signal, float read) {
        return switch (disturbance.failure) {
            case ALL_FREEZE -> last[signal];
            case FIRST_FREEZES -> signal == 0 ? last[0] : read;
            case ALL_SILENT -> Float.NaN;
        };
    }

    /// Sends an action on its way, and lets a step pass.
    void act(Action action) {
        underway.addLast(action.values());
        float[] acting = underway.removeFirst().clone();
        actions.project(acting, 0);
        for (int axis = 0; axis < acting.length; axis++) {
            float low = actions.low()[axis];
            float high = actions.high()[axis];
            acting[axis] = (float) Math.clamp(
                    acting[axis],
                    low < 0 ? low * disturbance.saturation : low,
                    high > 0 ? high * disturbance.saturation : high);
        }
        truths.add(world.step(new Action(acting)));
    }
}
