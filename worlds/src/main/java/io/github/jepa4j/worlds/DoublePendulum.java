package io.github.jepa4j.worlds;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.world.GoalEnvironment;
import io.github.jepa4j.world.Signal;
import io.github.jepa4j.world.SignalEnvironment;
import io.github.jepa4j.world.SignalSpace;
import io.github.jepa4j.world.Signals;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Two links in a vertical plane, of which one joint has a motor, to be swung up; seen as `q1`, `q2` in rad
/// and `v1`, `v2` in rad/s. Both angles 0 is hanging; `q2` is the second link's against the first's, and full
/// turns are counted. An action `[A] = [1]` is the motor's torque in N m, at most 6 either way; more is cut
/// off. It is held for the substeps of 2 ms that [Parameters] say.
///
/// Source: the double pendulum of RealAIGym (Wiebe et al., *Open source dual-purpose acrobot and pendubot
/// platform*, IEEE Robotics and Automation Magazine 2023; BSD-3): the identified parameters of its design
/// C.1, model 1.0, its equations, its integrator (Runge-Kutta, 0.002 s), and the torque limit and frictionless
/// joints of its leaderboard `simulation_v2`.
public final class DoublePendulum implements SignalEnvironment, GoalEnvironment {

    /// The time of a substep, in s.
    public static final double SUBSTEP_SECONDS = 0.002;

    /// The greatest torque, in N m.
    public static final float TORQUE_LIMIT = 6;

    /// Swung up is higher than this share of both lengths.
    public static final double SUCCESS_HEIGHT = 0.9;

    private static final ActionSpace.Box ACTIONS =
            new ActionSpace.Box(new float[] {-TORQUE_LIMIT}, new float[] {TORQUE_LIMIT});

    /// Speeds beyond would take an energy that the motor has not.
    private static final SignalSpace SIGNALS = SignalSpace.of(
            Signal.unlimited("q1", "rad"),
            Signal.unlimited("q2", "rad"),
            new Signal("v1", "rad/s", -200, 200),
            new Signal("v2", "rad/s", -200, 200));

    /// Which joint has the motor.
    public enum Motor {
        /// At the shoulder.
        PENDUBOT,
        /// At the elbow.
        ACROBOT
    }

    /// A link and the joint it hangs from.
    ///
    /// @param mass    in kg, above 0
    /// @param length  in m, above 0
    /// @param centre  of mass, from the joint, in m
    /// @param inertia about the joint, in kg m^2, above 0
    /// @param damping of the joint, in N m s, at least 0
    /// @param coulomb friction of the joint, in N m, at least 0: the torque is `coulomb * atan(100 v)`
    public record Link(double mass, double length, double centre, double inertia, double damping, double coulomb) {

        public Link {
            if (!(mass > 0 && length > 0 && inertia > 0 && damping >= 0 && coulomb >= 0)
                    || !Double.isFinite(mass + length + centre + inertia + damping + coulomb)) {
                throw new IllegalArgumentException(
                        "The link's mass is %s kg, its length %s m, its centre at %s m, its inertia %s kg m^2, its damping %s N m s, its friction %s N m; mass, length and inertia must be above 0, frictions at least 0, all finite.\nMaybe a perturbation was added where a factor was meant."
                                .formatted(mass, length, centre, inertia, damping, coulomb));
            }
        }
    }

    /// The physical constants, which a scenario may perturb.
    ///
    /// @param first        the link at the shoulder
    /// @param second       the link at the elbow
    /// @param gravity      in m/s^2
    /// @param motorInertia of each motor, in kg m^2, at least 0
    /// @param gearRatio    of each motor
    /// @param substeps     for which an action is held, at least 1
    public record Parameters(
            Link first, Link second, double gravity, double motorInertia, double gearRatio, int substeps) {

        /// As in the leaderboard `simulation_v2`: no friction, no motor inertia, an action for each substep.
        public static final Parameters SIMULATION_V2 = new Parameters(
                new Link(0.5234602302310271, 0.2, 0.2, 0.031887199591513114, 0, 0),
                new Link(0.6255677234174437, 0.3, 0.25569305436052964, 0.05086984812807257, 0, 0),
                9.81,
                0,
                6,
                1);

        /// As identified on the hardware, with frictions and motor inertia.
        public static final Parameters IDENTIFIED = new Parameters(
                new Link(0.5234602302310271, 0.2, 0.2, 0.031887199591513114, 0.001, 0.16),
                new Link(0.6255677234174437, 0.3, 0.25569305436052964, 0.05086984812807257, 0.001, 0.12),
                9.81,
                6.287203962819607e-5,
                6,
                1);

        public Parameters {
            if (!(motorInertia >= 0) || !Double.isFinite(gravity + motorInertia + gearRatio) || substeps < 1) {
                throw new IllegalArgumentException(
                        "The pendulum's gravity is %s m/s^2, its motors' inertia %s kg m^2, its gear ratio %s, its substeps %d; all must be finite, the inertia at least 0, and there must be a substep.\nMaybe a perturbation was added where a factor was meant."
                                .formatted(gravity, motorInertia, gearRatio, substeps));
            }
            double coupling = second.mass * first.length * second.centre;
            double outer = first.inertia + second.mass * first.length * first.length;
            if (!(outer * second.inertia > coupling * coupling)) {
                throw new IllegalArgumentException(
                        "The links %s and %s have no positive mass matrix when stretched out; no bodies are so.\nMaybe an inertia was given about the centre of mass: it is about the joint."
                                .formatted(first, second));
            }
        }

        /// These, with an action held for more or fewer substeps.
        public Parameters withSubsteps(int count) {
            return new Parameters(first, second, gravity, motorInertia, gearRatio, count);
        }
    }

    /// The true state.
    ///
    /// @param q1 of the first link, in rad
    /// @param q2 of the second against the first, in rad
    /// @param v1 in rad/s
    /// @param v2 in rad/s
    public record State(double q1, double q2, double v1, double v2) {

        /// Both links hang, at rest.
        public static final State HANGING = new State(0, 0, 0, 0);

        /// Both links stand, at rest: the goal.
        public static final State UPRIGHT = new State(Math.PI, 0, 0, 0);

        public State {
            if (!Double.isFinite(q1 + q2 + v1 + v2)) {
                throw new IllegalArgumentException(
                        "The pendulum is at (%s, %s) rad with the speeds (%s, %s) rad/s; all must be finite.\nMaybe it was computed with a division by zero."
                                .formatted(q1, q2, v1, v2));
            }
        }

        /// In the order of the signals.
        public double[] toArray() {
            return new double[] {q1, q2, v1, v2};
        }
    }

    private final Motor motor;
    private final Function<Seed, State> starts;
    private final Parameters parameters;
    private final SubstepObserver observer;
    private final DoublePendulumDynamics dynamics;
    private final RungeKutta integrator;
    private double @Nullable [] state;
    private double torque;
    private long substeps;

    /// A pendulum.
    ///
    /// @param motor      where it is
    /// @param starts     how an episode begins, from its seed
    /// @param parameters of the physics
    /// @param observer   sees the true state, in the order of the signals, at every substep
    public DoublePendulum(Motor motor, Function<Seed, State> starts, Parameters parameters, SubstepObserver observer) {
        this.motor = motor;
        this.starts = starts;
        this.parameters = parameters;
        this.observer = observer;
        this.dynamics = new DoublePendulumDynamics(parameters);
        this.integrator = new RungeKutta(4, this::derivative);
    }

    /// With the motor at the elbow; every episode starts hanging at rest, and the seed decides nothing.
    public static DoublePendulum acrobot() {
        return new DoublePendulum(Motor.ACROBOT, _ -> State.HANGING, Parameters.SIMULATION_V2, SubstepObserver.NONE);
    }

    /// With the motor at the shoulder; every episode starts hanging at rest, and the seed decides nothing.
    public static DoublePendulum pendubot() {
        return new DoublePendulum(Motor.PENDUBOT, _ -> State.HANGING, Parameters.SIMULATION_V2, SubstepObserver.NONE);
    }

    @Override
    public ActionSpace.Box actionSpace() {
        return ACTIONS;
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
        if (action.dimension() != 1) {
            throw new IllegalArgumentException(
                    "The action has %d axes, but a double pendulum takes 1: the torque of its motor, in N m.\nMaybe the torque of the joint without a motor was given too."
                            .formatted(action.dimension()));
        }
        torque = Math.clamp(action.values()[0], -TORQUE_LIMIT, TORQUE_LIMIT);
        for (int i = 0; i < parameters.substeps(); i++) {
            integrator.step(now, SUBSTEP_SECONDS);
            substeps++;
            observer.substep(seconds(), now.clone());
        }
        return seen(now);
    }

    private void derivative(double[] at, double[] rate) {
        boolean shoulder = motor == Motor.PENDUBOT;
        dynamics.rate(at, shoulder ? torque : 0, shoulder ? 0 : torque, rate);
    }

    private static Signals seen(double[] state) {
        float[] values = new float[state.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) state[i];
        }
        return new Signals(values);
    }

    /// What would be seen upright at rest.
    @Override
    public Signals goal() {
        return seen(State.UPRIGHT.toArray());
    }

    /// {@inheritDoc}
    ///
    /// Here: how much the tip is lower than both lengths, in m.
    @Override
    public double distanceToGoal() {
        return parameters.first().length() + parameters.second().length() - height();
    }

    /// How high the tip is above the shoulder, in m, for judging.
    public double height() {
        double[] now = present();
        return -parameters.first().length() * Math.cos(now[0])
                - parameters.second().length() * Math.cos(now[0] + now[1]);
    }

    /// Whether the tip is as high as the leaderboards ask for: 0.9 of both lengths.
    public boolean swungUp() {
        return height()
                > SUCCESS_HEIGHT
                        * (parameters.first().length() + parameters.second().length());
    }

    /// Kinetic and potential energy, in J; the shoulder's height is 0.
    public double energy() {
        return dynamics.energy(present());
    }

    /// The time since the episode began, in s.
    public double seconds() {
        return substeps * SUBSTEP_SECONDS;
    }

    /// The true state. For judging and for scripted policies only: the agent sees it in single precision.
    public State state() {
        double[] now = present();
        return new State(now[0], now[1], now[2], now[3]);
    }

    /// The physical constants.
    public Parameters parameters() {
        return parameters;
    }

    private double[] present() {
        if (state == null) {
            throw new IllegalStateException(
                    "The double pendulum has no episode yet; reset(seed) begins one.\nMaybe step or state was called before reset.");
        }
        return state;
    }
}
