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
    public static final int SIZE = FromAbove.SIZE;

    /// `C`.
    static final int CHANNELS = 3;

    private static final int REPEATS = 4;

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
        return new FromAbove(CHANNELS, Math.max(maze.rows().size(), maze.columns()))
                .ball(0, along(now.x()), along(now.y()))
                .ball(1, along(earlier.x()), along(earlier.y()))
                .cells(2, maze::wall, 1)
                .pixels();
    }

    /// Rows of cells lie along x, downwards.
    private static double along(double coordinate) {
        return coordinate - Maze.ORIGIN + Maze.HALF_CELL;
    }
}
