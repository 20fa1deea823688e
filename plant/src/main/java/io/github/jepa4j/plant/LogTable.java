package io.github.jepa4j.plant;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// The columns of a file that the schema names, as numbers in the schema's units.
final class LogTable {

    private static final Set<String> NOTHING = Set.of("", "nan", "na", "n/a", "null", "none", "-", "?");

    private final String file;
    private final PlantSchema schema;
    private final List<LogColumn> columns;
    private final ReportDraft report;
    private final int[] places;
    private final Units.Conversion[] conversions;
    private final int timePlace;
    private final int episodePlace;

    private double[] times = new double[1024];
    private long[] rows = new long[1024];
    private final List<String> episodes = new ArrayList<>();
    private double[][] values;
    private int size;

    private LogTable(LogFile file, PlantSchema schema, List<String> headings, ReportDraft report) {
        this.file = file.name();
        this.schema = schema;
        this.report = report;
        columns = schema.columns();
        places = columns.stream().mapToInt(column -> place(headings, column)).toArray();
        conversions = columns.stream()
                .map(column -> Units.between(column.name(), column.loggedUnit(), column.unit()))
                .toArray(Units.Conversion[]::new);
        timePlace = schema.time().format() == PlantSchema.Format.ROWS
                ? -1
                : place(headings, LogColumn.of(schema.time().column(), ""));
        String episode = schema.episode();
        episodePlace = episode == null ? -1 : place(headings, LogColumn.of(episode, ""));
        values = new double[columns.size()][1024];
    }

    static LogTable read(LogFile file, PlantSchema schema, ReportDraft report) {
        try (RowSource source = RowSource.of(file)) {
            LogTable table = new LogTable(file, schema, source.headings(), report);
            report.files++;
            while (source.next()) {
                report.rows++;
                table.add(source);
            }
            return table;
        } catch (IOException e) {
            throw LogFile.unreadable(file.name(), e);
        }
    }

    private int place(List<String> headings, LogColumn column) {
        int exact = headings.indexOf(column.heading());
        if (exact >= 0) {
            return exact;
        }
        for (int i = 0; i < headings.size(); i++) {
            String heading = headings.get(i);
            OptionalInt unit = Units.beginning(heading);
            if (unit.isPresent()
                    && heading.substring(0, unit.getAsInt()).strip().equals(column.heading())) {
                String stated = heading.substring(unit.getAsInt() + 1, heading.length() - 1)
                        .strip();
                refuseOther(column, heading, stated);
                return i;
            }
        }
        throw new LogException(
                LogException.Kind.COLUMN,
                "The log %s has no column '%s'; it has %s.\nMaybe the heading is spelt differently: say so with column."
                        .formatted(file, column.heading(), headings));
    }

    private void refuseOther(LogColumn column, String heading, String stated) {
        boolean isTimeOrEpisode = !columns.contains(column);
        if (!isTimeOrEpisode && !Units.isSame(stated, column.loggedUnit())) {
            throw new LogException(
                    LogException.Kind.UNIT,
                    "The log %s states '%s' for %s, but the schema says it is logged in '%s'.\nMaybe say logged: %s, and it is converted to '%s'."
                            .formatted(file, stated, heading, column.loggedUnit(), stated, column.unit()));
        }
    }

    private void add(RowSource source) {
        double time = time(source);
        if (!Double.isFinite(time)) {
            report.timeless++;
            report.list(
                    LogReport.What.TIMELESS,
                    file,
                    source.row(),
                    "the time is '%s'".formatted(timePlace < 0 ? "" : source.cell(timePlace)));
            return;
        }
        grow();
        times[size] = time;
        rows[size] = source.row();
        episodes.add(
                episodePlace < 0
                        ? ""
                        : String.valueOf(source.cell(episodePlace)).intern());
        for (int c = 0; c < places.length; c++) {
            values[c][size] = reading(source, c);
        }
        size++;
    }

    private void grow() {
        if (size == times.length) {
            int larger = 2 * size;
            times = Arrays.copyOf(times, larger);
            rows = Arrays.copyOf(rows, larger);
            values = Arrays.stream(values)
                    .map(column -> Arrays.copyOf(column, larger))
                    .toArray(double[][]::new);
        }
    }

    private double time(RowSource source) {
        if (timePlace < 0) {
            return (source.row() - 2) * schema.stepSeconds();
        }
        Object cell = source.cell(timePlace);
        return switch (schema.time().format()) {
            case SECONDS -> number(cell);
            case MILLISECONDS -> number(cell) * 1e-3;
            case ISO -> instant(cell);
            case ROWS -> throw new IllegalStateException("Rows have no time column.\nMaybe it was added since.");
        };
    }

    private static double instant(@Nullable Object cell) {
        try {
            Instant instant = switch (cell) {
                case null -> null;
                case Instant there -> there;
                default -> instant(cell.toString().strip().replace(' ', 'T'));
            };
            return instant == null ? Double.NaN : instant.getEpochSecond() + instant.getNano() * 1e-9;
        } catch (DateTimeException _) {
            return Double.NaN;
        }
    }

    private static Instant instant(String text) {
        boolean hasOffset = text.endsWith("Z") || text.lastIndexOf('+') > 0 || text.lastIndexOf('-') > 7 + 2;
        return hasOffset
                ? OffsetDateTime.parse(text).toInstant()
                : LocalDateTime.parse(text).toInstant(ZoneOffset.UTC);
    }

    /// NaN where there is none, or none that can be believed.
    private double reading(RowSource source, int c) {
        LogColumn column = columns.get(c);
        Object cell = source.cell(places[c]);
        if (cell == null || NOTHING.contains(cell.toString().strip().toLowerCase(Locale.ROOT))) {
            report.missing.merge(column.name(), 1L, Long::sum);
            return Double.NaN;
        }
        double logged = number(cell);
        if (Double.isNaN(logged)) {
            report.unreadable.merge(column.name(), 1L, Long::sum);
            report.list(LogReport.What.UNREADABLE, file, source.row(), "%s is '%s'".formatted(column.name(), cell));
            return Double.NaN;
        }
        double value = conversions[c].apply(logged);
        if (!(value >= column.low() && value <= column.high()) || !Float.isFinite((float) value)) {
            report.outOfRange.merge(column.name(), 1L, Long::sum);
            report.list(
                    LogReport.What.OUT_OF_RANGE,
                    file,
                    source.row(),
                    "%s is %s %s, outside %s to %s"
                            .formatted(column.name(), value, column.unit(), column.low(), column.high()));
            return Double.NaN;
        }
        return value;
    }

    private static double number(@Nullable Object cell) {
        if (cell instanceof Number number) {
            return number.doubleValue();
        }
        String text = cell == null ? "" : cell.toString().strip();
        // Java would also read 0x1p3 and 1d.
        boolean isPlain = text.chars().allMatch(c -> c >= '0' && c <= '9' || "+-.eE".indexOf(c) >= 0);
        try {
            return isPlain && !text.isEmpty() ? Double.parseDouble(text) : Double.NaN;
        } catch (NumberFormatException _) {
            return Double.NaN;
        }
    }

    String file() {
        return file;
    }

    int size() {
        return size;
    }

    double time(int row) {
        return times[row];
    }

    long rowNumber(int row) {
        return rows[row];
    }

    /// A reading, in the schema's unit; NaN where there is none.
    double value(int column, int row) {
        return values[column][row];
    }

    /// The rows of each episode, in the order in which the episodes first appear.
    List<int[]> episodeRows() {
        if (episodePlace < 0) {
            return List.of(IntStream.range(0, size).toArray());
        }
        List<String> names = episodes.stream().distinct().toList();
        var byName = new java.util.HashMap<String, IntStream.Builder>();
        for (int row = 0; row < size; row++) {
            byName.computeIfAbsent(episodes.get(row), _ -> IntStream.builder()).add(row);
        }
        return names.stream()
                .map(name -> java.util.Objects.requireNonNull(byName.get(name))
                        .build()
                        .toArray())
                .toList();
    }
}
