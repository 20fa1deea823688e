package io.github.jepa4j.worlds;

/// What pushes back softly on a mass in a plane, and the acceleration that follows.
///
/// Source: the constraint model of MuJoCo's documentation (*Computation*: impedance, reference acceleration and
/// the Gauss principle) with its default impedance, from 0.9 to 0.95 over 0.001 m, and a damping ratio of 1.
/// Differs in the solver: with two unknowns and few directions the minimum is found exactly, by the set of those
/// that push.
final class SoftContacts {

    private static final double LEAST_IMPEDANCE = 0.9;
    private static final double GREATEST_IMPEDANCE = 0.95;
    private static final double IMPEDANCE_WIDTH = 0.001;

    private static final int MOST_NEWTON_STEPS = 20;
    private static final int HALVINGS = 60;

    private final double mass;
    private final double stiffness;
    private final double damping;

    /// Directions, reference accelerations along them in m/s^2, weights of their violation in kg.
    private final double[] alongX;

    private final double[] alongY;
    private final double[] reference;
    private final double[] weight;
    private int count;

    /// @param mass         in kg
    /// @param timeConstant of the push, in s
    /// @param most         directions that there may be, at most 64
    SoftContacts(double mass, double timeConstant, int most) {
        this.mass = mass;
        double fastest = GREATEST_IMPEDANCE * timeConstant;
        stiffness = 1 / (fastest * fastest);
        damping = 2 / fastest;
        alongX = new double[most];
        alongY = new double[most];
        reference = new double[most];
        weight = new double[most];
    }

    void clear() {
        count = 0;
    }

    /// Adds a direction in which there is a push where the mass is too near.
    ///
    /// @param x        of the direction
    /// @param y        of the direction
    /// @param position how far it is from being too near, in m; negative where it is
    /// @param softness how much a force in this direction moves it by MuJoCo's estimate, in 1/kg
    /// @param state    `[x, y, vx, vy]`
    void add(double x, double y, double position, double softness, double[] state) {
        double impedance = impedance(position);
        alongX[count] = x;
        alongY[count] = y;
        reference[count] = -damping * (x * state[2] + y * state[3]) - stiffness * impedance * position;
        weight[count] = impedance / ((1 - impedance) * softness);
        count++;
    }

    /// MuJoCo's sigmoid of power 2 and midpoint 1/2.
    private static double impedance(double position) {
        double x = Math.min(1, Math.abs(position) / IMPEDANCE_WIDTH);
        double y = x <= 0.5 ? 2 * x * x : 1 - 2 * (1 - x) * (1 - x);
        return LEAST_IMPEDANCE + y * (GREATEST_IMPEDANCE - LEAST_IMPEDANCE);
    }

    /// Minimises `m/2 |a - free|^2 + sum of weight/2 min(0, along a - reference)^2` over the acceleration a, by
    /// Newton's method, which meets the minimum as soon as it meets its set of directions that push. The
    /// objective is convex and falls with every step, which ends where it is least on the way.
    ///
    /// @return `[ax, ay]` in m/s^2
    double[] acceleration(double freeX, double freeY) {
        double[] free = {freeX, freeY};
        double[] found = free.clone();
        for (int step = 0; step < MOST_NEWTON_STEPS; step++) {
            long active = active(found);
            double[] least = least(active, free);
            if (active(least) == active) {
                return least;
            }
            approach(least, free, found);
        }
        return found;
    }

    /// The directions along which an acceleration falls short of its reference, as bits.
    private long active(double[] acceleration) {
        long bits = 0;
        for (int i = 0; i < count; i++) {
            bits |= missing(i, acceleration[0], acceleration[1]) < 0 ? 1L << i : 0;
        }
        return bits;
    }

    /// At most 0.
    private double missing(int direction, double x, double y) {
        return Math.min(0, alongX[direction] * x + alongY[direction] * y - reference[direction]);
    }

    /// The minimum as if these directions pushed and no others: two linear equations.
    private double[] least(long active, double[] free) {
        double xx = mass;
        double xy = 0;
        double yy = mass;
        double x = mass * free[0];
        double y = mass * free[1];
        for (int i = 0; i < count; i++) {
            if ((active >> i & 1) == 1) {
                xx += weight[i] * alongX[i] * alongX[i];
                xy += weight[i] * alongX[i] * alongY[i];
                yy += weight[i] * alongY[i] * alongY[i];
                x += weight[i] * reference[i] * alongX[i];
                y += weight[i] * reference[i] * alongY[i];
            }
        }
        double determinant = xx * yy - xy * xy;
        return new double[] {(yy * x - xy * y) / determinant, (xx * y - xy * x) / determinant};
    }

    /// Goes to where the objective is least on the way: its slope rises along it.
    private void approach(double[] to, double[] free, double[] found) {
        double dx = to[0] - found[0];
        double dy = to[1] - found[1];
        double low = 0;
        double high = 1;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            double x = found[0] + middle * dx;
            double y = found[1] + middle * dy;
            double slope = mass * ((x - free[0]) * dx + (y - free[1]) * dy);
            for (int j = 0; j < count; j++) {
                slope += weight[j] * missing(j, x, y) * (alongX[j] * dx + alongY[j] * dy);
            }
            if (slope > 0) {
                high = middle;
            } else {
                low = middle;
            }
        }
        found[0] += low * dx;
        found[1] += low * dy;
    }
}
