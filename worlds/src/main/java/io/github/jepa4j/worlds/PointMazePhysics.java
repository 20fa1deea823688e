package io.github.jepa4j.worlds;

/// How the ball of a point maze moves: one substep of MuJoCo 2's semi-implicit Euler integrator, with its
/// soft contacts against the walls.
///
/// Source: the constraint model of MuJoCo's documentation (*Computation*; impedance, reference acceleration
/// and the Gauss principle), for a sphere on two frictionless sliding joints among boxes. As in MuJoCo 2.1 to
/// 3.4 a contact's margin is the greater of both shapes' margins, not their sum; the published figures on
/// these mazes were made so. Differs in the solver: the problem has two unknowns and few contacts, so its
/// minimum is found exactly, among the sets of contacts that may be active.
final class PointMazePhysics {

    /// MuJoCo's default solver reference: time constant 0.02 s, damping ratio 1.
    private static final double TIME_CONSTANT = 0.02;

    /// MuJoCo's default solver impedance: from 0.9 to 0.95 over 0.001 m.
    private static final double LEAST_IMPEDANCE = 0.9;

    private static final double GREATEST_IMPEDANCE = 0.95;
    private static final double IMPEDANCE_WIDTH = 0.001;

    private static final double STIFFNESS =
            1 / (GREATEST_IMPEDANCE * GREATEST_IMPEDANCE * TIME_CONSTANT * TIME_CONSTANT);
    private static final double DAMPING = 2 / (GREATEST_IMPEDANCE * TIME_CONSTANT);

    /// D4RL's margin: contacts act from this distance on, in m.
    private static final double MARGIN = 0.002;

    /// The ball's body is this far from the origin of the boxes' coordinates; so is `Maze.ORIGIN` made.
    private static final double BODY = 1.2;

    private static final int MOST_NEWTON_STEPS = 10;
    private static final int NEIGHBOURS = 9;

    private final Maze maze;
    private final PointMaze.Parameters parameters;

    /// The contacts of the present substep: unit normal away from the wall, reference acceleration along it
    /// in m/s^2, weight of its violation in kg.
    private final double[] normalX = new double[NEIGHBOURS];

    private final double[] normalY = new double[NEIGHBOURS];
    private final double[] reference = new double[NEIGHBOURS];
    private final double[] weight = new double[NEIGHBOURS];
    private int contacts;

    PointMazePhysics(Maze maze, PointMaze.Parameters parameters) {
        this.maze = maze;
        this.parameters = parameters;
    }

    /// Moves the state on by one substep.
    ///
    /// @param state `[x, y, vx, vy]`, written to
    /// @param pushX the motor's command along x, in [-1, 1]
    /// @param pushY along y
    void substep(double[] state, double pushX, double pushY) {
        double mass = parameters.mass();
        double freeX = (parameters.gear() * pushX - parameters.damping() * state[2]) / mass;
        double freeY = (parameters.gear() * pushY - parameters.damping() * state[3]) / mass;
        findContacts(state);
        double[] acceleration = {freeX, freeY};
        if (contacts > 0) {
            constrain(freeX, freeY, acceleration);
        }
        double time = PointMaze.SUBSTEP_SECONDS;
        double perForce = time / (mass + time * parameters.damping());
        state[2] += perForce * mass * acceleration[0];
        state[3] += perForce * mass * acceleration[1];
        state[0] += time * state[2];
        state[1] += time * state[3];
    }

    private void findContacts(double[] state) {
        contacts = 0;
        int atRow = Maze.index(state[0]);
        int atColumn = Maze.index(state[1]);
        for (int row = atRow - 1; row <= atRow + 1; row++) {
            for (int column = atColumn - 1; column <= atColumn + 1; column++) {
                if (maze.wall(row, column)) {
                    touch(row, column, state);
                }
            }
        }
    }

    /// Adds the contact with a box, if the ball is near enough.
    private void touch(int row, int column, double[] state) {
        double fromCentreX = BODY + state[0] - (row + 1.0);
        double fromCentreY = BODY + state[1] - (column + 1.0);
        double dx = fromCentreX - Math.clamp(fromCentreX, -Maze.HALF_CELL, Maze.HALF_CELL);
        double dy = fromCentreY - Math.clamp(fromCentreY, -Maze.HALF_CELL, Maze.HALF_CELL);
        double gap = Math.sqrt(dx * dx + dy * dy);
        if (gap == 0) { // The ball's centre is inside the box: out by the nearest face.
            boolean alongX = Math.abs(fromCentreX) > Math.abs(fromCentreY);
            dx = alongX ? Math.copySign(1, fromCentreX) : 0;
            dy = alongX ? 0 : Math.copySign(1, fromCentreY);
            gap = Math.max(Math.abs(fromCentreX), Math.abs(fromCentreY)) - Maze.HALF_CELL;
        } else {
            dx /= gap;
            dy /= gap;
        }
        double distance = gap - PointMaze.RADIUS;
        if (distance <= MARGIN) {
            double position = distance - MARGIN;
            double impedance = impedance(position);
            normalX[contacts] = dx;
            normalY[contacts] = dy;
            reference[contacts] = -DAMPING * (dx * state[2] + dy * state[3]) - STIFFNESS * impedance * position;
            // 2 / (3 m) is MuJoCo's mean over three axes of the inverse mass, of which the third is 0.
            weight[contacts] = impedance / ((1 - impedance) * 2 / (3 * parameters.mass()));
            contacts++;
        }
    }

    /// MuJoCo's sigmoid of power 2 and midpoint 1/2.
    private static double impedance(double position) {
        double x = Math.min(1, Math.abs(position) / IMPEDANCE_WIDTH);
        double y = x <= 0.5 ? 2 * x * x : 1 - 2 * (1 - x) * (1 - x);
        return LEAST_IMPEDANCE + y * (GREATEST_IMPEDANCE - LEAST_IMPEDANCE);
    }

    /// Minimises `m/2 |a - free|^2 + sum of weight/2 min(0, n a - reference)^2` over the acceleration a.
    /// Newton's method meets the minimum as soon as it meets its set of active contacts. It might go round in
    /// circles (never seen); then all sets are tried, and the least of their minima is the minimum.
    private void constrain(double freeX, double freeY, double[] into) {
        int active = active(into);
        for (int step = 0; step < MOST_NEWTON_STEPS; step++) {
            solve(active, freeX, freeY, into);
            int now = active(into);
            if (now == active) {
                return;
            }
            active = now;
        }
        double least = Double.POSITIVE_INFINITY;
        double[] tried = new double[2];
        for (int set = 0; set < 1 << contacts; set++) {
            solve(set, freeX, freeY, tried);
            double objective = objective(freeX, freeY, tried);
            if (objective < least) {
                least = objective;
                into[0] = tried[0];
                into[1] = tried[1];
            }
        }
    }

    /// The contacts whose reference the acceleration falls short of, as bits.
    private int active(double[] acceleration) {
        int bits = 0;
        for (int i = 0; i < contacts; i++) {
            if (shortfall(i, acceleration) < 0) {
                bits |= 1 << i;
            }
        }
        return bits;
    }

    private double shortfall(int contact, double[] acceleration) {
        return normalX[contact] * acceleration[0] + normalY[contact] * acceleration[1] - reference[contact];
    }

    /// The minimum as if these contacts were active and no others: two linear equations.
    private void solve(int active, double freeX, double freeY, double[] into) {
        double mass = parameters.mass();
        double xx = mass;
        double xy = 0;
        double yy = mass;
        double x = mass * freeX;
        double y = mass * freeY;
        for (int i = 0; i < contacts; i++) {
            if ((active >> i & 1) == 1) {
                xx += weight[i] * normalX[i] * normalX[i];
                xy += weight[i] * normalX[i] * normalY[i];
                yy += weight[i] * normalY[i] * normalY[i];
                x += weight[i] * reference[i] * normalX[i];
                y += weight[i] * reference[i] * normalY[i];
            }
        }
        double determinant = xx * yy - xy * xy;
        into[0] = (yy * x - xy * y) / determinant;
        into[1] = (xx * y - xy * x) / determinant;
    }

    private double objective(double freeX, double freeY, double[] acceleration) {
        double gapX = acceleration[0] - freeX;
        double gapY = acceleration[1] - freeY;
        double sum = parameters.mass() * (gapX * gapX + gapY * gapY) / 2;
        for (int i = 0; i < contacts; i++) {
            double missing = Math.min(0, shortfall(i, acceleration));
            sum += weight[i] * missing * missing / 2;
        }
        return sum;
    }
}
