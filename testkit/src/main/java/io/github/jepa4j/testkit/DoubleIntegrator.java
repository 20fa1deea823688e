package io.github.jepa4j.testkit;

import io.github.jepa4j.objective.LinearReadout;
import io.github.jepa4j.objective.Readout;
import io.github.jepa4j.perception.Encoder;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.world.Observation;
import io.github.jepa4j.world.Signal;
import io.github.jepa4j.world.SignalEnvironment;
import io.github.jepa4j.world.SignalSpace;
import io.github.jepa4j.world.Signals;
import io.github.jepa4j.worlds.SubstepObserver;

/// A puck without friction on a plane, pushed by accelerations: a world of which everything is known in
/// closed form, for tests. With acceleration `a` over a step of `dt` seconds, `x' = x + v dt + a dt^2 / 2`
/// and `v' = v + a dt`, on both axes; between steps it is observed on that same parabola. Its exact model
/// is [DoubleIntegratorModel].
///
/// Source: the double integrator of control textbooks (such as Åström and Murray, *Feedback Systems*,
/// 2008), sampled with a zero-order hold.
public final class DoubleIntegrator implements SignalEnvironment {

    /// What is seen: `x` and `y` in m, `vx` and `vy` in m/s.
    public static final SignalSpace SIGNALS = SignalSpace.of(
            Signal.unlimited("x", "m"),
            Signal.unlimited("y", "m"),
            Signal.unlimited("vx", "m/s"),
            Signal.unlimited("vy", "m/s"));

    private static final int SUBSTEPS = 10;

    private final double seconds;
    private final float limit;
    private final double[] start;
    private final SubstepObserver observer;
    private final double[] state = new double[4];
    private double time;
    private boolean begun;

    /// A puck.
    ///
    /// @param seconds  of a step, `dt`, above 0
    /// @param limit    of each axis of the acceleration, in m/s², above 0; what is more is cut off
    /// @param start    `x, y, vx, vy` at the beginning of each episode
    /// @param observer of the true state, at 10 substeps of each step
    public DoubleIntegrator(double seconds, float limit, double[] start, SubstepObserver observer) {
        if (!(seconds > 0) || !(limit > 0) || start.length != 4) {
            throw new IllegalArgumentException(
                    "A puck with steps of %s s, a limit of %s m/s² and %d numbers to start from; it needs steps and a limit above 0, and 4 numbers.\nMaybe speeds were left out of the start."
                            .formatted(seconds, limit, start.length));
        }
        this.seconds = seconds;
        this.limit = limit;
        this.start = start.clone();
        this.observer = observer;
    }

    /// What it takes: accelerations in m/s².
    ///
    /// @param limit of each axis
    public static ActionSpace actions(float limit) {
        return new ActionSpace.Box(new float[] {-limit, -limit}, new float[] {limit, limit});
    }

    /// Sees the signals as they are: latents `[4]`.
    public static Encoder encoder() {
        return new Encoder() {
            @Override
            public int dimension() {
                return SIGNALS.dimension();
            }

            @Override
            public Latent encode(Observation observation) {
                return new Latent(((Signals) observation).values().clone());
            }
        };
    }

    /// Reads a signal from such a latent, without error.
    ///
    /// @param signal `x`, `y`, `vx` or `vy`
    public static Readout readout(String signal) {
        int index = SIGNALS.index(signal);
        float[] weights = new float[SIGNALS.dimension()];
        weights[index] = 1;
        return LinearReadout.exact(signal, SIGNALS.signals().get(index).unit(), weights, 0);
    }

    @Override
    public ActionSpace actionSpace() {
        return actions(limit);
    }

    @Override
    public SignalSpace signalSpace() {
        return SIGNALS;
    }

    /// @param seed not used: every episode begins at the start
    @Override
    public Signals reset(Seed seed) {
        System.arraycopy(start, 0, state, 0, state.length);
        begun = true;
        time = 0;
        observer.substep(0, state.clone());
        return seen();
    }

    @Override
    public Signals step(Action action) {
        if (!begun) {
            throw new IllegalStateException(
                    "The puck was not reset; it must be before a step.\nMaybe reset(seed) was forgotten.");
        }
        if (action.dimension() != 2) {
            throw new IllegalArgumentException(
                    "The action has %d axes, but the puck takes 2.\nMaybe the action is of another world."
                            .formatted(action.dimension()));
        }
        double part = seconds / SUBSTEPS;
        for (int substep = 0; substep < SUBSTEPS; substep++) {
            for (int axis = 0; axis < 2; axis++) {
                double pushed = Math.clamp((double) action.values()[axis], -limit, limit);
                state[axis] += state[2 + axis] * part + pushed * part * part / 2;
                state[2 + axis] += pushed * part;
            }
            time += part;
            observer.substep(time, state.clone());
        }
        return seen();
    }

    private Signals seen() {
        float[] values = new float[state.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) state[i];
        }
        return new Signals(values);
    }
}
