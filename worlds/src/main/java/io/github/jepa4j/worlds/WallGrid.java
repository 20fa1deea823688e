package io.github.jepa4j.worlds;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/// Layouts of mazes: rows of equal length, in which `#` is a wall and `O` is free.
final class WallGrid {

    private WallGrid() {}

    /// @param name of the maze, for messages
    /// @throws IllegalArgumentException unless the border is all wall and a cell is free
    static void check(String name, List<String> rows) {
        int columns = rows.isEmpty() ? 0 : rows.getFirst().length();
        for (String row : rows) {
            if (row.length() != columns || !row.matches("[#O]+")) {
                throw new IllegalArgumentException(
                        "The maze %s has the row '%s'; every row must be %d cells, each # (wall) or O (free).\nMaybe a start or goal is marked in the layout: they belong to the task."
                                .formatted(name, row, columns));
            }
            if (!row.startsWith("#") || !row.endsWith("#")) {
                throw new IllegalArgumentException(
                        "The maze %s is open at an end of the row '%s'; its border must be all wall.\nMaybe the layout was cut off."
                                .formatted(name, row));
            }
        }
        if (rows.size() < 3
                || rows.getFirst().contains("O")
                || rows.getLast().contains("O")
                || rows.stream().noneMatch(row -> row.contains("O"))) {
            throw new IllegalArgumentException(
                    "The maze %s has the rows %s; it needs a first and a last row of walls and a free cell between them.\nMaybe the layout was cut off."
                            .formatted(name, rows));
        }
    }

    /// Whether a cell is a wall; outside of the grid all is wall.
    static boolean wall(List<String> rows, int row, int column) {
        return row < 0
                || column < 0
                || row >= rows.size()
                || column >= rows.getFirst().length()
                || rows.get(row).charAt(column) == '#';
    }

    /// The free cells, row by row.
    ///
    /// @param cell makes one of its row and column
    static <C> List<C> free(List<String> rows, BiFunction<Integer, Integer, C> cell) {
        List<C> cells = new ArrayList<>();
        for (int row = 0; row < rows.size(); row++) {
            for (int column = 0; column < rows.getFirst().length(); column++) {
                if (!wall(rows, row, column)) {
                    cells.add(cell.apply(row, column));
                }
            }
        }
        return cells;
    }
}
