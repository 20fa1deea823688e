package io.github.jepa4j.safety;

import io.github.jepa4j.safety.PointMazePlant.Obstacle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Whether there is a way through a point maze at all: breadth-first search on a grid of places, from
/// the start, over those that keep off all obstacles by a clearance.
///
/// A grid errs where a gap is about as wide as its step: a way it finds is one for a ball that creeps
/// along it; one that it does not find may exist. So a refusal here is a prediction, whose precision is
/// measured, and the filter's promise does not depend on it.
public final class PointMazeReach {

    private static final double STEP = 0.025;
    private static final int[][] NEIGHBOURS = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}, {1, 1}, {1, -1}, {-1, 1}, {-1, -1}};

    private final List<Obstacle> obstacles;
    private final Interval x;
    private final Interval y;
    private final int rows;
    private final int columns;
    private final double clearance;
    private final double topSpeed;

    /// Where to, and until when.
    ///
    /// @param x       in m
    /// @param y       in m
    /// @param radius  how near counts, in m
    /// @param seconds the time there is; `Infinity` where there is no deadline
    public record Goal(double x, double y, double radius, double seconds) {}

    /// @param layout    as for [PointMazePlant]
    /// @param clearance what the way keeps from all obstacles, in m, at least 0
    public PointMazeReach(PointMazePlant.Layout layout, double clearance) {
        this.obstacles = new ArrayList<>(layout.zones());
        this.obstacles.addAll(layout.walls());
        this.x = layout.x();
        this.y = layout.y();
        this.rows = (int) Math.ceil(x.width() / STEP) + 1;
        this.columns = (int) Math.ceil(y.width() / STEP) + 1;
        this.clearance = clearance;
        this.topSpeed = layout.topSpeed();
    }

    /// @param startX where the ball is, in m
    /// @param startY likewise
    /// @return why the goal cannot be reached; empty when there is a way
    public Optional<Infeasible> refuse(double startX, double startY, Goal goal) {
        double[] way = lengths(startX, startY);
        double shortest = Double.POSITIVE_INFINITY;
        Margin best = new Margin("goal", Double.NEGATIVE_INFINITY, "m");
        int nearest = -1;
        double gap = Double.POSITIVE_INFINITY;
        for (int place = 0; place < way.length; place++) {
            double toGoal = Math.hypot(x(place) - goal.x(), y(place) - goal.y());
            if (toGoal <= goal.radius()) {
                Margin margin = margin(place);
                best = margin.value() > best.value() ? margin : best;
                shortest = Math.min(shortest, way[place]);
            }
            if (Double.isFinite(way[place]) && toGoal < gap) {
                gap = toGoal;
                nearest = place;
            }
        }
        String instead = nearest < 0
                ? "stay"
                : "go to (%.2f, %.2f) m, the nearest to the goal that can be reached".formatted(x(nearest), y(nearest));
        if (best.value() < clearance) {
            Margin witness = new Margin(best.limit(), best.value() - clearance, best.unit());
            return Optional.of(new Infeasible(Infeasible.Reason.GOAL_FORBIDDEN, witness, instead));
        }
        if (Double.isInfinite(shortest)) {
            Margin witness = new Margin("way to the goal", goal.radius() - gap, "m");
            return Optional.of(new Infeasible(Infeasible.Reason.NO_WAY, witness, instead));
        }
        // Moves along a grid are up to 8 % longer than the straight way.
        double late = goal.seconds() - 0.92 * shortest / topSpeed;
        return late >= 0
                ? Optional.empty()
                : Optional.of(new Infeasible(
                        Infeasible.Reason.CONFLICTING_LIMITS,
                        new Margin("deadline within the speed limit", late, "s"),
                        "take %.1f s, or go part of the way".formatted(shortest / topSpeed)));
    }

    private Margin margin(int place) {
        Margin least = Margin.NONE;
        for (Obstacle obstacle : obstacles) {
            double margin = obstacle.margin(Interval.of(x(place)), Interval.of(y(place)));
            least = margin < least.value() ? new Margin(obstacle.name(), margin, "m") : least;
        }
        return least;
    }

    /// How far each place is from the start, in m, along the grid; `Infinity` where there is no way.
    private double[] lengths(double startX, double startY) {
        double[] lengths = new double[rows * columns];
        Arrays.fill(lengths, Double.POSITIVE_INFINITY);
        int row = Math.clamp(Math.round((startX - x.low()) / STEP), 0, rows - 1);
        int column = Math.clamp(Math.round((startY - y.low()) / STEP), 0, columns - 1);
        int[] queue = new int[lengths.length];
        int queued = 1;
        queue[0] = row * columns + column;
        lengths[queue[0]] = 0;
        boolean[] free = new boolean[lengths.length];
        for (int place = 0; place < free.length; place++) {
            free[place] = margin(place).value() >= clearance;
        }
        for (int next = 0; next < queued; next++) {
            int from = queue[next];
            for (int[] neighbour : NEIGHBOURS) {
                int toRow = from / columns + neighbour[0];
                int toColumn = from % columns + neighbour[1];
                int to = toRow * columns + toColumn;
                boolean inside = toRow >= 0 && toRow < rows && toColumn >= 0 && toColumn < columns;
                if (inside && free[to] && Double.isInfinite(lengths[to])) {
                    lengths[to] = lengths[from] + STEP * Math.hypot(neighbour[0], neighbour[1]);
                    queue[queued++] = to;
                }
            }
        }
        return lengths;
    }

    private double x(int place) {
        return x.low() + place / columns * STEP;
    }

    private double y(int place) {
        return y.low() + place % columns * STEP;
    }
}
