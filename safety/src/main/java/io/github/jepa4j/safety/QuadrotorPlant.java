package io.github.jepa4j.safety;

import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.world.Signals;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A quadrotor in a vertical plane, all of whose states must stay within a box. The states are `x` in
/// m, `vx` in m/s, `z` in m (upward), `vz` in m/s, `theta` in rad and `theta rate` in rad/s, an action
/// the thrust of either pair of rotors in N, held for 0.02 s.
///
/// **Dynamics.** `x'' = lift (T1 + T2) sin theta`, `z'' = lift (T1 + T2) cos theta - 9.8 m/s^2` and
/// `theta'' = turn (T2 - T1)`, with `lift = 1 / mass` and `turn = arm / (sqrt(2) inertia)`. While an
/// action is held, theta is a polynomial of time, and the speeds are integrals of its sine and cosine,
/// enclosed by the mean value theorem.
///
/// **Backup.** A linear feedback brings the quadrotor to hover at a place that is chosen by where it is
/// and how it flies, and it is the rest as well: a certificate says, for a box of states, how far the
/// plant ever gets under it. It is refused where that is beyond a limit.
///
/// **Readings must come.** A quadrotor that sees nothing falls over; no manoeuvre of it is blind. What
/// is promised holds as long as no two steps follow each other at which some signal is not trusted, and
/// only for actions and readings that are not late: with more than one hypothesis about delays nothing
/// is verified.
///
/// Source: Yuan et al., *Safe-control-gym*, RA-L 2022, arXiv 2109.06325, for the model. That the backup is
/// a feedback with a certified neighbourhood, rather than an optimised plan into a terminal set, as in
/// Gurriet et al. (see [SafetyFilter]). Differs from a terminal set of one hover in that the place is free.
public final class QuadrotorPlant implements Plant {

    private static final int SUBSTEPS = 4;

    /// More than rounding and the error of any integrator of this system in a substep of it, in each
    /// unit.
    private static final double ROUNDING = 1e-9;

    private static final String[] NAMES = {"x", "vx", "z", "vz", "theta", "theta rate"};
    private static final String[] UNITS = {"m", "m/s", "m", "m/s", "rad", "rad/s"};

    private final Interval[] limits;
    private final Interval thrust;
    private final ActionSpace.Box actions;
    private final QuadrotorTube.Known declared;

    /// What is declared of the rotors and sensors.
    ///
    /// @param actions    the thrusts that there are, in N; the same for both pairs
    /// @param saturation as declared in [Bounds]: the manoeuvre asks for no more
    /// @param noise      as declared in [Bounds], of each signal
    public record Equipment(ActionSpace.Box actions, double saturation, double[] noise) {

        public Equipment {
            if (actions.dimension() != 2 || noise.length != 6) {
                throw new IllegalArgumentException(
                        "The actions have %d axes and the noise is of %d signals; a quadrotor in a plane has 2 and 6.\nMaybe they are another plant's."
                                .formatted(actions.dimension(), noise.length));
            }
        }
    }

    /// @param limits of each signal
    /// @param lift   1 / mass, in 1/kg; above 0
    /// @param turn   arm / (sqrt(2) inertia), in 1/(kg m); above 0
    public QuadrotorPlant(Interval[] limits, Interval lift, Interval turn, Equipment equipment) {
        if (limits.length != NAMES.length || !(lift.low() > 0 && turn.low() > 0)) {
            throw new IllegalArgumentException(
                    "There are %d limits, lift is in %s 1/kg, turn in %s 1/(kg m); there must be 6 limits, and both be above 0.\nMaybe a mass was given where its inverse was meant."
                            .formatted(limits.length, lift, turn));
        }
        this.limits = limits.clone();
        this.actions = equipment.actions;
        this.thrust = new Interval(
                Math.max(actions.low()[0], actions.low()[1]),
                Math.min(actions.high()[0], actions.high()[1]) * equipment.saturation);
        this.declared = new QuadrotorTube.Known(lift, turn, equipment.noise.clone());
    }

    /// A place to fly to.
    ///
    /// @param x       in m
    /// @param z       in m
    /// @param radius  how near counts, in m
    /// @param seconds until when; `Infinity` where there is no deadline
    public record Goal(double x, double z, double radius, double seconds) {}

    /// Whether limits forbid a goal: where none of the places that count is within them, or none is
    /// near enough for the limits of speed.
    ///
    /// @param first the first reading of an episode
    /// @return why not; empty when it may be possible
    public Optional<Infeasible> refuseGoal(Signals first, Goal goal) {
        double outside = Math.max(outside(goal.x, limits[0]), outside(goal.z, limits[2]));
        if (outside > goal.radius) {
            return Optional.of(new Infeasible(
                    Infeasible.Reason.GOAL_FORBIDDEN,
                    new Margin("goal within the limits", goal.radius - outside, "m"),
                    "go to (%.2f, %.2f) m, the nearest within them"
                            .formatted(
                                    Math.clamp(goal.x, limits[0].low(), limits[0].high()),
                                    Math.clamp(goal.z, limits[2].low(), limits[2].high()))));
        }
        float[] at = first.values();
        double[] noise = declared.noise();
        double least = Math.max(
                (Math.abs(goal.x - at[0]) - noise[0] - goal.radius) / limits[1].magnitude(),
                (Math.abs(goal.z - at[2]) - noise[2] - goal.radius) / limits[3].magnitude());
        return least <= goal.seconds
                ? Optional.empty()
                : Optional.of(new Infeasible(
                        Infeasible.Reason.CONFLICTING_LIMITS,
                        new Margin("deadline within the limits of speed", goal.seconds - least, "s"),
                        "take %.1f s at least, or go part of the way".formatted(least)));
    }

    private static double outside(double place, Interval limit) {
        return Math.max(0, Math.max(limit.low() - place, place - limit.high()));
    }

    @Override
    public ActionSpace.Box actionSpace() {
        return actions;
    }

    @Override
    public float[] idle() {
        float hover = (float) (QuadrotorHover.GRAVITY / 2 / declared.lift().middle());
        return new float[] {hover, hover};
    }

    @Override
    public Interval[] physical() {
        Interval place = new Interval(-20, 20);
        return new Interval[] {place, place, place, place, new Interval(-100, 100), new Interval(-300, 300)};
    }

    @Override
    public Interval[] parameters() {
        return new Interval[] {declared.lift(), declared.turn()};
    }

    @Override
    public int manoeuvres() {
        return QuadrotorHover.KINDS;
    }

    @Override
    public StateSet step(StateSet from, Interval[] action, Consumer<Interval[]> passed) {
        Interval lifted = from.parameters()[0].times(action[0].plus(action[1]));
        Interval turning = from.parameters()[1].times(action[1].minus(action[0]));
        Interval[] now = from.states();
        passed.accept(now);
        for (int i = 0; i < SUBSTEPS; i++) {
            now = substep(now, lifted, turning, passed);
        }
        return new StateSet(now, from.parameters());
    }

    private static Interval[] substep(Interval[] now, Interval lifted, Interval turning, Consumer<Interval[]> passed) {
        double h = QuadrotorHover.SECONDS / SUBSTEPS;
        Interval rate = now[5].plus(turning.times(h));
        Interval theta = now[4].plus(now[5].times(h)).plus(turning.times(h * h / 2));
        Interval leaning = now[4].hull(theta).widened(h * h / 8 * turning.magnitude() + ROUNDING);
        Interval sine = sine(leaning);
        Interval cosine = cosine(leaning);
        // The integral over the substep of how far theta has moved.
        Interval moved = now[5].times(h * h / 2);
        Interval bent = turning.times(h * h * h / 6);
        Interval aside = sine(now[4]).times(h).plus(cosine.times(moved)).plus(cosine.times(bent));
        Interval up = cosine(now[4]).times(h).minus(sine.times(moved)).minus(sine.times(bent));
        Interval pull = lifted.times(sine);
        Interval climb = lifted.times(cosine).plus(-QuadrotorHover.GRAVITY);
        Interval[] next = {
            now[0].plus(now[1].times(h)).plus(pull.times(h * h / 2)),
            now[1].plus(lifted.times(aside)),
            now[2].plus(now[3].times(h)).plus(climb.times(h * h / 2)),
            now[3].plus(lifted.times(up)).plus(-QuadrotorHover.GRAVITY * h),
            theta,
            rate
        };
        Interval[] swept = new Interval[next.length];
        for (int i = 0; i < next.length; i++) {
            next[i] = next[i].widened(ROUNDING);
            swept[i] = now[i].hull(next[i]);
        }
        swept[0] = swept[0].widened(h * h / 8 * pull.magnitude());
        swept[1] = swept[1].hull(now[1].plus(pull.times(h)));
        swept[2] = swept[2].widened(h * h / 8 * climb.magnitude());
        swept[3] = swept[3].hull(now[3].plus(climb.times(h)));
        swept[4] = swept[4].hull(leaning);
        passed.accept(swept);
        return next;
    }

    private static Interval sine(Interval angle) {
        return angle.magnitude() > Math.PI / 2
                ? new Interval(-1, 1)
                : new Interval(Math.sin(angle.low()), Math.sin(angle.high())).widened(1e-15);
    }

    private static Interval cosine(Interval angle) {
        return angle.magnitude() > Math.PI
                ? new Interval(-1, 1)
                : new Interval(Math.cos(angle.magnitude()), Math.cos(angle.leastMagnitude())).widened(1e-15);
    }

    /// {@inheritDoc}
    ///
    /// The lift from how `vz` changed, the turning from how the rate did.
    @Override
    public Optional<StateSet> learn(StateSet before, Interval[] action, StateSet after) {
        Interval[] cosines = {cosine(before.states()[4])};
        step(before, action, swept -> {
            Interval now = cosine(swept[4]);
            cosines[0] = cosines[0].hull(now);
        });
        Interval lift = after.parameters()[0];
        Interval turn = after.parameters()[1];
        Interval lifting = action[0].plus(action[1]).times(cosines[0]).times(QuadrotorHover.SECONDS);
        Interval climbed = after.states()[3]
                .minus(before.states()[3])
                .plus(QuadrotorHover.GRAVITY * QuadrotorHover.SECONDS)
                .widened(SUBSTEPS * ROUNDING);
        Interval turning = action[1].minus(action[0]).times(QuadrotorHover.SECONDS);
        Interval turned = after.states()[5].minus(before.states()[5]).widened(SUBSTEPS * ROUNDING);
        if (lifting.low() > 0) {
            Interval explained = climbed.over(lifting);
            if (!lift.meets(explained)) {
                return Optional.empty();
            }
            lift = lift.meet(explained);
        }
        if (!turning.contains(0)) {
            Interval explained = turned.over(turning);
            if (!turn.meets(explained)) {
                return Optional.empty();
            }
            turn = turn.meet(explained);
        }
        return Optional.of(new StateSet(after.states(), new Interval[] {lift, turn}));
    }

    @Override
    public Margin margin(Interval[] states) {
        Margin least = Margin.NONE;
        for (int i = 0; i < states.length; i++) {
            double below = states[i].low() - limits[i].low();
            double above = limits[i].high() - states[i].high();
            least = least.least(new Margin(NAMES[i], Math.min(below, above), UNITS[i]));
        }
        return least;
    }

    @Override
    public float[] backup(int manoeuvre, List<StateSet> ahead) {
        double[] belief = QuadrotorHover.belief(ahead);
        QuadrotorTube.Known known = known(ahead);
        return QuadrotorHover.thrust(
                belief,
                place(manoeuvre, belief),
                known.lift().middle(),
                known.turn().middle());
    }

    /// {@inheritDoc}
    ///
    /// A verification takes three certificates.
    @Override
    public int grid() {
        return 4;
    }

    /// Off the limits, where the quadrotor would otherwise stop.
    private double[] place(int manoeuvre, double[] belief) {
        double[] place = QuadrotorHover.place(manoeuvre, belief);
        return new double[] {inside(place[0], limits[0]), inside(place[1], limits[2])};
    }

    private static double inside(double place, Interval limit) {
        double off = Math.min(0.15, limit.width() / 8);
        return Math.clamp(place, limit.low() + off, limit.high() - off);
    }

    private QuadrotorTube.Known known(List<StateSet> ahead) {
        Interval lift = ahead.getFirst().parameters()[0];
        Interval turn = ahead.getFirst().parameters()[1];
        for (StateSet set : ahead) {
            lift = lift.hull(set.parameters()[0]);
            turn = turn.hull(set.parameters()[1]);
        }
        return new QuadrotorTube.Known(lift, turn, declared.noise());
    }

    @Override
    public Optional<Rest> rest(int manoeuvre, List<StateSet> ahead) {
        QuadrotorTube.Known known = known(ahead);
        double[] place = place(manoeuvre, QuadrotorHover.belief(ahead));
        double lift = known.lift().middle();
        double turn = known.turn().middle();
        Policy hover = sets -> QuadrotorHover.thrust(QuadrotorHover.belief(sets), place, lift, turn);
        return Optional.of(new Rest(certified(ahead, place, known), hover));
    }

    private Margin certified(List<StateSet> ahead, double[] place, QuadrotorTube.Known known) {
        if (ahead.size() > 1) {
            return new Margin("one delay", 1 - ahead.size(), "delays");
        }
        QuadrotorTube tube = new QuadrotorTube(ahead.getFirst().states(), place, known, limits);
        if (!tube.explained()) {
            return new Margin("bounded disturbances", -1, "");
        }
        Margin least = margin(tube.states());
        double spare = Math.min(
                tube.thrust().low() - thrust.low(),
                thrust.high() - tube.thrust().high());
        // In its own unit any thrust would be the nearest of all limits.
        return spare < 0 ? new Margin("thrust", spare, "N") : least;
    }

    @Override
    public float[] escape(List<StateSet> ahead) {
        return backup(0, ahead);
    }
}
