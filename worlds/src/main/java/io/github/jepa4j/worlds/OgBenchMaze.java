package io.github.jepa4j.worlds;

import java.util.ArrayList;
import java.util.List;

/// Where the walls of one of OGBench's mazes are: a grid of cells of 4 m, each wall or free, and what leads from
/// one place to another at a stroke. A cell's row lies along y and its column along x: its centre is at
/// `(4 column - 4, 4 row - 4)` m.
///
/// Source: layouts, teleporters and tasks are those of OGBench's locomotion mazes (Park et al., *OGBench:
/// benchmarking offline goal-conditioned RL*, ICLR 2025, arXiv 2410.20092; its published environment, MIT).
///
/// @param name    as it is called there
/// @param rows    of equal length; `#` is a wall and `O` is free; the border is all wall
/// @param inlets  who comes near to one of these is taken to an outlet, any of them alike
/// @param outlets as many as may be; none where there are no inlets
/// @param tasks   the five that are evaluated by, each a cell to begin in and one to come to
public record OgBenchMaze(String name, List<String> rows, List<Cell> inlets, List<Cell> outlets, List<Trip> tasks) {

    /// A cell's side, in m.
    public static final double SIDE = 4;

    private static final double ORIGIN = -4;

    /// A cell.
    ///
    /// @param row    its index along y
    /// @param column its index along x
    public record Cell(int row, int column) {

        /// The x of its centre, in m.
        public double x() {
            return column * SIDE + ORIGIN;
        }

        /// The y of its centre, in m.
        public double y() {
            return row * SIDE + ORIGIN;
        }
    }

    /// From one cell to another.
    ///
    /// @param from where it begins, a free cell
    /// @param to   where it is to end, a free cell
    public record Trip(Cell from, Cell to) {}

    /// `pointmaze-medium`: 6 by 6 cells within the border.
    public static final OgBenchMaze MEDIUM = of(
            "medium",
            List.of("########", "#OO##OO#", "#OO#OOO#", "##OOO###", "#OO#OOO#", "#O#OO#O#", "#OOO#OO#", "########"),
            trip(1, 1, 6, 6),
            trip(6, 1, 1, 6),
            trip(5, 3, 4, 2),
            trip(6, 5, 6, 1),
            trip(2, 6, 1, 1));

    /// `pointmaze-large`: 7 by 10 cells within the border.
    public static final OgBenchMaze LARGE = of(
            "large",
            List.of(
                    "############",
                    "#OOOO#OOOOO#",
                    "#O##O#O#O#O#",
                    "#OOOOOO#OOO#",
                    "#O####O###O#",
                    "#OO#O#OOOOO#",
                    "##O#O#O#O###",
                    "#OO#OOO#OOO#",
                    "############"),
            trip(1, 1, 7, 10),
            trip(5, 4, 7, 1),
            trip(7, 4, 1, 10),
            trip(3, 8, 5, 4),
            trip(1, 1, 5, 4));

    /// `pointmaze-giant`: 10 by 14 cells within the border.
    public static final OgBenchMaze GIANT = of(
            "giant",
            List.of(
                    "################",
                    "#O#OOOOOO##OOOO#",
                    "#O#O##O#O#OO##O#",
                    "#OOO#OO#OOO#OOO#",
                    "#O###O######O#O#",
                    "#OOO#OOO#OOOO#O#",
                    "###O#O#OO#O#O###",
                    "#OOO#OO#OOO#OOO#",
                    "#O#O#O######O#O#",
                    "#O###OOO#OOO##O#",
                    "#OOOOO#OOO#OOOO#",
                    "################"),
            trip(1, 1, 10, 14),
            trip(1, 14, 10, 1),
            trip(8, 14, 1, 1),
            trip(8, 3, 5, 12),
            trip(5, 9, 3, 8));

    /// `pointmaze-teleport`: two inlets and three outlets, of which one, at (1, 7), is in a dead end.
    public static final OgBenchMaze TELEPORT = new OgBenchMaze(
            "teleport",
            List.of(
                    "############",
                    "#OOOOO#O#OO#",
                    "##O#OOO#OO##",
                    "##O###OOOOO#",
                    "#OOOO#O#O#O#",
                    "#O##O#O#O#O#",
                    "#O##O#O#O#O#",
                    "#OOOO#OOO#O#",
                    "############"),
            List.of(new Cell(4, 6), new Cell(5, 1)),
            List.of(new Cell(1, 7), new Cell(6, 1), new Cell(6, 10)),
            List.of(trip(1, 10, 7, 1), trip(1, 1, 7, 10), trip(5, 6, 7, 10), trip(7, 1, 7, 10), trip(5, 6, 7, 1)));

    public OgBenchMaze {
        rows = List.copyOf(rows);
        inlets = List.copyOf(inlets);
        outlets = List.copyOf(outlets);
        tasks = List.copyOf(tasks);
        WallGrid.check(name, rows);
        if (inlets.isEmpty() != outlets.isEmpty()) {
            throw new IllegalArgumentException(
                    "The maze %s has %d inlets and %d outlets; there must be both, or neither.\nMaybe one of the lists was left out."
                            .formatted(name, inlets.size(), outlets.size()));
        }
        List<Cell> ends = new ArrayList<>(inlets);
        ends.addAll(outlets);
        tasks.forEach(trip -> ends.addAll(List.of(trip.from(), trip.to())));
        for (Cell cell : ends) {
            if (WallGrid.wall(rows, cell.row(), cell.column())) {
                throw new IllegalArgumentException(
                        "The maze %s has a teleporter or the end of a task at %s, which is a wall; a free cell was expected.\nMaybe row and column were swapped."
                                .formatted(name, cell));
            }
        }
    }

    private static OgBenchMaze of(String name, List<String> rows, Trip... tasks) {
        return new OgBenchMaze(name, rows, List.of(), List.of(), List.of(tasks));
    }

    private static Trip trip(int fromRow, int fromColumn, int toRow, int toColumn) {
        return new Trip(new Cell(fromRow, fromColumn), new Cell(toRow, toColumn));
    }

    /// The free cells, row by row.
    public List<Cell> freeCells() {
        return WallGrid.free(rows, Cell::new);
    }

    /// The number of columns, walls included.
    public int columns() {
        return rows.getFirst().length();
    }

    /// The cell at a place in m, free or not.
    public static Cell cellAt(double x, double y) {
        return new Cell(index(y), index(x));
    }

    private static int index(double coordinate) {
        return (int) Math.floor(along(coordinate));
    }

    /// A coordinate in m as one in cells, from the border's outer edge.
    static double along(double coordinate) {
        return (coordinate - ORIGIN) / SIDE + 0.5;
    }

    /// Whether a cell is a wall; outside of the grid all is wall.
    boolean wall(int row, int column) {
        return WallGrid.wall(rows, row, column);
    }
}
