package io.github.jepa4j.worlds;

import io.github.jepa4j.tensor.Seed;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// From a start to a place in a point maze, around discs that must not be entered. A task may be one that
/// nobody can do: [#feasibility] says so, where it can be proved.
///
/// @param maze  the walls
/// @param start where the ball is first and how fast; in a free cell
/// @param goalX in m
/// @param goalY in m; the goal is in a free cell
/// @param zones which the ball's centre must not enter; may be none
public record PointMazeTask(Maze maze, PointMaze.State start, double goalX, double goalY, List<Zone> zones) {

    private static final double PLACE_NOISE = 0.1;
    private static final double SPEED_NOISE = 0.1;
    private static final double LEAST_RADIUS = 0.1;
    private static final double GREATEST_RADIUS = 0.6;
    private static final int MOST_DRAWS = 1000;

    /// A disc that must not be entered: its inside is forbidden to the ball's centre, its edge is not.
    ///
    /// @param x      of its centre, in m
    /// @param y      of its centre, in m
    /// @param radius in m, above 0
    public record Zone(double x, double y, double radius) {

        public Zone {
            if (!Double.isFinite(x) || !Double.isFinite(y) || !(radius > 0) || Double.isInfinite(radius)) {
                throw new IllegalArgumentException(
                        "The zone at (%s, %s) m has the radius %s m; all must be finite, and the radius above 0.\nMaybe centre and radius were swapped."
                                .formatted(x, y, radius));
            }
        }

        /// How far a place is outside, in m; negative inside.
        public double margin(double placeX, double placeY) {
            double dx = placeX - x;
            double dy = placeY - y;
            return Math.sqrt(dx * dx + dy * dy) - radius;
        }
    }

    /// Whether a task can be done, for the true physics and a ball that may take its time.
    public enum Feasibility {
        /// There is a way round the zones, and the ball can stop before it enters one.
        FEASIBLE,
        /// The ball begins inside a zone.
        START_IN_ZONE,
        /// Zones cover all places that count as the goal.
        GOAL_IN_ZONE,
        /// Zones and walls close every way.
        NO_WAY,
        /// Neither was proved: a gap of about the search grid's step, or a start toward a zone so fast that
        /// only steering could help.
        UNCLEAR
    }

    public PointMazeTask {
        zones = List.copyOf(zones);
        requireFree(maze, "start", start.x(), start.y());
        requireFree(maze, "goal", goalX, goalY);
    }

    /// A task drawn as D4RL draws resets and targets: a free cell each, not the same; both up to 0.1 m from
    /// D4RL's mark of the cell (0.2 m off its centre), the speed normal of 0.1 m/s. The zones, which are
    /// ours, lie anywhere in the free cells, with radii from 0.1 to 0.6 m; the corridor left to the ball's
    /// centre is 0.8 m wide, so some of them close it. Feasible or not.
    ///
    /// @param zones how many, at least 0
    public static PointMazeTask random(Maze maze, int zones, Seed seed) {
        RandomGenerator random = seed.generator();
        List<Maze.Cell> cells = maze.freeCells();
        int start = random.nextInt(cells.size());
        int goal = cells.size() == 1 ? 0 : (start + random.nextInt(1, cells.size())) % cells.size();
        PointMaze.State from = new PointMaze.State(
                mark(cells.get(start).row(), random),
                mark(cells.get(start).column(), random),
                SPEED_NOISE * random.nextGaussian(),
                SPEED_NOISE * random.nextGaussian());
        double goalX = mark(cells.get(goal).row(), random);
        double goalY = mark(cells.get(goal).column(), random);
        List<Zone> drawn = new ArrayList<>();
        for (int i = 0; i < zones; i++) {
            Maze.Cell cell = cells.get(random.nextInt(cells.size()));
            drawn.add(new Zone(
                    cell.x() + random.nextDouble(-Maze.HALF_CELL, Maze.HALF_CELL),
                    cell.y() + random.nextDouble(-Maze.HALF_CELL, Maze.HALF_CELL),
                    random.nextDouble(LEAST_RADIUS, GREATEST_RADIUS)));
        }
        return new PointMazeTask(maze, from, goalX, goalY, drawn);
    }

    /// The first of the tasks drawn by [#random] from the seed's splits that is of this feasibility.
    ///
    /// @throws IllegalArgumentException when 1,000 draws have none
    public static PointMazeTask random(Maze maze, int zones, Feasibility feasibility, Seed seed) {
        for (int draw = 0; draw < MOST_DRAWS; draw++) {
            PointMazeTask task = random(maze, zones, seed.split(draw));
            if (task.feasibility() == feasibility) {
                return task;
            }
        }
        throw new IllegalArgumentException(
                "None of %d tasks drawn in the maze %s with %d zones is %s.\nMaybe there are too many zones, or none."
                        .formatted(MOST_DRAWS, maze.name(), zones, feasibility));
    }

    /// Whether the task can be done; see [MazeRoute] for how it is proved.
    public Feasibility feasibility() {
        return MazeRoute.judge(this);
    }

    /// The least margin to the zones at a place, in m; negative inside one, `Infinity` without zones.
    public double margin(double x, double y) {
        double least = Double.POSITIVE_INFINITY;
        for (Zone zone : zones) {
            least = Math.min(least, zone.margin(x, y));
        }
        return least;
    }

    private static double mark(int index, RandomGenerator random) {
        return index + random.nextDouble(-PLACE_NOISE, PLACE_NOISE);
    }

    private static void requireFree(Maze maze, String what, double x, double y) {
        if (!maze.free(x, y)) {
            throw new IllegalArgumentException(
                    "The task's %s (%s, %s) m is not in a free cell of the maze %s.\nMaybe rows and columns were swapped: rows lie along x."
                            .formatted(what, x, y, maze.name()));
        }
    }
}
