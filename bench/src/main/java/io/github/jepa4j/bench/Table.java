package io.github.jepa4j.bench;

import java.util.ArrayList;
import java.util.List;

/// Rows under a title. A cell is text, a number, a [Spread], a flag, or NaN where there is nothing to say.
final class Table {

    private final String title;
    private final List<String> columns;
    private final List<List<Object>> rows = new ArrayList<>();

    Table(String title, String... columns) {
        this.title = title;
        this.columns = List.of(columns);
    }

    /// Adds a row.
    ///
    /// @param cells one for each column
    Table row(Object... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(
                    "The row of table '%s' has %d cells; there are %d columns.\nMaybe a column was added and a cell was not."
                            .formatted(title, cells.length, columns.size()));
        }
        rows.add(List.of(cells));
        return this;
    }

    String title() {
        return title;
    }

    List<String> columns() {
        return columns;
    }

    List<List<Object>> rows() {
        return rows;
    }

    /// As plain text, columns aligned.
    String text() {
        List<List<String>> lines = new ArrayList<>();
        lines.add(columns);
        rows.forEach(row -> lines.add(row.stream().map(Table::cell).toList()));
        int[] widths = new int[columns.size()];
        for (List<String> line : lines) {
            for (int c = 0; c < widths.length; c++) {
                widths[c] = Math.max(widths[c], line.get(c).length());
            }
        }
        StringBuilder text = new StringBuilder(title).append('\n');
        for (List<String> line : lines) {
            StringBuilder padded = new StringBuilder("  ");
            for (int c = 0; c < widths.length; c++) {
                padded.append(line.get(c)).repeat(' ', widths[c] - line.get(c).length() + 2);
            }
            text.append(padded.toString().stripTrailing()).append('\n');
        }
        return text.toString();
    }

    private static String cell(Object value) {
        return switch (value) {
            case Double number -> Spread.number(number);
            case Float number -> Spread.number(number);
            case Boolean flag -> flag ? "yes" : "no";
            default -> value.toString();
        };
    }
}
