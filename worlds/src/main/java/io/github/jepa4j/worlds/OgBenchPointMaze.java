package io.github.jepa4j.worlds;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.world.GoalEnvironment;
import io.github.jepa4j.world.Signal;
import io.github.jepa4j.world.SignalEnvironment;
import io.github.jepa4j.world.SignalSpace;
import io.github.jepa4j.world.Signals;
import java.util.Objects;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A ball of 0.7 m radius that is moved through one of OGBench's mazes, seen as `x, y` in m. An action
/// `[A] = [2]`, each in [-1, 1], moves it 0.2 m as far; more is cut off. Walls push it back. Near an inlet it
/// is taken to one of the outlets, each as likely: which one, nobody can foresee.
///
/// Source: the point mazes of OGBench (arXiv 2410.20092), whose physics are MuJoCo's; here in Java, held to
/// MuJoCo 2.2.2 by a golden file.
public final class OgBenchPointMaze implements SignalEnvironment, GoalEnvironment {

    /// The ball's radius, in m.
    public static final double RADIUS = OgBenchPhysics.RADIUS;

    /// An episode is won as soon as the ball's centre is this near to the goal, in m.
    public static final double SUCCESS_DISTANCE = 1;

    /// How many actions an episode may take.
    public static final int STEPS_PER_EPISODE = 1000;

    /// How far an action of 1 moves the ball, in m.
    public static final double REACH = 0.2;

    /// Who comes as near to the centre of an inlet is taken away, in m.
    public static final double INLET_RADIUS = 1.5;

    private static final double NOISE = 1;
    private static final ActionSpace.Box ACTIONS = new ActionSpace.Box(new float[] {-1, -1}, new float[] {1, 1});

    /// From a place to a place, in m.
    ///
    /// @param x     where the ball begins
    /// @param y     likewise
    /// @param goalX where it is to come
    /// @param goalY likewise
    public record Task(double x, double y, double goalX, double goalY) {

        public Task {
            if (!Double.isFinite(x + y + goalX + goalY)) {
                throw new IllegalArgumentException(
                        "The task is from (%s, %s) to (%s, %s) m; all must be finite.\nMaybe it was computed with a division by zero."
                                .formatted(x, y, goalX, goalY));
            }
        }

        /// From within 1 m of one cell's centre, on each axis, to within 1 m of another's, as OGBench draws it.
        public static Task near(OgBenchMaze.Trip trip, Seed seed) {
            RandomGenerator random = seed.generator();
            return new Task(
                    trip.from().x() + noise(random),
                    trip.from().y() + noise(random),
                    trip.to().x() + noise(random),
                    trip.to().y() + noise(random));
        }

        private static double noise(RandomGenerator random) {
            return random.nextDouble(-NOISE, NOISE);
        }
    }

    private final OgBenchMaze maze;
    private final Function<Seed, Task> tasks;
    private final OgBenchPhysics physics;
    private final SignalSpace signals;
    private final double[] place = new double[2];
    private @Nullable Task task;
    private @Nullable RandomGenerator outlets;

    /// @param tasks draws the task of each episode, such as `seed -> Task.near(OgBenchMaze.GIANT.tasks().get(0), seed)`
    public OgBenchPointMaze(OgBenchMaze maze, Function<Seed, Task> tasks) {
        this.maze = maze;
        this.tasks = tasks;
        this.physics = new OgBenchPhysics(maze);
        this.signals =
                SignalSpace.of(axis("x", maze.columns()), axis("y", maze.rows().size()));
    }

    /// The ball's centre never is inside the outer walls.
    private static Signal axis(String name, int cells) {
        double half = OgBenchMaze.SIDE / 2;
        return new Signal(name, "m", (float) -half, (float) (OgBenchMaze.SIDE * (cells - 2) - half));
    }

    @Override
    public ActionSpace.Box actionSpace() {
        return ACTIONS;
    }

    @Override
    public SignalSpace signalSpace() {
        return signals;
    }

    @Override
    public Signals reset(Seed seed) {
        Task next = tasks.apply(seed.split("task"));
        requireFree(next.x(), next.y());
        task = next;
        outlets = seed.split("outlets").generator();
        place[0] = next.x();
        place[1] = next.y();
        return seen();
    }

    private void requireFree(double x, double y) {
        OgBenchMaze.Cell cell = OgBenchMaze.cellAt(x, y);
        if (maze.wall(cell.row(), cell.column())) {
            throw new IllegalArgumentException(
                    "The ball is to begin at (%s, %s) m, which is a wall of the maze %s; a free cell was expected.\nMaybe x and y were swapped: rows lie along y."
                            .formatted(x, y, maze.name()));
        }
    }

    @Override
    public Signals step(Action action) {
        begun();
        if (action.dimension() != ACTIONS.dimension()) {
            throw new IllegalArgumentException(
                    "The action has %d axes, but a point maze takes 2: the way along x and y, in [-1, 1].\nMaybe the action is meant for another world."
                            .formatted(action.dimension()));
        }
        float[] way = action.values().clone();
        ACTIONS.project(way, 0);
        physics.move(place, REACH * way[0], REACH * way[1]);
        if (maze.inlets().stream().anyMatch(inlet -> distance(inlet.x(), inlet.y()) <= INLET_RADIUS)) {
            var outlet = maze.outlets().get(begun().nextInt(maze.outlets().size()));
            place[0] = outlet.x();
            place[1] = outlet.y();
        }
        return seen();
    }

    /// Where an action leads from a place, teleporters left out: the world as its own model.
    ///
    /// @param at     the signals before
    /// @param action each axis in [-1, 1], cut to that
    public static Signals moved(OgBenchMaze maze, Signals at, Action action) {
        float[] way = action.values().clone();
        ACTIONS.project(way, 0);
        double[] place = {at.values()[0], at.values()[1]};
        new OgBenchPhysics(maze).move(place, REACH * way[0], REACH * way[1]);
        return new Signals(new float[] {(float) place[0], (float) place[1]});
    }

    private Signals seen() {
        return new Signals(new float[] {(float) place[0], (float) place[1]});
    }

    @Override
    public Signals goal() {
        return new Signals(new float[] {(float) task().goalX(), (float) task().goalY()});
    }

    @Override
    public double distanceToGoal() {
        return distance(task().goalX(), task().goalY());
    }

    private double distance(double x, double y) {
        return Math.hypot(place[0] - x, place[1] - y);
    }

    /// The x of the ball's centre, in m. For judging and for scripted policies only.
    public double x() {
        task();
        return place[0];
    }

    /// The y of the ball's centre, in m. For judging and for scripted policies only.
    public double y() {
        task();
        return place[1];
    }

    /// Where it is.
    public OgBenchMaze maze() {
        return maze;
    }

    /// The present episode's task.
    public Task task() {
        begun();
        return Objects.requireNonNull(task);
    }

    private RandomGenerator begun() {
        if (outlets == null) {
            throw new IllegalStateException(
                    "The point maze has no episode yet; reset(seed) begins one.\nMaybe step, goal or x was called before reset.");
        }
        return outlets;
    }
}
