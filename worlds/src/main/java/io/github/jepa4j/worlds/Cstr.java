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

/// A continuous stirred-tank reactor in which A becomes B, B becomes C, and 2 A become D, seen as the
/// concentrations `Ca` and `Cb` in mol/l and the temperatures of reactor and jacket, `TR` and `TK`, in °C. An
/// action `[A] = [2]` is the feed `F` in 1/h (litres per hour and litre of reactor), in [5, 100], and the
/// heat put into the jacket `Q` in kJ/h, in [-8500, 0]; more is cut off. It is held for 0.005 h, 18 s. Two
/// reactions are exothermic: a warmer reactor reacts faster. The task is to hold `Cb` at 0.6 mol/l with both
/// temperatures at most 140 °C; nothing happens beyond: the limits are for judging.
///
/// Source: the reactor of Klatt and Engell (*Gain-scheduling trajectory control of a continuous stirred tank
/// reactor*, Computers and Chemical Engineering 22, 1998), in the form, units, bounds, initial state and
/// uncertain kinetics of do-mpc's example (Fiedler et al., *do-mpc: Towards FAIR nonlinear and robust model
/// predictive control*, Control Engineering Practice 140, 2023). Its feed of 130 °C is do-mpc's. Differs in
/// the integrator, which there has adaptive steps: here it is the classical Runge-Kutta method, with 10
/// substeps for each action.
public final class Cstr implements SignalEnvironment {

    /// The time of an action, in h.
    public static final double ACTION_HOURS = 0.005;

    /// What `Cb` should be, in mol/l.
    public static final double TARGET = 0.6;

    /// do-mpc's bounds: concentrations from 0.1 to 2 mol/l, temperatures from 50 to 140 °C. (That of the
    /// reactor's temperature is soft there.)
    public static final StateLimits LIMITS =
            new StateLimits(new double[] {0.1, 0.1, 50, 50}, new double[] {2, 2, 140, 140});

    /// An action that, held for hours, brings `Cb` to the target and the reactor to 136 °C, if the kinetics
    /// are the nominal ones.
    public static final Action STEADY = new Action(10, -1896);

    private static final double RATE_AB = 1.287e12; // 1/h, as is that of B to C
    private static final double RATE_AD = 9.043e9; // l/(mol h)
    private static final double ACTIVATION_AB = 9758.3; // K, as is that of B to C: divided by the gas constant
    private static final double ACTIVATION_AD = 8560.0; // K
    private static final double HEAT_AB = 4.2; // kJ/mol A; above 0 is taken up
    private static final double HEAT_BC = -11.0; // kJ/mol B
    private static final double HEAT_AD = -41.85; // kJ/mol A
    private static final double DENSITY = 0.9342; // kg/l
    private static final double HEAT_CAPACITY = 3.01; // kJ/(kg K)
    private static final double JACKET_HEAT_CAPACITY = 2.0; // kJ/(kg K)
    private static final double JACKET_MASS = 5.0; // kg
    private static final double WALL_AREA = 0.215; // m^2
    private static final double VOLUME = 10.01; // l
    private static final double KELVIN = 273.15;

    private static final ActionSpace.Box ACTIONS = new ActionSpace.Box(new float[] {5, -8500}, new float[] {100, 0});

    private static final SignalSpace SIGNALS = SignalSpace.of(
            new Signal("Ca", "mol/l", 0, 10),
            new Signal("Cb", "mol/l", 0, 10),
            new Signal("TR", "°C", 20, 250),
            new Signal("TK", "°C", 20, 250));

    /// What a scenario may perturb.
    ///
    /// @param alpha             multiplies the activation energy of 2 A to D; do-mpc's robust controller
    ///     reckons with 0.95, 1 and 1.05
    /// @param beta              multiplies the rate of A to B; there 0.9, 1 and 1.1
    /// @param feedConcentration of A, in mol/l; published as 4.5 to 5.7
    /// @param feedTemperature   in °C
    /// @param heatTransfer      through the wall, in kJ/(h m^2 K)
    /// @param substeps          of the integrator for each action, at least 1
    public record Parameters(
            double alpha,
            double beta,
            double feedConcentration,
            double feedTemperature,
            double heatTransfer,
            int substeps) {

        /// Nominal kinetics, 5.1 mol/l, 130 °C, 4032 kJ/(h m^2 K), 10 substeps of 1.8 s.
        public static final Parameters PUBLISHED = new Parameters(1, 1, 5.1, 130, 4032, 10);

        public Parameters {
            if (!(alpha > 0 && beta > 0 && feedConcentration >= 0 && heatTransfer >= 0 && feedTemperature > -KELVIN)
                    || !Double.isFinite(alpha + beta + feedConcentration + feedTemperature + heatTransfer)
                    || substeps < 1) {
                throw new IllegalArgumentException(
                        "The reactor's alpha is %s, its beta %s, the feed %s mol/l of A at %s °C, the heat transfer %s kJ/(h m^2 K), the substeps %d; alpha and beta must be above 0, concentration and heat transfer at least 0, all finite, and there must be a substep.\nMaybe a perturbation was added where a factor was meant."
                                .formatted(alpha, beta, feedConcentration, feedTemperature, heatTransfer, substeps));
            }
        }

        /// The published parameters with other kinetics.
        public static Parameters kinetics(double alpha, double beta) {
            return new Parameters(
                    alpha,
                    beta,
                    PUBLISHED.feedConcentration,
                    PUBLISHED.feedTemperature,
                    PUBLISHED.heatTransfer,
                    PUBLISHED.substeps);
        }
    }

    /// The true state.
    ///
    /// @param a       the concentration of A, in mol/l, at least 0
    /// @param b       the concentration of B, in mol/l, at least 0
    /// @param reactor its temperature, in °C
    /// @param jacket  its temperature, in °C
    public record State(double a, double b, double reactor, double jacket) {

        /// do-mpc's initial state: 0.8 and 0.5 mol/l, 134.14 and 130 °C.
        public static final State PUBLISHED = new State(0.8, 0.5, 134.14, 130);

        public State {
            if (!(a >= 0 && b >= 0) || !Double.isFinite(a + b + reactor + jacket)) {
                throw new IllegalArgumentException(
                        "The reactor holds %s mol/l of A and %s of B at %s °C in a jacket of %s °C; all must be finite, and concentrations at least 0.\nMaybe it was computed with a division by zero."
                                .formatted(a, b, reactor, jacket));
            }
        }

        /// In the order of the signals.
        public double[] toArray() {
            return new double[] {a, b, reactor, jacket};
        }

        /// Around the published initial state, uniformly: up to 0.2 mol/l of A, 0.1 mol/l of B and 4 °C to
        /// either side, so always within the limits.
        public static State random(Seed seed) {
            RandomGenerator random = seed.generator();
            return new State(
                    PUBLISHED.a + random.nextDouble(-0.2, 0.2),
                    PUBLISHED.b + random.nextDouble(-0.1, 0.1),
                    PUBLISHED.reactor + random.nextDouble(-4, 4),
                    PUBLISHED.jacket + random.nextDouble(-4, 4));
        }
    }

    private final Function<Seed, State> starts;
    private final Parameters parameters;
    private final SubstepObserver observer;
    private final RungeKutta integrator;
    private final float[] input = new float[2];
    private double @Nullable [] state;
    private long substeps;

    /// Every episode starts as [State#random] says.
    public Cstr() {
        this(State::random, Parameters.PUBLISHED, SubstepObserver.NONE);
    }

    /// A reactor.
    ///
    /// @param starts     how an episode begins, from its seed
    /// @param parameters of kinetics and feed
    /// @param observer   sees the true state, in the order of the signals, at every substep; its time is in h
    public Cstr(Function<Seed, State> starts, Parameters parameters, SubstepObserver observer) {
        this.starts = starts;
        this.parameters = parameters;
        this.observer = observer;
        this.integrator = new RungeKutta(4, this::derivative);
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
        if (action.dimension() != 2) {
            throw new IllegalArgumentException(
                    "The action has %d axes, but the reactor takes 2: the feed in 1/h and the heat in kJ/h.\nMaybe the action is meant for another world."
                            .formatted(action.dimension()));
        }
        System.arraycopy(action.values(), 0, input, 0, 2);
        ACTIONS.project(input, 0);
        for (int i = 0; i < parameters.substeps(); i++) {
            integrator.step(now, ACTION_HOURS / parameters.substeps());
            substeps++;
            observer.substep(hours(), now.clone());
        }
        return seen(now);
    }

    private void derivative(double[] at, double[] rate) {
        double a = at[0];
        double b = at[1];
        double kelvin = at[2] + KELVIN;
        double feed = input[0];
        double arrhenius = RATE_AB * Math.exp(-ACTIVATION_AB / kelvin);
        double toB = parameters.beta() * arrhenius * a;
        double toC = arrhenius * b;
        double toD = RATE_AD * Math.exp(-parameters.alpha() * ACTIVATION_AD / kelvin) * a * a;
        double heat = toB * HEAT_AB + toC * HEAT_BC + toD * HEAT_AD; // kJ/(l h), taken up
        double intoReactor = parameters.heatTransfer() * WALL_AREA * (at[3] - at[2]); // kJ/h
        rate[0] = feed * (parameters.feedConcentration() - a) - toB - toD;
        rate[1] = -feed * b + toB - toC;
        rate[2] = feed * (parameters.feedTemperature() - at[2])
                + (intoReactor / VOLUME - heat) / (DENSITY * HEAT_CAPACITY);
        rate[3] = (input[1] - intoReactor) / (JACKET_MASS * JACKET_HEAT_CAPACITY);
    }

    private static Signals seen(double[] state) {
        float[] values = new float[state.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) state[i];
        }
        return new Signals(values);
    }

    /// How far `Cb` is from the target, in mol/l, for judging.
    public double trackingError() {
        return Math.abs(present()[1] - TARGET);
    }

    /// The time since the episode began, in h.
    public double hours() {
        return substeps * ACTION_HOURS / parameters.substeps();
    }

    /// The true state. For judging and for scripted policies only: the agent sees it in single precision.
    public State state() {
        double[] now = present();
        return new State(now[0], now[1], now[2], now[3]);
    }

    /// What may be perturbed.
    public Parameters parameters() {
        return parameters;
    }

    private double[] present() {
        if (state == null) {
            throw new IllegalStateException(
                    "The reactor has no episode yet; reset(seed) begins one.\nMaybe step or state was called before reset.");
        }
        return state;
    }
}
