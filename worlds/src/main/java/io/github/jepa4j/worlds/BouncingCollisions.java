package io.github.jepa4j.worlds;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The physics that episodes are judged by: a move that meets a wall ends there, with a noisy bounce back
/// (normal noise of standard deviation 0.5 px; across the wall its magnitude, toward the side the dot came
/// from).
///
/// Source: the environment of PLDM and EB-JEPA (arXiv 2502.14819, 2602.03604), with its quirks: of the
/// inner wall only the first face and the door's ends are looked at, so a fast diagonal step may clip a
/// corner. Differs from it in what would divide by zero (moves along an axis) and in that no step, however
/// long, leaves the outer walls.
///
/// @param layout the rooms
public record BouncingCollisions(Layout layout) {

    private static final double NOISE = 0.5;
    private static final double CLEARANCE = 0.3;

    /// A sign product up to this counts as a meeting (so touching does).
    private static final double TOUCHING = 0.1;

    /// Where the dot is after a commanded displacement in pixels.
    ///
    /// @param noise is drawn from (twice) only when a wall is met
    public Position move(Position from, double dx, double dy, RandomGenerator noise) {
        Position to = from.plus(dx, dy);
        Position atJamb = jamb(from, to, noise);
        if (atJamb != null) {
            return atJamb;
        }
        boolean inLeftRoom = layout.wall() > from.x();
        double left = inLeftRoom ? Layout.LOW : layout.rightFace();
        double right = inLeftRoom ? layout.leftFace() : Layout.HIGH;
        Position vertical = verticalHit(from, to, left, right);
        Position horizontal = horizontalHit(from, to);
        if (vertical != null && (horizontal == null || from.distanceTo(vertical) < from.distanceTo(horizontal))) {
            return inside(offVertical(vertical, from, noise), left, right);
        }
        return horizontal == null
                ? inside(to, Layout.LOW, Layout.HIGH)
                : inside(offHorizontal(horizontal, from, noise), left, right);
    }

    /// The bounce off the door's lower or upper end; null when neither is met.
    private @Nullable Position jamb(Position from, Position to, RandomGenerator noise) {
        double bottom = layout.doorBottom();
        if (from.y() < bottom && bottom < to.y()) {
            double x = Crossing.xAt(from, to, bottom);
            if (layout.withinWall(x)) {
                return offHorizontal(new Position(x, bottom), from, noise);
            }
        }
        double top = layout.doorTop();
        if (from.y() > top && top > to.y()) {
            double x = Crossing.xAt(from, to, top);
            if (layout.withinWall(x)) {
                return offHorizontal(new Position(x, top), from, noise);
            }
        }
        return null;
    }

    private @Nullable Position verticalHit(Position from, Position to, double left, double right) {
        for (double wall : new double[] {left, right}) {
            boolean solid = wall == Layout.LOW || wall == Layout.HIGH;
            if (meets(from.x(), to.x(), wall)) {
                double y = Crossing.yAt(from, to, wall);
                if (solid || !layout.openAt(y)) {
                    return new Position(wall, y);
                }
            }
        }
        return null;
    }

    private static @Nullable Position horizontalHit(Position from, Position to) {
        for (double wall : new double[] {Layout.LOW, Layout.HIGH}) {
            if (meets(from.y(), to.y(), wall)) {
                return new Position(Crossing.xAt(from, to, wall), wall);
            }
        }
        return null;
    }

    private static boolean meets(double from, double to, double wall) {
        return Math.signum(from - wall) * Math.signum(to - wall) <= TOUCHING;
    }

    private static Position offVertical(Position hit, Position from, RandomGenerator noise) {
        double across = Math.abs(noise.nextGaussian()) * NOISE;
        double along = noise.nextGaussian() * NOISE;
        return hit.plus(from.x() < hit.x() ? -across : across, along);
    }

    private static Position offHorizontal(Position hit, Position from, RandomGenerator noise) {
        double across = Math.abs(noise.nextGaussian()) * NOISE;
        double along = noise.nextGaussian() * NOISE;
        return hit.plus(along, from.y() < hit.y() ? -across : across);
    }

    private static Position inside(Position place, double left, double right) {
        return new Position(between(place.x(), left, right), between(place.y(), Layout.LOW, Layout.HIGH));
    }

    private static double between(double value, double low, double high) {
        if (value <= low) {
            return low + CLEARANCE;
        }
        return value >= high ? high - CLEARANCE : value;
    }
}
