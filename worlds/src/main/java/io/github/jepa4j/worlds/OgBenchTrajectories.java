package io.github.jepa4j.worlds;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Episode;
import io.github.jepa4j.world.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Makes the walks that OGBench's data of point mazes are: of the noisy expert, from anywhere.
///
/// Source: OGBench's generator of data (arXiv 2410.20092) and its published numbers: 5,000 walks of 201 positions to a
/// cell four moves away (*stitch*), or 1,000 of 1,001 (giant: 500 of 2,001) from goal to goal (*navigate*), by a noise
/// of 0.5. Ours are drawn by another generator of random numbers, so that they are not the published files.
///
/// @param maze      where
/// @param kind      of walk
/// @param positions how many a walk has, `T + 1`, at least 2
/// @param noise     of the expert, at least 0
public record OgBenchTrajectories(OgBenchMaze maze, Kind kind, int positions, double noise) {

    private static final int STITCH_MOVES = 4;

    /// What walks lead to.
    public enum Kind {
        /// A cell exactly four moves away, and there the walk stays: no walk is long.
        STITCH,
        /// A cell that is no corridor, and when it is reached another: walks lead through all of the maze.
        NAVIGATE
    }

    public OgBenchTrajectories {
        if (positions < 2) {
            throw new IllegalArgumentException(
                    "A walk of %d positions has no action; it needs at least 2.\nMaybe the number of actions was meant."
                            .formatted(positions));
        }
        new OgBenchExpert(noise); // refuses what is no noise
    }

    /// The published lengths and noise.
    public static OgBenchTrajectories published(OgBenchMaze maze, Kind kind) {
        boolean isGiant = maze.name().equals(OgBenchMaze.GIANT.name());
        return new OgBenchTrajectories(maze, kind, kind == Kind.STITCH ? 201 : isGiant ? 2001 : 1001, 0.5);
    }

    /// The walk of this seed.
    public Episode episode(Seed seed) {
        RandomGenerator random = seed.split("walk").generator();
        List<OgBenchMaze.Cell> cells = maze.freeCells();
        OgBenchMaze.Cell from = cells.get(random.nextInt(cells.size()));
        OgBenchMaze.Cell goal = kind == Kind.STITCH ? stitched(from, random) : crossroads(random);
        var world =
                new OgBenchPointMaze(maze, own -> OgBenchPointMaze.Task.near(new OgBenchMaze.Trip(from, from), own));
        OgBenchExpert expert = new OgBenchExpert(noise);
        List<Observation> observations = new ArrayList<>(List.of(world.reset(seed)));
        List<Action> actions = new ArrayList<>();
        // The goal is a place near the cell's centre, and what ends a walk to it is to be near that place.
        double[] place = near(goal, random);
        while (observations.size() < positions) {
            Action action = expert.act(world, goal, random);
            actions.add(action);
            observations.add(world.step(action));
            boolean isThere =
                    Math.hypot(world.x() - place[0], world.y() - place[1]) <= OgBenchPointMaze.SUCCESS_DISTANCE;
            if (isThere && kind == Kind.NAVIGATE) {
                goal = crossroads(random);
                place = near(goal, random);
            }
        }
        return new Episode(observations, actions);
    }

    private static double[] near(OgBenchMaze.Cell cell, RandomGenerator random) {
        return new double[] {cell.x() + random.nextDouble(-1, 1), cell.y() + random.nextDouble(-1, 1)};
    }

    /// A cell four moves away; the cell itself where there is none.
    private OgBenchMaze.Cell stitched(OgBenchMaze.Cell from, RandomGenerator random) {
        int[][] moves = OgBenchExpert.moves(maze, from);
        List<OgBenchMaze.Cell> away = maze.freeCells().stream()
                .filter(cell -> moves[cell.row()][cell.column()] == STITCH_MOVES)
                .toList();
        return away.isEmpty() ? from : away.get(random.nextInt(away.size()));
    }

    private OgBenchMaze.Cell crossroads(RandomGenerator random) {
        List<OgBenchMaze.Cell> all =
                maze.freeCells().stream().filter(cell -> !isCorridor(cell)).toList();
        return all.get(random.nextInt(all.size()));
    }

    /// Free straight ahead and behind, with walls on both sides.
    private boolean isCorridor(OgBenchMaze.Cell cell) {
        boolean up = maze.wall(cell.row() - 1, cell.column());
        boolean down = maze.wall(cell.row() + 1, cell.column());
        boolean left = maze.wall(cell.row(), cell.column() - 1);
        boolean right = maze.wall(cell.row(), cell.column() + 1);
        return up == down && left == right && up != left;
    }
}
