package io.github.jepa4j.scenes;

import java.util.List;
import java.util.stream.Stream;

/// Where something is at any time: legs of uniform acceleration, in closed form, so that two paths that
/// meet at a frame are there at the same place to the last bit.
///
/// @param legs by start; the first also holds before its start
record Path(List<Leg> legs) {

    Path {
        legs = List.copyOf(legs);
    }

    /// From an instant on.
    ///
    /// @param start in frames
    /// @param x     at the start
    /// @param y     at the start
    /// @param angle at the start
    /// @param motion from the start on
    record Leg(double start, double x, double y, double angle, Motion motion) {

        Place at(double time) {
            double t = time - start;
            return new Place(
                    x + motion.vx() * t, y + motion.vy() * t + 0.5 * motion.pull() * t * t, angle + motion.spin() * t);
        }
    }

    /// Where something is, and how it is turned.
    record Place(double x, double y, double angle) {

        Place shifted(double dx, double dy) {
            return new Place(x + dx, y + dy, angle);
        }
    }

    static Path resting(double x, double y) {
        return through(0, x, y, Motion.REST);
    }

    /// Always in one motion, in which it is at the place at the time.
    static Path through(double time, double x, double y, Motion motion) {
        return new Path(List.of(new Leg(time, x, y, 0, motion)));
    }

    /// The same up to the time, and another motion from there.
    Path then(double time, Motion motion) {
        Place place = at(time);
        return jumping(time, place, motion);
    }

    /// The same up to the time, and then from another place.
    Path jumping(double time, Place place, Motion motion) {
        Leg leg = new Leg(time, place.x(), place.y(), place.angle(), motion);
        return new Path(Stream.concat(legs.stream(), Stream.of(leg)).toList());
    }

    Place at(double time) {
        Leg current = legs.getFirst();
        for (Leg leg : legs) {
            if (leg.start() <= time) {
                current = leg;
            }
        }
        return current.at(time);
    }
}
