package io.github.jepa4j.worlds;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.world.GoalEnvironment;
import io.github.jepa4j.world.Pixels;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A point maze seen from above as `[C, Y, X] = [3, 64, 64]`: the ball, the ball a twentieth of a second ago,
/// so that its speed is seen, and the walls. An action is held for 20 substeps of 0.01 s; before every fifth
/// both speeds are cut to ±5 m/s.
///
/// Source: the diverse mazes of PLDM (arXiv 2502.14819), whose actions are repeated four times and whose
/// pictures have 64 px. Pictures are our own; there, speeds are given beside them.
public final class SeenPointMaze implements GoalEnvironment {

    /// The pictures' sides, in px.
    public static final int SIZE = 64;

    /// `C`.
    static final int CHANNELS = 3;

    private static final int REPEATS = 4;
    private static final double DOT = 1.3;
    private static final double REACH = 4.4;
    private static final int PEAK = 255;

    private final Function<Seed, PointMazeTask> tasks;
    private @Nullable PointMaze world;
    private PointMaze.State before = PointMaze.State.at(0, 0);

    /// @param tasks draws the task of each episode, maze included
    public SeenPointMaze(Function<Seed, PointMazeTask> tasks) {
        this.tasks = tasks;
    }

    @Override
    public ActionSpace.Box actionSpace() {
        return new ActionSpace.Box(new float[] {-1, -1}, new float[] {1, 1});
    }

    @Override
    public Pixels reset(Seed seed) {
        PointMaze next = new PointMaze(tasks.apply(seed.split("task")));
        next.reset(seed);
        world = next;
        before = next.state();
        return seen(next.state(), before);
    }

    @Override
    public Pixels step(Action action) {
        PointMaze present = world();
        for (int i = 0; i < REPEATS; i++) {
            before = present.state();
            present.step(action);
        }
        return seen(present.state(), before);
    }

    /// What would be seen at rest at the goal.
    @Override
    public Pixels goal() {
        PointMazeTask task = world().task();
        PointMaze.State there = PointMaze.State.at(task.goalX(), task.goalY());
        return seen(there, there);
    }

    @Override
    public double distanceToGoal() {
        return world().distanceToGoal();
    }

    /// The world behind the pictures. For judging and for scripted policies only.
    public PointMaze world() {
        PointMaze present = world;
        if (present == null) {
            throw new IllegalStateException(
                    "The maze has no episode yet; reset(seed) begins one.\nMaybe step, goal or distanceToGoal was called before reset.");
        }
        return present;
    }

    private Pixels seen(PointMaze.State now, PointMaze.State earlier) {
        Maze maze = world().task().maze();
        byte[] values = new byte[CHANNELS * SIZE * SIZE];
        double scale = (double) SIZE / Math.max(maze.rows().size(), maze.columns());
        draw(now, scale, values, 0);
        draw(earlier, scale, values, 1);
        for (int row = 0; row < SIZE; row++) {
            for (int column = 0; column < SIZE; column++) {
                if (maze.wall((int) ((row + 0.5) / scale), (int) ((column + 0.5) / scale))) {
                    values[(2 * SIZE + row) * SIZE + column] = (byte) PEAK;
                }
            }
        }
        return new Pixels(CHANNELS, SIZE, SIZE, values);
    }

    /// Rows of cells lie along x, downwards.
    private static void draw(PointMaze.State ball, double scale, byte[] values, int channel) {
        double y = (ball.x() - Maze.ORIGIN + Maze.HALF_CELL) * scale - 0.5;
        double x = (ball.y() - Maze.ORIGIN + Maze.HALF_CELL) * scale - 0.5;
        for (int row = (int) Math.max(0, Math.ceil(y - REACH)); row <= Math.min(SIZE - 1, y + REACH); row++) {
            for (int column = (int) Math.max(0, Math.ceil(x - REACH));
                    column <= Math.min(SIZE - 1, x + REACH);
                    column++) {
                double squared = Math.pow(row - y, 2) + Math.pow(column - x, 2);
                values[(channel * SIZE + row) * SIZE + column] =
                        (byte) (int) (PEAK * Math.exp(-squared / (2 * DOT * DOT)));
            }
        }
    }
}
