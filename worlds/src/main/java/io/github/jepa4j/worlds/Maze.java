package io.github.jepa4j.worlds;

import java.util.List;

/// Where the walls of a point maze are: a grid of cells of 1 m, each wall or free. Row `i` of the layout lies
/// along x and column `j` along y: the cell's centre is at `(i - 0.2, j - 0.2)` m. (The 0.2 are D4RL's: its
/// ball hangs in a body that is not at a cell's centre.)
///
/// Source: the layouts and their placement are those of D4RL's point mazes (Fu et al., *D4RL: datasets for
/// deep data-driven reinforcement learning*, arXiv 2004.07219; its published environment, Apache-2.0).
///
/// @param name as it is called in tables
/// @param rows of equal length; `#` is a wall and `O` is free; the border is all wall, and a cell is free
public record Maze(String name, List<String> rows) {

    /// D4RL's `maze2d-umaze`: a U of 7 cells.
    public static final Maze UMAZE = of("umaze", "#####", "#OOO#", "###O#", "#OOO#", "#####");

    /// D4RL's `maze2d-medium`: 26 free cells.
    public static final Maze MEDIUM = of(
            "medium", "########", "#OO##OO#", "#OO#OOO#", "##OOO###", "#OO#OOO#", "#O#OO#O#", "#OOO#OO#", "########");

    /// D4RL's `maze2d-large`: 46 free cells.
    public static final Maze LARGE = of(
            "large",
            "############",
            "#OOOO#OOOOO#",
            "#O##O#O#O#O#",
            "#OOOOOO#OOO#",
            "#O####O###O#",
            "#OO#O#OOOOO#",
            "##O#O#O#O###",
            "#OO#OOO#OOO#",
            "############");

    /// Where a cell of index 0 has its centre, in m.
    static final double ORIGIN = -0.2;

    /// Half a cell's side, in m.
    static final double HALF_CELL = 0.5;

    /// A cell.
    ///
    /// @param row    its index along x
    /// @param column its index along y
    public record Cell(int row, int column) {

        /// The x of its centre, in m.
        public double x() {
            return row + ORIGIN;
        }

        /// The y of its centre, in m.
        public double y() {
            return column + ORIGIN;
        }
    }

    public Maze {
        rows = List.copyOf(rows);
        WallGrid.check(name, rows);
    }

    private static Maze of(String name, String... rows) {
        return new Maze(name, List.of(rows));
    }

    /// The free cells, row by row.
    public List<Cell> freeCells() {
        return WallGrid.free(rows, Cell::new);
    }

    /// The number of columns, walls included.
    public int columns() {
        return rows.getFirst().length();
    }

    /// Whether a cell is a wall; outside of the grid all is wall.
    boolean wall(int row, int column) {
        return WallGrid.wall(rows, row, column);
    }

    /// Whether a place in m lies in a free cell.
    boolean free(double x, double y) {
        return !wall(index(x), index(y));
    }

    /// How far a place in m is from the nearest wall among the cells around it; 0 inside one, and at most a
    /// cell's side.
    double wallDistance(double x, double y) {
        double nearest = 1;
        for (int row = index(x) - 1; row <= index(x) + 1; row++) {
            for (int column = index(y) - 1; column <= index(y) + 1; column++) {
                if (wall(row, column)) {
                    double dx = Math.max(0, Math.abs(x - row - ORIGIN) - HALF_CELL);
                    double dy = Math.max(0, Math.abs(y - column - ORIGIN) - HALF_CELL);
                    nearest = Math.min(nearest, dx * dx + dy * dy);
                }
            }
        }
        return Math.sqrt(nearest);
    }

    /// The index of the cells at a coordinate in m.
    static int index(double coordinate) {
        return (int) Math.floor(coordinate - ORIGIN + HALF_CELL);
    }
}
