package io.github.jepa4j.worlds;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.world.GoalEnvironment;
import io.github.jepa4j.world.Signal;
import io.github.jepa4j.world.SignalEnvironment;
import io.github.jepa4j.world.SignalSpace;
import io.github.jepa4j.world.Signals;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A ball of 0.1 m radius to be pushed through a maze, seen as `x, y` in m and `vx, vy` in m/s. An action
/// `[A] = [2]` is the push of both motors, each in [-1, 1]; more is cut off. It is held for 5 substeps of
/// 0.01 s. Before each action both speeds are cut to ±5 m/s. The zones of the task are not walls: nothing
/// happens to a ball that enters one.
///
/// Source: the point mazes of D4RL (arXiv 2004.07219), whose physics are MuJoCo 2's; here in Java, held to
/// MuJoCo 2.2.2 by a golden file. D4RL's own code gives a new action, and cuts the speed, at every substep:
/// [Parameters] with 1 substep.
public final class PointMaze implements SignalEnvironment, GoalEnvironment {

    /// The ball's radius, in m.
    public static final double RADIUS = 0.1;

    /// An episode is won as soon as the ball's centre is this near to the goal, in m.
    public static final double SUCCESS_DISTANCE = 0.5;

    /// The time of a substep, in s.
    public static final double SUBSTEP_SECONDS = 0.01;

    /// What each speed is cut to before an action, in m/s.
    public static final double SPEED_LIMIT = 5;

    private static final ActionSpace.Box ACTIONS = new ActionSpace.Box(new float[] {-1, -1}, new float[] {1, 1});

    /// The physical constants, which a scenario may perturb.
    ///
    /// @param mass     of the ball, in kg, above 0
    /// @param gear     a motor's force at full push, in N, at least 0
    /// @param damping  of each axis, in N s/m, at least 0
    /// @param substeps for which an action is held, at least 1
    public record Parameters(double mass, double gear, double damping, int substeps) {

        /// Density 1000 kg/m^3, gear 100 N, damping 1 N s/m, 5 substeps.
        public static final Parameters PUBLISHED =
                new Parameters(1000 * 4.0 / 3 * Math.PI * RADIUS * RADIUS * RADIUS, 100, 1, 5);

        public Parameters {
            if (!(mass > 0 && gear >= 0 && damping >= 0 && mass + gear + damping < Double.POSITIVE_INFINITY)
                    || substeps < 1) {
                throw new IllegalArgumentException(
                        "The point maze's mass is %s kg, its gear %s N, its damping %s N s/m, its substeps %d; the mass must be above 0, gear and damping at least 0, all finite, and there must be a substep.\nMaybe a perturbation was added where a factor was meant."
                                .formatted(mass, gear, damping, substeps));
            }
        }

        /// The time of an action, in s.
        public double actionSeconds() {
            return substeps * SUBSTEP_SECONDS;
        }

        /// More than a speed along one axis can be after an action that began within ±5 m/s, in m/s: walls
        /// only take speed away.
        public double topSpeed() {
            return SPEED_LIMIT + actionSeconds() * gear / mass;
        }
    }

    /// The true state.
    ///
    /// @param x  in m
    /// @param y  in m
    /// @param vx in m/s
    /// @param vy in m/s
    public record State(double x, double y, double vx, double vy) {

        public State {
            if (!Double.isFinite(x + y + vx + vy)) {
                throw new IllegalArgumentException(
                        "The ball is at (%s, %s) m with the speed (%s, %s) m/s; all must be finite.\nMaybe it was computed with a division by zero."
                                .formatted(x, y, vx, vy));
            }
        }

        /// At rest.
        public static State at(double x, double y) {
            return new State(x, y, 0, 0);
        }
    }

    private final Maze maze;
    private final Function<Seed, PointMazeTask> tasks;
    private final Parameters parameters;
    private final SubstepObserver observer;
    private final SignalSpace signals;
    private final PointMazePhysics physics;
    private final double[] state = new double[4];
    private @Nullable PointMazeTask task;
    private long substeps;

    /// Every episode is this task; the seed decides nothing.
    public PointMaze(PointMazeTask task) {
        this(task.maze(), _ -> task, Parameters.PUBLISHED, SubstepObserver.NONE);
    }

    /// A maze in which every episode is a task drawn from its seed.
    ///
    /// @param maze       the maze of all tasks
    /// @param tasks      such as `seed -> PointMazeTask.random(maze, 3, seed)`
    /// @param parameters of the physics
    /// @param observer   sees the true state `[x, y, vx, vy]` at every substep
    public PointMaze(Maze maze, Function<Seed, PointMazeTask> tasks, Parameters parameters, SubstepObserver observer) {
        this.maze = maze;
        this.tasks = tasks;
        this.parameters = parameters;
        this.observer = observer;
        this.physics = new PointMazePhysics(maze, parameters);
        float speed = (float) parameters.topSpeed();
        this.signals = SignalSpace.of(
                place("x", maze.rows().size()),
                place("y", maze.columns()),
                new Signal("vx", "m/s", -speed, speed),
                new Signal("vy", "m/s", -speed, speed));
    }

    /// The ball's centre never is inside the outer walls.
    private static Signal place(String name, int cells) {
        double low = Maze.ORIGIN + Maze.HALF_CELL;
        return new Signal(name, "m", (float) low, (float) (low + cells - 2));
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
        PointMazeTask next = tasks.apply(seed.split("task"));
        if (!next.maze().equals(maze)) {
            throw new IllegalArgumentException(
                    "The task is of the maze %s, but the world is the maze %s.\nMaybe the tasks are drawn for another maze."
                            .formatted(next.maze().name(), maze.name()));
        }
        task = next;
        substeps = 0;
        put(next.start());
        return seen();
    }

    private void put(State start) {
        state[0] = start.x();
        state[1] = start.y();
        state[2] = start.vx();
        state[3] = start.vy();
        observer.substep(0, state.clone());
    }

    @Override
    public Signals step(Action action) {
        task();
        if (action.dimension() != ACTIONS.dimension()) {
            throw new IllegalArgumentException(
                    "The action has %d axes, but a point maze takes 2: the push along x and y, in [-1, 1].\nMaybe the action is meant for another world."
                            .formatted(action.dimension()));
        }
        float[] push = action.values().clone();
        ACTIONS.project(push, 0);
        state[2] = Math.clamp(state[2], -SPEED_LIMIT, SPEED_LIMIT);
        state[3] = Math.clamp(state[3], -SPEED_LIMIT, SPEED_LIMIT);
        for (int i = 0; i < parameters.substeps(); i++) {
            physics.substep(state, push[0], push[1]);
            substeps++;
            observer.substep(substeps * SUBSTEP_SECONDS, state.clone());
        }
        return seen();
    }

    private Signals seen() {
        return new Signals(new float[] {(float) state[0], (float) state[1], (float) state[2], (float) state[3]});
    }

    /// What would be seen at rest at the goal.
    @Override
    public Signals goal() {
        return new Signals(new float[] {(float) task().goalX(), (float) task().goalY(), 0, 0});
    }

    @Override
    public double distanceToGoal() {
        return Math.hypot(state[0] - task().goalX(), state[1] - task().goalY());
    }

    /// Where the ball is. For judging and for scripted policies only: the agent sees it in single precision.
    public State state() {
        task();
        return new State(state[0], state[1], state[2], state[3]);
    }

    /// The physical constants.
    public Parameters parameters() {
        return parameters;
    }

    /// The present episode's task.
    public PointMazeTask task() {
        if (task == null) {
            throw new IllegalStateException(
                    "The point maze has no episode yet; reset(seed) begins one.\nMaybe step, goal or state was called before reset.");
        }
        return task;
    }
}
