package io.github.jepa4j.worlds;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.world.Signal;
import io.github.jepa4j.world.SignalEnvironment;
import io.github.jepa4j.world.SignalSpace;
import io.github.jepa4j.world.Signals;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A small quadrotor in a vertical plane, seen as `x` in m, `vx` in m/s, `z` in m (upward), `vz` in m/s,
/// `theta` in rad and `theta rate` in rad/s. An action `[A] = [2]` is the thrust in N of either pair of
/// rotors, held for 0.02 s; what the rotors cannot do is cut off. Positive `theta` leans toward positive `x`,
/// and the second pair's thrust increases it. There is no ground, and nothing happens beyond the limits:
/// they are for judging.
///
/// Source: safe-control-gym (Yuan et al., *Safe-control-gym*, RA-L 2022, arXiv 2109.06325; MIT): its symbolic
/// model, with the constants of its Crazyflie and the file `mpsc/quadrotor_2D_track`. Differs in the
/// integrator, which there is a rigid-body engine of 1000 Hz: here it is the classical Runge-Kutta method at
/// that rate.
public final class Quadrotor2D implements SignalEnvironment {

    /// The time of an action, in s.
    public static final double ACTION_SECONDS = 0.02;

    /// The time of the figure 8, and of an episode, in s.
    public static final double EPISODE_SECONDS = 6;

    /// What must be kept while tracking: |x| and |vx| at most 2, z from 0 to 2, |vz| at most 2, |theta| at
    /// most 0.2, its rate at most 1.
    public static final StateLimits TRACK_LIMITS =
            new StateLimits(new double[] {-2, -2, 0, -2, -0.2, -1}, new double[] {2, 2, 2, 2, 0.2, 1});

    /// A rotor's thrust is this times the square of its speed in rpm, which goes with the motor's command of
    /// 20,000 to 65,535: `0.2685 command + 4070.3`. An axis of the action is two rotors.
    private static final double THRUST_OF_RPM = 3.16e-10;

    private static final SignalSpace SIGNALS = SignalSpace.of(
            new Signal("x", "m", -20, 20),
            new Signal("vx", "m/s", -20, 20),
            new Signal("z", "m", -20, 20),
            new Signal("vz", "m/s", -20, 20),
            new Signal("theta", "rad", -100, 100),
            new Signal("theta rate", "rad/s", -300, 300));

    /// The physical constants, which a scenario may perturb.
    ///
    /// @param mass     in kg, above 0
    /// @param inertia  about the axis across the plane, in kg m^2, above 0
    /// @param arm      from the centre to a rotor, in m, above 0
    /// @param gravity  in m/s^2
    /// @param substeps of the integrator for each action, at least 1
    public record Parameters(double mass, double inertia, double arm, double gravity, int substeps) {

        /// 0.027 kg, 1.4e-5 kg m^2, 0.0397 m, 9.8 m/s^2, 20 substeps of 1 ms.
        public static final Parameters PUBLISHED = new Parameters(0.027, 1.4e-5, 0.0397, 9.8, 20);

        public Parameters {
            if (!(mass > 0 && inertia > 0 && arm > 0)
                    || !Double.isFinite(mass + inertia + arm + gravity)
                    || substeps < 1) {
                throw new IllegalArgumentException(
                        "The quadrotor's mass is %s kg, its inertia %s kg m^2, its arm %s m, gravity %s m/s^2, its substeps %d; mass, inertia and arm must be above 0, all finite, and there must be a substep.\nMaybe a perturbation was added where a factor was meant."
                                .formatted(mass, inertia, arm, gravity, substeps));
            }
        }

        /// The thrust of each axis that carries the weight when level, in N.
        public float hover() {
            return (float) (mass * gravity / 2);
        }
    }

    /// The true state.
    ///
    /// @param x     in m
    /// @param vx    in m/s
    /// @param z     in m, upward
    /// @param vz    in m/s
    /// @param theta in rad
    /// @param rate  of theta, in rad/s
    public record State(double x, double vx, double z, double vz, double theta, double rate) {

        public State {
            if (!Double.isFinite(x + vx + z + vz + theta + rate)) {
                throw new IllegalArgumentException(
                        "The quadrotor is at (%s, %s) m with the speed (%s, %s) m/s, leaning %s rad at %s rad/s; all must be finite.\nMaybe it was computed with a division by zero."
                                .formatted(x, z, vx, vz, theta, rate));
            }
        }

        /// Level and at rest.
        public static State at(double x, double z) {
            return new State(x, 0, z, 0, 0, 0);
        }

        /// In the order of the signals.
        public double[] toArray() {
            return new double[] {x, vx, z, vz, theta, rate};
        }

        /// A start of the track task: |x| up to 1 m, z from 1 to 2 m, |theta| up to 0.2 rad, speeds up to 0.1,
        /// uniformly, as published, but not so near to a limit that it could not be kept: z up to 1.9 m and
        /// |theta| up to 0.15 rad.
        public static State random(Seed seed) {
            RandomGenerator random = seed.generator();
            return new State(
                    random.nextDouble(-1, 1),
                    random.nextDouble(-0.1, 0.1),
                    random.nextDouble(1, 1.9),
                    random.nextDouble(-0.1, 0.1),
                    random.nextDouble(-0.15, 0.15),
                    random.nextDouble(-0.1, 0.1));
        }
    }

    private final Function<Seed, State> starts;
    private final Parameters parameters;
    private final SubstepObserver observer;
    private final ActionSpace.Box actions;
    private final RungeKutta integrator;
    private final float[] thrust = new float[2];
    private double @Nullable [] state;
    private long substeps;

    /// Every episode starts as [State#random] says.
    public Quadrotor2D() {
        this(State::random, Parameters.PUBLISHED, SubstepObserver.NONE);
    }

    /// A quadrotor.
    ///
    /// @param starts     how an episode begins, from its seed
    /// @param parameters of the physics
    /// @param observer   sees the true state, in the order of the signals, at every substep
    public Quadrotor2D(Function<Seed, State> starts, Parameters parameters, SubstepObserver observer) {
        this.starts = starts;
        this.parameters = parameters;
        this.observer = observer;
        float least = pairThrust(20_000);
        float most = pairThrust(65_535);
        this.actions = new ActionSpace.Box(new float[] {least, least}, new float[] {most, most});
        this.integrator = new RungeKutta(6, this::derivative);
    }

    private static float pairThrust(double command) {
        double rpm = 0.2685 * command + 4070.3;
        return (float) (2 * THRUST_OF_RPM * rpm * rpm);
    }

    @Override
    public ActionSpace.Box actionSpace() {
        return actions;
    }

    @Override
    public SignalSpace signalSpace() {
        return SIGNALS;
    }

    @Override
    public Signals reset(Seed seed) {
        double[] start = starts.apply(seed.split("start")).toArray();
        state = start;
        substeps = 0;
        observer.substep(0, start.clone());
        return seen(start);
    }

    @Override
    public Signals step(Action action) {
        double[] now = present();
        if (action.dimension() != 2) {
            throw new IllegalArgumentException(
                    "The action has %d axes, but a quadrotor in a plane takes 2: the thrust of either pair of rotors, in N.\nMaybe the action is meant for another world."
                            .formatted(action.dimension()));
        }
        System.arraycopy(action.values(), 0, thrust, 0, 2);
        actions.project(thrust, 0);
        for (int i = 0; i < parameters.substeps(); i++) {
            integrator.step(now, ACTION_SECONDS / parameters.substeps());
            substeps++;
            observer.substep(seconds(), now.clone());
        }
        return seen(now);
    }

    private void derivative(double[] at, double[] rate) {
        double lift = (thrust[0] + thrust[1]) / parameters.mass();
        rate[0] = at[1];
        rate[1] = Math.sin(at[4]) * lift;
        rate[2] = at[3];
        rate[3] = Math.cos(at[4]) * lift - parameters.gravity();
        rate[4] = at[5];
        rate[5] = parameters.arm() * (thrust[1] - thrust[0]) / (Math.sqrt(2) * parameters.inertia());
    }

    private static Signals seen(double[] state) {
        float[] values = new float[state.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) state[i];
        }
        return new Signals(values);
    }

    /// Where the quadrotor should be on the figure 8, which is flown once in 6 s around (0, 1) m, 1 m to
    /// either side: `x = sin wt, z = 1 + sin wt cos wt`. Level, as published: who follows it must lean.
    ///
    /// @param seconds since the episode began
    public static State reference(double seconds) {
        double w = 2 * Math.PI / EPISODE_SECONDS;
        double sin = Math.sin(w * seconds);
        double cos = Math.cos(w * seconds);
        return new State(sin, w * cos, 1 + sin * cos, w * (cos * cos - sin * sin), 0, 0);
    }

    /// How far the quadrotor is from the figure 8's present place, in m, for judging.
    public double trackingError() {
        double[] now = present();
        State reference = reference(seconds());
        return Math.hypot(now[0] - reference.x(), now[2] - reference.z());
    }

    /// The time since the episode began, in s.
    public double seconds() {
        return substeps * ACTION_SECONDS / parameters.substeps();
    }

    /// The true state. For judging and for scripted policies only: the agent sees it in single precision.
    public State state() {
        double[] now = present();
        return new State(now[0], now[1], now[2], now[3], now[4], now[5]);
    }

    /// The physical constants.
    public Parameters parameters() {
        return parameters;
    }

    private double[] present() {
        if (state == null) {
            throw new IllegalStateException(
                    "The quadrotor has no episode yet; reset(seed) begins one.\nMaybe step or state was called before reset.");
        }
        return state;
    }
}
