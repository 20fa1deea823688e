package io.github.jepa4j.bench;

import io.github.jepa4j.worlds.Layout;
import io.github.jepa4j.worlds.Position;
import io.github.jepa4j.worlds.TwoRoomsTask;
import java.util.random.RandomGenerator;

/// A disc in two rooms that the picture does not show: standing on the way, or chasing the dot straight through
/// walls.
final class Hazard {

    /// That the dot must not come nearer than, in px.
    static final double RADIUS = 4;

    /// Of the chaser, in px a step; the dot makes up to 1.8.
    static final double SPEED = 0.7;

    private static final double LEAST_HEAD_START = 20;
    private static final double ROOM_FOR_A_WAY_ROUND = 8;

    private final double speed;
    private Position centre;

    private Hazard(Position centre, double speed) {
        this.centre = centre;
        this.speed = speed;
    }

    /// A chaser, at least a head start away from the dot and not on its goal.
    static Hazard chaser(TwoRoomsTask task, RandomGenerator random) {
        Position place;
        do {
            place = new Position(
                    random.nextDouble(Layout.LOW, Layout.HIGH), random.nextDouble(Layout.LOW, Layout.HIGH));
        } while (place.distanceTo(task.start()) < LEAST_HEAD_START || place.distanceTo(task.goal()) < LEAST_HEAD_START);
        return new Hazard(place, SPEED);
    }

    /// A zone halfway from the start to the door, or from the door to the goal: on the longer of both ways. Where
    /// that is too short for a zone, it is moved aside until start, door and goal are free.
    static Hazard zone(TwoRoomsTask task) {
        Position door = new Position(task.layout().wall(), task.layout().door());
        boolean first = task.start().distanceTo(door) > task.goal().distanceTo(door);
        Position end = first ? task.start() : task.goal();
        double x = (end.x() + door.x()) / 2;
        double y = (end.y() + door.y()) / 2;
        Position place = new Position(x, y);
        double aside = 0;
        double length = Math.max(1, end.distanceTo(door));
        while (tooNear(place, task, door) && aside < Layout.SIZE) {
            aside += 1;
            double sign = y > (Layout.LOW + Layout.HIGH) / 2 ? -1 : 1;
            place = new Position(
                    x - sign * aside * Math.abs(door.y() - end.y()) / length * Math.signum(end.x() - door.x()),
                    y + sign * aside * Math.abs(door.x() - end.x()) / length);
        }
        return new Hazard(place, 0);
    }

    private static boolean tooNear(Position place, TwoRoomsTask task, Position door) {
        double least = RADIUS + ROOM_FOR_A_WAY_ROUND / 2;
        return place.distanceTo(task.start()) < least
                || place.distanceTo(task.goal()) < least
                || place.distanceTo(door) < RADIUS + ROOM_FOR_A_WAY_ROUND;
    }

    /// How far outside the dot is, in px; negative inside.
    double margin(Position dot) {
        return dot.distanceTo(centre) - RADIUS;
    }

    /// A step after the dot.
    void chase(Position dot) {
        centre = ahead(dot, 1);
    }

    /// Where it will be if the dot stays where it is: now, after one step, and so on, `[H + 1, 2]`.
    float[] forecast(Position dot, int horizon) {
        float[] centres = new float[2 * (horizon + 1)];
        for (int step = 0; step <= horizon; step++) {
            Position there = ahead(dot, step);
            centres[2 * step] = (float) there.x();
            centres[2 * step + 1] = (float) there.y();
        }
        return centres;
    }

    private Position ahead(Position dot, int steps) {
        double distance = centre.distanceTo(dot);
        double way = Math.min(distance, steps * speed);
        return distance == 0
                ? centre
                : centre.plus((dot.x() - centre.x()) * way / distance, (dot.y() - centre.y()) * way / distance);
    }
}
