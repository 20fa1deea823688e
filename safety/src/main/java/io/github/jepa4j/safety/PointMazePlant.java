package io.github.jepa4j.safety;

import io.github.jepa4j.world.ActionSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A ball in a point maze, that must keep off zones and walls and below a speed. The states are `x, y`
/// in m and `vx, vy` in m/s, an action the push of both motors in [-1, 1].
///
/// **Dynamics.** Off the walls each axis is on its own: in a substep of `h` seconds `v' = (v + h g u) / (1
/// + h c)`, then `x' = x + h v'`, with `g = gear / mass` and `c = damping / mass`; before an action a speed
/// is cut to ±5 m/s. All four coefficients of states are at least 0, so intervals lose nothing but what is
/// between parameters and states. This is MuJoCo's semi-implicit Euler step with implicit damping, as
/// D4RL's mazes use it; between substeps the ball moves straight.
///
/// **Walls are limits.** A contact is soft, may throw the ball back and, at the seam of two blocks,
/// aside; bounds that hold for all of this would say little. So the certificate keeps the ball off the
/// walls: a manoeuvre in which a contact is possible is not verified, and what is proved is proved of
/// free motion only. Where a contact is possible all the same (an episode that begins in one), any
/// speed that such a ball can have is taken to be possible.
///
/// **Backup.** Brake each axis with what stops its middle speed, at most fully; then do nothing. Where that
/// is not safe, since an unknown gain leaves some speed, be it toward a zone, brake to a slow speed that
/// leads to where there is room for what is not known. At rest the push is 0 and the speed only decays: a
/// ball of speed `v` rolls no further than `v / c`, and its way is straight.
///
/// An estimate would be that the ball needs `v^2 / (2 g)` and what it rolls until it brakes; here all
/// is computed.
public final class PointMazePlant implements Plant {

    /// A ball that is seen at 20 Hz: 5 substeps of 0.01 s.
    private static final double SUBSTEP_SECONDS = 0.01;

    /// What a speed is cut to before an action.
    private static final double CUT = 5;

    /// More than rounding can amount to in one substep of any code that computes the same, in m and
    /// m/s.
    private static final double ROUNDING = 1e-9;

    /// More than any contact can make of a speed, in m/s. A contact's reference acceleration leaves at
    /// most `0.06 v + 28 depth` outward, depth at most `0.01 v + 0.002`; the speed grows by less than a
    /// fifth in a substep.
    private static final double AFTER_CONTACT = 20;

    /// Below this middle speed there is nothing more to gain from braking, in m/s.
    private static final double STANDING = 1e-3;

    /// How far a ball may be left to roll to where there is more room, in m.
    private static final double[] ROLLS = {0.1, 0.25};

    private static final double[][] AROUND = {
        {1, 0}, {-1, 0}, {0, 1}, {0, -1}, {0.7, 0.7}, {0.7, -0.7}, {-0.7, 0.7}, {-0.7, -0.7}
    };

    private static final ActionSpace.Box ACTIONS = new ActionSpace.Box(new float[] {-1, -1}, new float[] {1, 1});

    private static final String METRES = "m";
    private static final Margin CLEAR = new Margin("obstacles", Double.POSITIVE_INFINITY, METRES);

    private final List<Obstacle> zones;
    private final List<Obstacle> walls;
    private final double topSpeed;
    private final int substeps;
    private final double saturation;
    private final Interval[] physical;
    private final Interval[] parameters;

    /// Something that must not be entered: a rectangle and all within a distance of it.
    ///
    /// @param name     by which rulings speak of it
    /// @param x        the rectangle's extent, in m
    /// @param y        likewise
    /// @param distance in m, at least 0; the edge itself may be touched
    public record Obstacle(String name, Interval x, Interval y, double distance) {

        /// A disc.
        public static Obstacle disc(String name, double x, double y, double radius) {
            return new Obstacle(name, Interval.of(x), Interval.of(y), radius);
        }

        /// At most the margin of every place in a box, in m. Below 0: `-distance` at least.
        double margin(Interval placeX, Interval placeY) {
            double dx = Math.max(0, Math.max(placeX.low() - x.high(), x.low() - placeX.high()));
            double dy = Math.max(0, Math.max(placeY.low() - y.high(), y.low() - placeY.high()));
            return Math.sqrt(dx * dx + dy * dy) * (1 - 1e-12) - distance;
        }
    }

    /// What the certificate is told of a maze.
    ///
    /// @param zones      that the ball's centre must not enter
    /// @param walls      with the distance that keeps the ball's centre free of contacts
    /// @param x          where the centre can be at all, in m
    /// @param y          likewise
    /// @param topSpeed   a limit, in m/s; `Infinity` where there is none
    /// @param substeps   for which an action is held
    /// @param saturation as declared in [Bounds]: the manoeuvre asks for no more
    public record Layout(
            List<Obstacle> zones,
            List<Obstacle> walls,
            Interval x,
            Interval y,
            double topSpeed,
            int substeps,
            double saturation) {

        public Layout {
            zones = List.copyOf(zones);
            walls = List.copyOf(walls);
            if (!(topSpeed > 0) || substeps < 1 || !(saturation > 0 && saturation <= 1)) {
                throw new IllegalArgumentException(
                        "The top speed is %s m/s, the substeps %d, the saturation %s; the speed must be above 0, the substeps at least 1, the saturation in (0, 1].\nMaybe a limit that is not wanted was written as 0."
                                .formatted(topSpeed, substeps, saturation));
            }
        }
    }

    /// @param layout  what must be kept off
    /// @param gain    gear / mass, the acceleration of a full push, in m/s^2; above 0
    /// @param damping damping / mass, in 1/s; above 0
    public PointMazePlant(Layout layout, Interval gain, Interval damping) {
        if (!(gain.low() > 0 && damping.low() > 0)) {
            throw new IllegalArgumentException(
                    "The gain is in %s m/s^2, the damping in %s 1/s; both must be above 0.\nMaybe the declared range is wider than the value."
                            .formatted(gain, damping));
        }
        this.zones = layout.zones;
        this.walls = layout.walls;
        this.topSpeed = layout.topSpeed;
        this.substeps = layout.substeps;
        this.saturation = layout.saturation;
        Interval speed = new Interval(-AFTER_CONTACT, AFTER_CONTACT);
        this.physical = new Interval[] {layout.x, layout.y, speed, speed};
        this.parameters = new Interval[] {gain, damping};
    }

    @Override
    public ActionSpace.Box actionSpace() {
        return ACTIONS;
    }

    @Override
    public float[] idle() {
        return new float[2];
    }

    @Override
    public Interval[] physical() {
        return physical.clone();
    }

    @Override
    public Interval[] parameters() {
        return parameters.clone();
    }

    @Override
    public StateSet step(StateSet from, Interval[] action, Consumer<Interval[]> passed) {
        Interval gain = from.parameters()[0].times(SUBSTEP_SECONDS);
        Interval decay =
                Interval.of(1).over(from.parameters()[1].times(SUBSTEP_SECONDS).plus(1));
        Interval[] now = from.states().clone();
        passed.accept(now);
        now[2] = now[2].clamped(CUT);
        now[3] = now[3].clamped(CUT);
        for (int i = 0; i < substeps; i++) {
            Interval[] next = new Interval[4];
            for (int axis = 0; axis < 2; axis++) {
                next[2 + axis] = now[2 + axis]
                        .plus(gain.times(action[axis]))
                        .times(decay)
                        .widened(ROUNDING);
                next[axis] =
                        now[axis].plus(next[2 + axis].times(SUBSTEP_SECONDS)).widened(ROUNDING);
            }
            Interval[] swept = hull(now, next);
            if (!(wallMargin(swept).value() > 0)) {
                next = contact(now);
                swept = hull(now, next);
            }
            passed.accept(swept);
            now = next;
        }
        return new StateSet(now, from.parameters());
    }

    /// What a ball that may touch a wall may do in a substep: anything.
    private static Interval[] contact(Interval[] now) {
        Interval[] next = new Interval[4];
        for (int axis = 0; axis < 2; axis++) {
            next[2 + axis] = new Interval(-AFTER_CONTACT, AFTER_CONTACT);
            next[axis] = now[axis].widened(AFTER_CONTACT * SUBSTEP_SECONDS);
        }
        return next;
    }

    private static Interval[] hull(Interval[] now, Interval[] next) {
        return new Interval[] {now[0].hull(next[0]), now[1].hull(next[1]), now[2].hull(next[2]), now[3].hull(next[3])};
    }

    /// {@inheritDoc}
    ///
    /// The gain: a free speed after the step is `r v + g u s`, with `r` and `s` of the damping alone.
    @Override
    public Optional<StateSet> learn(StateSet before, Interval[] action, StateSet after) {
        boolean[] free = {true};
        step(before, action, swept -> free[0] &= wallMargin(swept).value() > 0);
        boolean cut = before.states()[2].magnitude() >= CUT || before.states()[3].magnitude() >= CUT;
        if (!free[0] || cut) {
            return Optional.of(after);
        }
        Interval decay =
                Interval.of(1).over(after.parameters()[1].times(SUBSTEP_SECONDS).plus(1));
        Interval rest = Interval.of(1);
        Interval sum = Interval.of(0);
        for (int i = 0; i < substeps; i++) {
            rest = rest.times(decay);
            sum = sum.plus(rest);
        }
        Interval gain = after.parameters()[0];
        for (int axis = 0; axis < 2; axis++) {
            Interval pushed = sum.times(SUBSTEP_SECONDS).times(action[axis]);
            if (!pushed.contains(0)) {
                Interval speed = after.states()[2 + axis]
                        .widened(substeps * ROUNDING)
                        .minus(before.states()[2 + axis].times(rest));
                Interval explained = speed.over(pushed);
                if (!gain.meets(explained)) {
                    return Optional.empty();
                }
                gain = gain.meet(explained);
            }
        }
        return Optional.of(new StateSet(after.states(), new Interval[] {gain, after.parameters()[1]}));
    }

    @Override
    public Margin margin(Interval[] states) {
        Margin least = nearest(zones, states).least(wallMargin(states));
        double fastest = Math.nextUp(Math.hypot(states[2].magnitude(), states[3].magnitude()));
        return least.least(new Margin("speed", topSpeed - fastest, "m/s"));
    }

    private Margin wallMargin(Interval[] states) {
        return nearest(walls, states);
    }

    private static Margin nearest(List<Obstacle> obstacles, Interval[] states) {
        Obstacle worst = null;
        double least = Double.POSITIVE_INFINITY;
        for (Obstacle obstacle : obstacles) {
            double margin = obstacle.margin(states[0], states[1]);
            if (margin < least) {
                least = margin;
                worst = obstacle;
            }
        }
        return worst == null ? CLEAR : new Margin(worst.name, least, METRES);
    }

    @Override
    public float[] backup(int manoeuvre, List<StateSet> ahead) {
        StateSet all = together(ahead);
        double[] speeds = finalSpeeds(manoeuvre, all);
        float[] push = new float[2];
        for (int axis = 0; axis < 2; axis++) {
            push[axis] = toward(speeds[axis], all, axis);
        }
        return push;
    }

    @Override
    public int manoeuvres() {
        return 2;
    }

    /// The middle speeds with which a manoeuvre ends: none, or those that roll to where there is most
    /// room.
    private double[] finalSpeeds(int manoeuvre, StateSet all) {
        double[] best = new double[2];
        if (manoeuvre == 0) {
            return best;
        }
        double damping = all.parameters()[1].middle();
        double most = room(all, 0, 0);
        for (double roll : ROLLS) {
            for (double[] way : AROUND) {
                double room = room(all, roll * way[0], roll * way[1]);
                if (room > most) {
                    most = room;
                    best = new double[] {roll * way[0] * damping, roll * way[1] * damping};
                }
            }
        }
        return best;
    }

    /// The margin of all places that the ball may roll to.
    private double room(StateSet all, double rollX, double rollY) {
        Interval[] there = all.states().clone();
        double[] roll = {rollX, rollY};
        for (int axis = 0; axis < 2; axis++) {
            double unknown = there[2 + axis].width() / 2 / all.parameters()[1].middle();
            there[axis] = there[axis].hull(there[axis].plus(roll[axis]).widened(unknown));
        }
        return nearest(zones, there).least(wallMargin(there)).value();
    }

    /// The push that brings the middle speed of an axis nearest to a speed.
    private float toward(double speed, StateSet set, int axis) {
        double gain = set.parameters()[0].middle();
        double missing = speed - set.states()[2 + axis].middle();
        return (float) Math.clamp(missing / (gain * SUBSTEP_SECONDS * substeps), -saturation, saturation);
    }

    private static StateSet together(List<StateSet> ahead) {
        StateSet all = ahead.getFirst();
        for (StateSet set : ahead) {
            Interval[] gain = {all.parameters()[0].hull(set.parameters()[0]), all.parameters()[1]};
            all = new StateSet(hull(all.states(), set.states()), gain);
        }
        return all;
    }

    @Override
    public Optional<Rest> rest(int manoeuvre, List<StateSet> ahead) {
        StateSet all = together(ahead);
        double[] speeds = finalSpeeds(manoeuvre, all);
        boolean slowEnough = Math.abs(all.states()[2].middle() - speeds[0]) < STANDING
                && Math.abs(all.states()[3].middle() - speeds[1]) < STANDING;
        if (!slowEnough) {
            return Optional.empty();
        }
        Margin least = Margin.NONE;
        for (StateSet set : ahead) {
            Interval[] roll = set.states().clone();
            for (int axis = 0; axis < 2; axis++) {
                Interval way = roll[2 + axis].over(set.parameters()[1]).widened(ROUNDING);
                roll[axis] = roll[axis].hull(roll[axis].plus(way));
            }
            least = least.least(margin(roll));
        }
        return Optional.of(new Rest(least, _ -> new float[2]));
    }

    /// {@inheritDoc}
    ///
    /// Out of the obstacle that is violated most, straight away from its middle at a walking pace;
    /// elsewhere braking.
    @Override
    public float[] escape(List<StateSet> ahead) {
        StateSet all = together(ahead);
        Interval[] here = middle(all.states());
        List<Obstacle> obstacles = new ArrayList<>(zones);
        obstacles.addAll(walls);
        Obstacle worst = null;
        double least = 0.02;
        for (Obstacle obstacle : obstacles) {
            double margin = obstacle.margin(here[0], here[1]);
            if (margin < least) {
                least = margin;
                worst = obstacle;
            }
        }
        if (worst == null) {
            return backup(0, ahead);
        }
        double dx = here[0].middle() - Math.clamp(here[0].middle(), worst.x.low(), worst.x.high());
        double dy = here[1].middle() - Math.clamp(here[1].middle(), worst.y.low(), worst.y.high());
        double length = Math.hypot(dx, dy);
        double pace = 0.5;
        double alongX = length == 0 ? 1 : dx / length;
        double alongY = length == 0 ? 0 : dy / length;
        return new float[] {toward(pace * alongX, all, 0), toward(pace * alongY, all, 1)};
    }

    private static Interval[] middle(Interval[] states) {
        Interval[] middles = new Interval[states.length];
        for (int i = 0; i < middles.length; i++) {
            middles[i] = Interval.of(states[i].middle());
        }
        return middles;
    }
}
