package io.github.jepa4j.worlds;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.world.Episode;
import io.github.jepa4j.world.GoalEnvironment;
import io.github.jepa4j.world.Observation;
import io.github.jepa4j.world.Pixels;
import io.github.jepa4j.world.Signals;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// One of OGBench's mazes seen from above as `[C, Y, X] = [2, 64, 64]`: the ball, and the walls, inlets of teleporters
/// half as bright. An action is held for five steps of the maze, which move the ball 1 m at most on each axis: a
/// quarter of a cell, 1 px of the giant maze.
///
/// Source: OGBench's point mazes (arXiv 2410.20092), which has pictures of its other mazes only; ours are our own, and
/// so is the holding.
public final class SeenOgBenchMaze implements GoalEnvironment {

    /// How many steps of the maze an action is held for.
    public static final int HELD = 5;

    /// How many actions an episode may take.
    public static final int STEPS_PER_EPISODE = OgBenchPointMaze.STEPS_PER_EPISODE / HELD;

    private static final int CHANNELS = 2;
    private static final double INLET = 0.5;

    private final OgBenchPointMaze world;

    /// @param tasks draws the task of each episode
    public SeenOgBenchMaze(OgBenchMaze maze, Function<Seed, OgBenchPointMaze.Task> tasks) {
        this.world = new OgBenchPointMaze(maze, tasks);
    }

    @Override
    public ActionSpace.Box actionSpace() {
        return world.actionSpace();
    }

    @Override
    public Pixels reset(Seed seed) {
        return seen(world.maze(), world.reset(seed));
    }

    @Override
    public Pixels step(Action action) {
        Signals last = world.step(action);
        for (int i = 1; i < HELD; i++) {
            last = world.step(action);
        }
        return seen(world.maze(), last);
    }

    @Override
    public Pixels goal() {
        return seen(world.maze(), world.goal());
    }

    @Override
    public double distanceToGoal() {
        return world.distanceToGoal();
    }

    /// The world behind the pictures. For judging and for scripted policies only.
    public OgBenchPointMaze world() {
        return world;
    }

    /// A walk of the maze as it looks from above: every fifth of its positions, and between two of them the
    /// mean of the five actions, which leads as far where neither a wall is touched nor a teleporter entered.
    /// What is left at the end is cut off.
    ///
    /// @param walk of [OgBenchTrajectories]
    public static Episode seen(OgBenchMaze maze, Episode walk) {
        List<Observation> seen = new ArrayList<>(List.of(at(maze, walk, 0)));
        List<Action> held = new ArrayList<>();
        for (int from = 0; from + HELD <= walk.actions().size(); from += HELD) {
            float x = 0;
            float y = 0;
            for (Action action : walk.actions().subList(from, from + HELD)) {
                x += action.values()[0];
                y += action.values()[1];
            }
            held.add(new Action(x / HELD, y / HELD));
            seen.add(at(maze, walk, from + HELD));
        }
        return new Episode(seen, held);
    }

    private static Pixels at(OgBenchMaze maze, Episode walk, int position) {
        return seen(maze, (Signals) walk.observations().get(position));
    }

    private static Pixels seen(OgBenchMaze maze, Signals place) {
        return new FromAbove(CHANNELS, Math.max(maze.rows().size(), maze.columns()))
                .ball(0, OgBenchMaze.along(place.values()[1]), OgBenchMaze.along(place.values()[0]))
                .cells(1, maze::wall, 1)
                .cells(1, (row, column) -> maze.inlets().contains(new OgBenchMaze.Cell(row, column)), INLET)
                .pixels();
    }
}
