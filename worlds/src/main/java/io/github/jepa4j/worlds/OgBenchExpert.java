package io.github.jepa4j.worlds;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Goes from cell to cell along the fewest to the goal's, at full speed, with noise on its actions: whose
/// walks OGBench's data are, and without noise the ceiling of what is possible in mazes without teleporters.
/// It knows nothing of these.
///
/// Source: OGBench's generator of data (arXiv 2410.20092), whose expert for points goes in the direction of the next
/// cell's centre, also in the goal's own. Differs from it, but for the data: there it goes to the goal itself, which a
/// centre need not be near enough to.
///
/// @param noise deviation of each axis of an action before it is cut to [-1, 1], at least 0; 0.5 in the data
public record OgBenchExpert(double noise) implements ScriptedPolicy<OgBenchPointMaze> {

    private static final int[] ROWS = {-1, 0, 1, 0};
    private static final int[] COLUMNS = {0, -1, 0, 1};
    private static final double NEVER_ZERO = 1e-6;

    public OgBenchExpert {
        if (!(noise >= 0) || Double.isInfinite(noise)) {
            throw new IllegalArgumentException(
                    "The expert's noise is %s; it must be finite and at least 0.\nMaybe 0.5 is meant."
                            .formatted(noise));
        }
    }

    @Override
    public Action act(OgBenchPointMaze world, RandomGenerator random) {
        OgBenchPointMaze.Task task = world.task();
        OgBenchMaze.Cell goal = OgBenchMaze.cellAt(task.goalX(), task.goalY());
        return goal.equals(OgBenchMaze.cellAt(world.x(), world.y()))
                ? towards(world, task.goalX(), task.goalY(), random)
                : act(world, goal, random);
    }

    /// Towards the centre of a cell, as for the data.
    Action act(OgBenchPointMaze world, OgBenchMaze.Cell goal, RandomGenerator random) {
        OgBenchMaze.Cell aim = next(world.maze(), OgBenchMaze.cellAt(world.x(), world.y()), goal);
        return towards(world, aim.x(), aim.y(), random);
    }

    private Action towards(OgBenchPointMaze world, double x, double y, RandomGenerator random) {
        double dx = x - world.x();
        double dy = y - world.y();
        double length = Math.sqrt(dx * dx + dy * dy) + NEVER_ZERO;
        float[] way = {
            (float) (dx / length + noise * random.nextGaussian()), (float) (dy / length + noise * random.nextGaussian())
        };
        world.actionSpace().project(way, 0);
        return new Action(way);
    }

    private static OgBenchMaze.Cell next(OgBenchMaze maze, OgBenchMaze.Cell at, OgBenchMaze.Cell goal) {
        int[][] moves = moves(maze, goal);
        OgBenchMaze.Cell best = at;
        for (int i = 0; i < ROWS.length; i++) {
            int row = at.row() + ROWS[i];
            int column = at.column() + COLUMNS[i];
            if (!maze.wall(row, column) && moves[row][column] < moves[best.row()][best.column()]) {
                best = new OgBenchMaze.Cell(row, column);
            }
        }
        return best;
    }

    /// The cell so many moves ahead on its way to the goal; null where the goal is nearer.
    public static OgBenchMaze.@Nullable Cell ahead(OgBenchPointMaze world, int moves) {
        OgBenchMaze.Cell goal =
                OgBenchMaze.cellAt(world.task().goalX(), world.task().goalY());
        OgBenchMaze.Cell at = OgBenchMaze.cellAt(world.x(), world.y());
        for (int move = 0; move < moves; move++) {
            if (at.equals(goal)) {
                return null;
            }
            at = next(world.maze(), at, goal);
        }
        return at;
    }

    /// The cells on a shortest way, both ends included; none where there is no way.
    public static List<OgBenchMaze.Cell> way(OgBenchMaze maze, OgBenchMaze.Cell from, OgBenchMaze.Cell to) {
        if (moves(maze, to)[from.row()][from.column()] == Integer.MAX_VALUE) {
            return List.of();
        }
        List<OgBenchMaze.Cell> way = new ArrayList<>(List.of(from));
        while (!way.getLast().equals(to)) {
            way.add(next(maze, way.getLast(), to));
        }
        return way;
    }

    /// How many moves the two cells are apart that are farthest from each other.
    public static int longest(OgBenchMaze maze) {
        int longest = 0;
        for (OgBenchMaze.Cell from : maze.freeCells()) {
            int[][] all = moves(maze, from);
            for (OgBenchMaze.Cell cell : maze.freeCells()) {
                int moves = all[cell.row()][cell.column()];
                longest = moves == Integer.MAX_VALUE ? longest : Math.max(longest, moves);
            }
        }
        return longest;
    }

    /// A trip between cells that are so many moves apart.
    ///
    /// @throws IllegalArgumentException where a thousand cells have none that far away
    public static OgBenchMaze.Trip trip(OgBenchMaze maze, int moves, Seed seed) {
        RandomGenerator random = seed.generator();
        List<OgBenchMaze.Cell> cells = maze.freeCells();
        for (int draw = 0; draw < 1000; draw++) {
            OgBenchMaze.Cell from = cells.get(random.nextInt(cells.size()));
            int[][] all = moves(maze, from);
            List<OgBenchMaze.Cell> there = cells.stream()
                    .filter(cell -> all[cell.row()][cell.column()] == moves)
                    .toList();
            if (!there.isEmpty()) {
                return new OgBenchMaze.Trip(from, there.get(random.nextInt(there.size())));
            }
        }
        throw new IllegalArgumentException(
                "The maze %s has no cells that are %d moves apart.\nMaybe it is smaller than that."
                        .formatted(maze.name(), moves));
    }

    /// How many moves it is from each cell to one, `[rows][columns]`; the largest number where there is no way.
    static int[][] moves(OgBenchMaze maze, OgBenchMaze.Cell to) {
        int[][] moves = new int[maze.rows().size()][maze.columns()];
        for (int[] row : moves) {
            Arrays.fill(row, Integer.MAX_VALUE);
        }
        moves[to.row()][to.column()] = 0;
        Deque<OgBenchMaze.Cell> queue = new ArrayDeque<>();
        queue.add(to);
        for (OgBenchMaze.@Nullable Cell cell = queue.poll(); cell != null; cell = queue.poll()) {
            for (int i = 0; i < ROWS.length; i++) {
                int row = cell.row() + ROWS[i];
                int column = cell.column() + COLUMNS[i];
                if (!maze.wall(row, column) && moves[row][column] == Integer.MAX_VALUE) {
                    moves[row][column] = moves[cell.row()][cell.column()] + 1;
                    queue.add(new OgBenchMaze.Cell(row, column));
                }
            }
        }
        return moves;
    }
}
