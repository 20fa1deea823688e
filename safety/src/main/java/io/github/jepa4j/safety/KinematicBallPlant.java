package io.github.jepa4j.safety;

import io.github.jepa4j.safety.PointMazePlant.Obstacle;
import io.github.jepa4j.world.ActionSpace;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// A ball among walls that is put elsewhere by each action and has no speed, such as OGBench's, and that must keep off
/// zones. The states are `x, y` in m, an action how far it goes along both axes as a part of its reach, in [-1, 1].
///
/// **Dynamics.** Off the walls the ball goes straight by its reach times the action. Where it may overlap with a
/// wall it may be pushed out, in any direction, within the step and the steps after, by no more than it overlaps
/// and a declared slack all together; walls are no limits. It holds where nothing else moves the ball: not among
/// teleporters.
///
/// **Backup.** Do nothing: the ball stands where it is, but for being pushed out of a wall.
public final class KinematicBallPlant implements Plant {

    /// More than rounding can amount to in a step of any code that computes the same, in m.
    private static final double ROUNDING = 1e-6;

    /// So near to a zone it goes away where nothing is certain, in m.
    private static final double NEAR = 0.05;

    private static final ActionSpace.Box ACTIONS = new ActionSpace.Box(new float[] {-1, -1}, new float[] {1, 1});
    private static final Margin CLEAR = new Margin("zones", Double.POSITIVE_INFINITY, "m");

    private final List<Obstacle> zones;
    private final List<Obstacle> walls;
    private final double slack;
    private final Interval[] physical;
    private final Interval[] parameters;

    /// @param zones  that the ball's centre must not enter
    /// @param walls  all that it can touch, wherever they are, with the distance that keeps the ball's centre
    ///     free of contacts
    /// @param place  where the centre can be at all
    /// @param reach  how far a full action goes along an axis, in m; above 0
    /// @param slack  how much further than it overlaps a wall pushes the ball at most, in m, at least 0
    public KinematicBallPlant(List<Obstacle> zones, List<Obstacle> walls, Place place, Interval reach, double slack) {
        this.zones = List.copyOf(zones);
        this.walls = List.copyOf(walls);
        this.slack = slack;
        if (!(reach.low() > 0) || !(slack >= 0 && slack < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(
                    "The reach is in %s m, and the slack of walls %s m; the reach must be above 0, and the slack at least 0 and finite.\nMaybe the declared range is wider than the value."
                            .formatted(reach, slack));
        }
        double deepest = reach.high() * Math.sqrt(2);
        for (Obstacle wall : walls) {
            if (wall.distance() <= deepest) {
                throw new IllegalArgumentException(
                        "The wall %s keeps the ball's centre at %s m; it must be more than the %s m that a step goes, so that it is known how deep a ball may overlap.\nMaybe the walls were made larger instead."
                                .formatted(wall.name(), wall.distance(), deepest));
            }
        }
        physical = new Interval[] {place.x(), place.y()};
        parameters = new Interval[] {reach};
    }

    /// Where the centre can be at all, in m.
    public record Place(Interval x, Interval y) {}

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
        Interval[] now = from.states();
        Interval[] next = new Interval[2];
        Interval[] swept = new Interval[2];
        for (int axis = 0; axis < 2; axis++) {
            next[axis] =
                    now[axis].plus(from.parameters()[0].times(action[axis])).widened(ROUNDING);
            swept[axis] = now[axis].hull(next[axis]);
        }
        double pushed = pushed(swept);
        if (pushed > 0) {
            swept = new Interval[] {swept[0].widened(pushed), swept[1].widened(pushed)};
            next = swept;
        }
        passed.accept(swept);
        return new StateSet(next, from.parameters());
    }

    /// How far walls may push the ball from one of these places, in m; 0 where it touches none.
    private double pushed(Interval[] states) {
        double margin = nearest(walls, states).value();
        return margin > 0 ? 0 : slack - margin;
    }

    private static Margin nearest(List<Obstacle> obstacles, Interval[] states) {
        Margin least = CLEAR;
        for (Obstacle obstacle : obstacles) {
            double margin = obstacle.margin(states[0], states[1]);
            least = margin < least.value() ? new Margin(obstacle.name(), margin, "m") : least;
        }
        return least;
    }

    @Override
    public Margin margin(Interval[] states) {
        return nearest(zones, states);
    }

    @Override
    public float[] backup(int manoeuvre, List<StateSet> ahead) {
        return idle();
    }

    @Override
    public Optional<Rest> rest(int manoeuvre, List<StateSet> ahead) {
        Margin least = Margin.NONE;
        for (StateSet set : ahead) {
            Interval[] states = set.states();
            double out = pushed(states);
            least = least.least(margin(new Interval[] {states[0].widened(out), states[1].widened(out)}));
        }
        return Optional.of(new Rest(least, _ -> idle()));
    }

    /// {@inheritDoc}
    ///
    /// Straight away from the middle of the zone that is violated most, as fast as it goes.
    @Override
    public float[] escape(List<StateSet> ahead) {
        Interval[] here = new Interval[2];
        for (int axis = 0; axis < 2; axis++) {
            Interval all = ahead.getFirst().states()[axis];
            for (StateSet set : ahead) {
                all = all.hull(set.states()[axis]);
            }
            here[axis] = Interval.of(all.middle());
        }
        Obstacle worst = null;
        double least = NEAR;
        for (Obstacle zone : zones) {
            double margin = zone.margin(here[0], here[1]);
            worst = margin < least ? zone : worst;
            least = Math.min(least, margin);
        }
        if (worst == null) {
            return idle();
        }
        double dx = here[0].middle() - worst.x().middle();
        double dy = here[1].middle() - worst.y().middle();
        double greatest = Math.max(Math.abs(dx), Math.abs(dy));
        return greatest == 0 ? new float[] {1, 0} : new float[] {(float) (dx / greatest), (float) (dy / greatest)};
    }
}
