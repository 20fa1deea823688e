package io.github.jepa4j.worlds;

import io.github.jepa4j.tensor.Seed;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Draws point mazes, each another, so that a model has to look where the walls are: a square of cells within the
/// border, of which a share is free, and all free ones hang together.
///
/// Source: the diverse mazes of PLDM (arXiv 2502.14819: 4 by 4 cells, 50 to 75 % free) and of HWM (arXiv 2604.03208: 8
/// by 8, 50 to 80 %), as described there; ours grow from a cell by neighbours drawn uniformly.
///
/// @param side  cells along each side within the border, at least 2
/// @param least share that is free, above 0
/// @param most  share that is free, at least `least`, to 1
public record DiverseMazes(int side, double least, double most) {

    /// PLDM's.
    public static final DiverseMazes SMALL = new DiverseMazes(4, 0.5, 0.75);

    /// HWM's.
    public static final DiverseMazes LARGE = new DiverseMazes(8, 0.5, 0.8);

    private static final int[][] NEIGHBOURS = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};
    private static final int MOST_DRAWS = 1000;

    public DiverseMazes {
        if (side < 2 || !(least > 0 && least <= most && most <= 1)) {
            throw new IllegalArgumentException(
                    "Mazes of %d by %d cells, of which %s to %s are free, make no sense; there must be 2 cells a side, and the shares lie above 0 and at most at 1.\nMaybe they are percentages."
                            .formatted(side, side, least, most));
        }
    }

    /// The maze of this seed.
    public Maze draw(Seed seed) {
        RandomGenerator random = seed.generator();
        int wanted = (int) Math.max(2, Math.round(random.nextDouble(least, Math.nextUp(most)) * side * side));
        Set<Maze.Cell> free = new LinkedHashSet<>();
        free.add(new Maze.Cell(1 + random.nextInt(side), 1 + random.nextInt(side)));
        while (free.size() < wanted) {
            Set<Maze.Cell> edge = new LinkedHashSet<>();
            for (Maze.Cell cell : free) {
                for (int[] way : NEIGHBOURS) {
                    Maze.Cell next = new Maze.Cell(cell.row() + way[0], cell.column() + way[1]);
                    if (isWithin(next) && !free.contains(next)) {
                        edge.add(next);
                    }
                }
            }
            free.add(new ArrayList<>(edge).get(random.nextInt(edge.size())));
        }
        return new Maze("diverse " + Long.toHexString(seed.value()), rows(free));
    }

    private boolean isWithin(Maze.Cell cell) {
        return Math.min(cell.row(), cell.column()) >= 1 && Math.max(cell.row(), cell.column()) <= side;
    }

    private List<String> rows(Set<Maze.Cell> free) {
        List<String> rows = new ArrayList<>();
        for (int row = 0; row < side + 2; row++) {
            StringBuilder text = new StringBuilder();
            for (int column = 0; column < side + 2; column++) {
                text.append(free.contains(new Maze.Cell(row, column)) ? 'O' : '#');
            }
            rows.add(text.toString());
        }
        return rows;
    }

    /// From a cell's centre to another's that is so many moves away, at rest.
    ///
    /// @param nearest  moves at least, at least 1
    /// @param farthest moves at most, at least `nearest`
    /// @throws IllegalArgumentException when it has no two cells at such a distance
    public static PointMazeTask task(Maze maze, int nearest, int farthest, Seed seed) {
        requireDistance(nearest, farthest);
        return found(maze, nearest, farthest, seed)
                .orElseThrow(() -> new IllegalArgumentException(
                        "The maze %s has no two cells that are %d to %d moves apart.\nMaybe it is too small for that."
                                .formatted(maze.name(), nearest, farthest)));
    }

    /// The same in the first maze drawn that has such a task.
    ///
    /// @throws IllegalArgumentException when a thousand mazes have none
    public PointMazeTask anywhere(int nearest, int farthest, Seed seed) {
        requireDistance(nearest, farthest);
        for (int draw = 0; draw < MOST_DRAWS; draw++) {
            Seed own = seed.split(draw);
            Optional<PointMazeTask> task = found(draw(own.split("maze")), nearest, farthest, own.split("cells"));
            if (task.isPresent()) {
                return task.get();
            }
        }
        throw new IllegalArgumentException(
                "Of a thousand mazes of %d by %d cells none has two that are %d to %d moves apart.\nMaybe a larger side was meant."
                        .formatted(side, side, nearest, farthest));
    }

    private static void requireDistance(int nearest, int farthest) {
        if (nearest < 1 || farthest < nearest) {
            throw new IllegalArgumentException(
                    "The task is to be %d to %d moves long; it must be at least 1, and the most not below the least.\nMaybe they were swapped."
                            .formatted(nearest, farthest));
        }
    }

    private static Optional<PointMazeTask> found(Maze maze, int nearest, int farthest, Seed seed) {
        List<Maze.Cell> cells = maze.freeCells();
        for (int number : seed.split("starts").permutation(cells.size())) {
            Maze.Cell from = cells.get(number);
            int[][] moves = moves(maze, from);
            List<Maze.Cell> goals = cells.stream()
                    .filter(cell ->
                            moves[cell.row()][cell.column()] >= nearest && moves[cell.row()][cell.column()] <= farthest)
                    .toList();
            if (!goals.isEmpty()) {
                Maze.Cell goal = goals.get(seed.split("goal").generator().nextInt(goals.size()));
                PointMaze.State start = PointMaze.State.at(from.x(), from.y());
                return Optional.of(new PointMazeTask(maze, start, goal.x(), goal.y(), List.of()));
            }
        }
        return Optional.empty();
    }

    /// How many moves it is from a cell to each, `[rows][columns]`; -1 where there is no way.
    static int[][] moves(Maze maze, Maze.Cell from) {
        int[][] moves = new int[maze.rows().size()][maze.columns()];
        for (int[] row : moves) {
            Arrays.fill(row, -1);
        }
        moves[from.row()][from.column()] = 0;
        Deque<Maze.Cell> queue = new ArrayDeque<>(List.of(from));
        for (Maze.@Nullable Cell cell = queue.poll(); cell != null; cell = queue.poll()) {
            for (int[] way : NEIGHBOURS) {
                Maze.Cell next = new Maze.Cell(cell.row() + way[0], cell.column() + way[1]);
                if (!maze.wall(next.row(), next.column()) && moves[next.row()][next.column()] < 0) {
                    moves[next.row()][next.column()] = moves[cell.row()][cell.column()] + 1;
                    queue.add(next);
                }
            }
        }
        return moves;
    }
}
