package io.github.jepa4j.worlds;

/// How the ball of a point maze moves: one substep of MuJoCo 2's semi-implicit Euler integrator, with its
/// soft contacts against the walls.
///
/// Source: MuJoCo's documentation (*Computation*), for a sphere on two frictionless sliding joints among boxes;
/// contacts as [SoftContacts]. As in MuJoCo 2.1 to 3.4 a contact's margin is the greater of both shapes' margins,
/// not their sum; the published figures on these mazes were made so.
final class PointMazePhysics {

    /// MuJoCo's default solver reference: time constant 0.02 s, damping ratio 1.
    private static final double TIME_CONSTANT = 0.02;

    /// D4RL's margin: contacts act from this distance on, in m.
    private static final double MARGIN = 0.002;

    /// The ball's body is this far from the origin of the boxes' coordinates; so is `Maze.ORIGIN` made.
    private static final double BODY = 1.2;

    private static final int NEIGHBOURS = 9;

    private final Maze maze;
    private final PointMaze.Parameters parameters;

    private final SoftContacts contacts;

    PointMazePhysics(Maze maze, PointMaze.Parameters parameters) {
        this.maze = maze;
        this.parameters = parameters;
        contacts = new SoftContacts(parameters.mass(), TIME_CONSTANT, NEIGHBOURS);
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
        double[] acceleration = contacts.acceleration(freeX, freeY);
        double time = PointMaze.SUBSTEP_SECONDS;
        double perForce = time / (mass + time * parameters.damping());
        state[2] += perForce * mass * acceleration[0];
        state[3] += perForce * mass * acceleration[1];
        state[0] += time * state[2];
        state[1] += time * state[3];
    }

    private void findContacts(double[] state) {
        contacts.clear();
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
            // 2 / (3 m) is MuJoCo's mean over three axes of the inverse mass, of which the third is 0.
            contacts.add(dx, dy, distance - MARGIN, 2 / (3 * parameters.mass()), state);
        }
    }
}
