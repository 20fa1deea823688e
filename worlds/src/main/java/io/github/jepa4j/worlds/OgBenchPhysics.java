package io.github.jepa4j.worlds;

/// How OGBench's ball moves: an action puts it elsewhere at a stroke, and what then overlaps with a wall is pushed out
/// of it during five substeps of MuJoCo's, from rest. In the open nothing else happens to it.
///
/// Source: the constraint model of MuJoCo's documentation (*Computation*: impedance, reference acceleration, pyramidal
/// friction cones and the Gauss principle), for a sphere on two sliding joints among boxes with a friction of 1, and
/// its Runge-Kutta integrator. Differs in the solver: with two unknowns and few contacts the minimum is found exactly,
/// among the sets of edges that may be active.
final class OgBenchPhysics {

    /// The ball's radius, in m.
    static final double RADIUS = 0.7;

    private static final double MASS = 100 * 4.0 / 3 * Math.PI * RADIUS * RADIUS * RADIUS;
    private static final double SECONDS = 0.02;
    private static final int SUBSTEPS = 5;

    /// MuJoCo's default of 0.02 s is less than two substeps, which it takes at least.
    private static final double TIME_CONSTANT = 2 * SECONDS;

    private static final double LEAST_IMPEDANCE = 0.9;
    private static final double GREATEST_IMPEDANCE = 0.95;
    private static final double IMPEDANCE_WIDTH = 0.001;
    private static final double STIFFNESS =
            1 / (GREATEST_IMPEDANCE * GREATEST_IMPEDANCE * TIME_CONSTANT * TIME_CONSTANT);
    private static final double DAMPING = 2 / (GREATEST_IMPEDANCE * TIME_CONSTANT);
    private static final double FRICTION = 1;

    private static final int MOST_NEWTON_STEPS = 20;
    private static final int NEIGHBOURS = 9;
    private static final int EDGES = 4;
    private static final double HALF = OgBenchMaze.SIDE / 2;

    private final OgBenchMaze maze;

    /// Edges of the friction cones of the present contacts: direction, reference acceleration along it in m/s^2, weight
    /// of its violation in kg.
    private final double[] alongX = new double[EDGES * NEIGHBOURS];

    private final double[] alongY = new double[EDGES * NEIGHBOURS];
    private final double[] reference = new double[EDGES * NEIGHBOURS];
    private final double[] weight = new double[EDGES * NEIGHBOURS];
    private int edges;

    OgBenchPhysics(OgBenchMaze maze) {
        this.maze = maze;
    }

    /// Moves the ball.
    ///
    /// @param place `[x, y]` in m, written to
    /// @param dx    how far along x, in m
    /// @param dy    how far along y
    void move(double[] place, double dx, double dy) {
        double[] state = {place[0] + dx, place[1] + dy, 0, 0};
        for (int i = 0; i < SUBSTEPS; i++) {
            substep(state);
        }
        place[0] = state[0];
        place[1] = state[1];
    }

    /// The classical Runge-Kutta method of order 4.
    private void substep(double[] state) {
        double[] first = rate(state);
        double[] second = rate(after(state, first, SECONDS / 2));
        double[] third = rate(after(state, second, SECONDS / 2));
        double[] fourth = rate(after(state, third, SECONDS));
        for (int i = 0; i < state.length; i++) {
            state[i] += SECONDS * (first[i] / 6 + second[i] / 3 + third[i] / 3 + fourth[i] / 6);
        }
    }

    private static double[] after(double[] state, double[] rate, double seconds) {
        double[] after = new double[state.length];
        for (int i = 0; i < state.length; i++) {
            after[i] = state[i] + seconds * rate[i];
        }
        return after;
    }

    private double[] rate(double[] state) {
        edges = 0;
        OgBenchMaze.Cell at = OgBenchMaze.cellAt(state[0], state[1]);
        for (int row = at.row() - 1; row <= at.row() + 1; row++) {
            for (int column = at.column() - 1; column <= at.column() + 1; column++) {
                if (maze.wall(row, column)) {
                    touch(new OgBenchMaze.Cell(row, column), state);
                }
            }
        }
        double[] acceleration = new double[2];
        if (edges > 0) {
            constrain(acceleration);
        }
        return new double[] {state[2], state[3], acceleration[0], acceleration[1]};
    }

    /// Adds the contact with a box, if the ball reaches into it.
    private void touch(OgBenchMaze.Cell box, double[] state) {
        double dx = state[0] - box.x() - Math.clamp(state[0] - box.x(), -HALF, HALF);
        double dy = state[1] - box.y() - Math.clamp(state[1] - box.y(), -HALF, HALF);
        double gap = Math.sqrt(dx * dx + dy * dy);
        double distance = gap - RADIUS;
        if (distance >= 0 || gap == 0) { // the centre is never in a box: an action goes 0.28 m at most
            return;
        }
        double nx = dx / gap;
        double ny = dy / gap;
        double impedance = impedance(distance);
        double spring = -STIFFNESS * impedance * distance;
        // 2 / (3 m) is MuJoCo's mean over three axes of the inverse mass, of which the third is 0.
        double perEdge = 2 / (3 * MASS) * (1 + FRICTION * FRICTION);
        double weighed = impedance / ((1 - impedance) * perEdge * 2 * FRICTION * FRICTION);
        edge(nx - FRICTION * ny, ny + FRICTION * nx, spring, weighed, state);
        edge(nx + FRICTION * ny, ny - FRICTION * nx, spring, weighed, state);
        edge(nx, ny, spring, 2 * weighed, state); // the two upright ones: nothing moves upward
    }

    private void edge(double x, double y, double spring, double weighed, double[] state) {
        alongX[edges] = x;
        alongY[edges] = y;
        reference[edges] = -DAMPING * (x * state[2] + y * state[3]) + spring;
        weight[edges] = weighed;
        edges++;
    }

    /// MuJoCo's sigmoid of power 2 and midpoint 1/2.
    private static double impedance(double distance) {
        double x = Math.min(1, Math.abs(distance) / IMPEDANCE_WIDTH);
        double y = x <= 0.5 ? 2 * x * x : 1 - 2 * (1 - x) * (1 - x);
        return LEAST_IMPEDANCE + y * (GREATEST_IMPEDANCE - LEAST_IMPEDANCE);
    }

    /// Minimises `m/2 |a|^2 + sum of weight/2 min(0, e a - reference)^2` over the acceleration a, by Newton's method
    /// with a search along each step: the objective is convex, and quadratic where no edge changes sides.
    private void constrain(double[] into) {
        double[] step = new double[2];
        for (int i = 0; i < MOST_NEWTON_STEPS; i++) {
            long active = active(into);
            solve(active, step);
            if (active(step) == active) {
                into[0] = step[0];
                into[1] = step[1];
                return;
            }
            towards(step, into);
        }
    }

    /// The least of the objective on the way to a place: its derivative rises along it.
    private void towards(double[] to, double[] from) {
        double dx = to[0] - from[0];
        double dy = to[1] - from[1];
        double low = 0;
        double high = 1;
        for (int i = 0; i < 60; i++) {
            double middle = (low + high) / 2;
            if (slope(from[0] + middle * dx, from[1] + middle * dy, dx, dy) > 0) {
                high = middle;
            } else {
                low = middle;
            }
        }
        from[0] += low * dx;
        from[1] += low * dy;
    }

    private double slope(double ax, double ay, double dx, double dy) {
        double slope = MASS * (ax * dx + ay * dy);
        for (int i = 0; i < edges; i++) {
            double missing = Math.min(0, alongX[i] * ax + alongY[i] * ay - reference[i]);
            slope += weight[i] * missing * (alongX[i] * dx + alongY[i] * dy);
        }
        return slope;
    }

    /// The edges along which the acceleration falls short of its reference, as bits.
    private long active(double[] acceleration) {
        long bits = 0;
        for (int i = 0; i < edges; i++) {
            if (alongX[i] * acceleration[0] + alongY[i] * acceleration[1] < reference[i]) {
                bits |= 1L << i;
            }
        }
        return bits;
    }

    /// The minimum as if these edges were active and no others: two linear equations.
    private void solve(long active, double[] into) {
        double xx = MASS;
        double xy = 0;
        double yy = MASS;
        double x = 0;
        double y = 0;
        for (int i = 0; i < edges; i++) {
            if ((active >> i & 1) == 1) {
                xx += weight[i] * alongX[i] * alongX[i];
                xy += weight[i] * alongX[i] * alongY[i];
                yy += weight[i] * alongY[i] * alongY[i];
                x += weight[i] * reference[i] * alongX[i];
                y += weight[i] * reference[i] * alongY[i];
            }
        }
        double determinant = xx * yy - xy * xy;
        into[0] = (yy * x - xy * y) / determinant;
        into[1] = (xx * y - xy * x) / determinant;
    }
}
