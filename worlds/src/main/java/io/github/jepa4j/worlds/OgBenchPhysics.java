package io.github.jepa4j.worlds;

/// How OGBench's ball moves: an action puts it elsewhere at a stroke, and what then overlaps with a wall is
/// pushed out of it during five substeps of MuJoCo's, from rest. In the open nothing else happens to it.
///
/// Source: MuJoCo's documentation (*Computation*), for a sphere on two sliding joints among boxes with a
/// friction of 1 by pyramidal cones, and its Runge-Kutta integrator; contacts as [SoftContacts].
final class OgBenchPhysics {

    /// The ball's radius, in m.
    static final double RADIUS = 0.7;

    private static final double MASS = 100 * 4.0 / 3 * Math.PI * RADIUS * RADIUS * RADIUS;
    private static final double SECONDS = 0.02;
    private static final int SUBSTEPS = 5;

    /// MuJoCo's default of 0.02 s is less than two substeps, which it takes at least.
    private static final double TIME_CONSTANT = 2 * SECONDS;

    private static final double FRICTION = 1;

    /// Of an edge of a cone. 2 / (3 m) is MuJoCo's mean over three axes of the inverse mass, of which the third is 0.
    private static final double SOFTNESS = 2 / (3 * MASS) * (1 + FRICTION * FRICTION) * 2 * FRICTION * FRICTION;

    private static final int NEIGHBOURS = 9;
    private static final int EDGES = 3;
    private static final double HALF = OgBenchMaze.SIDE / 2;

    private final OgBenchMaze maze;
    private final SoftContacts contacts = new SoftContacts(MASS, TIME_CONSTANT, NEIGHBOURS * EDGES);
    private final RungeKutta integrator = new RungeKutta(4, this::rate);

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
            integrator.step(state, SECONDS);
        }
        place[0] = state[0];
        place[1] = state[1];
    }

    private void rate(double[] state, double[] rate) {
        contacts.clear();
        OgBenchMaze.Cell at = OgBenchMaze.cellAt(state[0], state[1]);
        for (int row = at.row() - 1; row <= at.row() + 1; row++) {
            for (int column = at.column() - 1; column <= at.column() + 1; column++) {
                if (maze.wall(row, column)) {
                    touch(new OgBenchMaze.Cell(row, column), state);
                }
            }
        }
        double[] acceleration = contacts.acceleration(0, 0);
        rate[0] = state[2];
        rate[1] = state[3];
        rate[2] = acceleration[0];
        rate[3] = acceleration[1];
    }

    /// Adds the edges of the friction cone of the contact with a box, if the ball reaches into it.
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
        contacts.add(nx - FRICTION * ny, ny + FRICTION * nx, distance, SOFTNESS, state);
        contacts.add(nx + FRICTION * ny, ny - FRICTION * nx, distance, SOFTNESS, state);
        contacts.add(nx, ny, distance, SOFTNESS / 2, state); // the two upright edges: nothing moves upward
    }
}
