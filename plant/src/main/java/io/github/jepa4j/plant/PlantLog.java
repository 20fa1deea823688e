package io.github.jepa4j.plant;

import io.github.jepa4j.world.Episode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// A plant's log, as episodes of even time steps, and what was wrong with it.
///
/// A reading that is missing or cannot be believed is NaN in the observation; whoever learns from the episodes passes
/// over the windows that hold one. An episode is cut where an action is not known: there is no action but a number.
///
/// @param schema   what it was read with
/// @param episodes in the order of the files, and within one in the order of time
/// @param report   everything that was found
public record PlantLog(PlantSchema schema, List<LoggedEpisode> episodes, LogReport report) {

    /// An episode, and where it is from.
    ///
    /// @param file    the log's
    /// @param begin   the time of its first observation, in seconds, as logged
    /// @param episode observations are signals in the order of the schema; an action's axes are the schema's
    ///     actions, then what is exogenous
    public record LoggedEpisode(String file, double begin, Episode episode) {}

    public PlantLog {
        episodes = List.copyOf(episodes);
    }

    /// Reads files.
    ///
    /// @throws LogException when one cannot be read, is not what the schema says, or no episode comes of them
    public static PlantLog read(PlantSchema schema, List<LogFile> files) {
        var _ = schema.signalSpace(); // refuses a schema of which nothing is said
        ReportDraft report = new ReportDraft();
        List<LoggedEpisode> episodes = new ArrayList<>();
        for (LogFile file : files) {
            LogTable table = LogTable.read(file, schema, report);
            for (int[] rows : table.episodeRows()) {
                read(table, rows, schema, report, episodes);
            }
        }
        if (report.rows > 0 && report.timeless == report.rows) {
            throw new LogException(
                    LogException.Kind.TIME,
                    "None of the log's %d rows has a time that can be read as %s.\nMaybe the format is another: seconds, milliseconds, iso or rows."
                            .formatted(report.rows, schema.time().format()));
        }
        LogReport done = report.done(episodes);
        if (episodes.isEmpty()) {
            throw new LogException(
                    LogException.Kind.EMPTY,
                    "No episode comes of the log (%s).\nMaybe the step (%s) or the longest gap does not fit the log's times."
                            .formatted(String.join("; ", done.lines()), schema.step()));
        }
        return new PlantLog(schema, episodes, done);
    }

    private static void read(
            LogTable table, int[] rows, PlantSchema schema, ReportDraft report, List<LoggedEpisode> episodes) {
        int[] ordered = withoutDuplicates(table, inOrder(table, rows, schema, report), schema, report);
        int begin = 0;
        for (int i = 1; i <= ordered.length; i++) {
            boolean isGap = i < ordered.length
                    && table.time(ordered[i]) - table.time(ordered[i - 1]) > schema.longestGapSeconds() * (1 + 1e-9);
            if (isGap) {
                gap(table, ordered, i, schema, report);
            }
            if (isGap || i == ordered.length) {
                episodes.addAll(
                        new Grid(table, java.util.Arrays.copyOfRange(ordered, begin, i), schema, report).episodes());
                begin = i;
            }
        }
    }

    private static void gap(LogTable table, int[] rows, int i, PlantSchema schema, ReportDraft report) {
        double before = table.time(rows[i - 1]);
        double after = table.time(rows[i]);
        String what = "%s s lie between this row (%s s) and the one before (%s s)"
                .formatted((float) (after - before), after, before);
        report.gaps++;
        report.list(LogReport.What.GAP, table.file(), table.rowNumber(rows[i]), what);
        refuse(schema.gaps(), LogException.Kind.GAP, table, rows[i], what);
    }

    private static int[] inOrder(LogTable table, int[] rows, PlantSchema schema, ReportDraft report) {
        double latest = Double.NEGATIVE_INFINITY;
        boolean isOrdered = true;
        for (int row : rows) {
            if (table.time(row) < latest) {
                String what =
                        "its time, %s s, is before one that came earlier, %s s".formatted(table.time(row), latest);
                isOrdered = false;
                report.unordered++;
                report.list(LogReport.What.UNORDERED, table.file(), table.rowNumber(row), what);
                refuse(schema.unordered(), LogException.Kind.UNORDERED, table, row, what);
            }
            latest = Math.max(latest, table.time(row));
        }
        return isOrdered
                ? rows
                : IntStream.of(rows)
                        .boxed()
                        .sorted(Comparator.comparingDouble(table::time)) // stable: equal times keep their order
                        .mapToInt(Integer::intValue)
                        .toArray();
    }

    private static int[] withoutDuplicates(LogTable table, int[] rows, PlantSchema schema, ReportDraft report) {
        IntStream.Builder kept = IntStream.builder();
        double before = Double.NaN;
        for (int row : rows) {
            if (table.time(row) == before) {
                String what = "its time, %s s, is that of another row".formatted(before);
                report.duplicates++;
                report.list(LogReport.What.DUPLICATE, table.file(), table.rowNumber(row), what);
                refuse(schema.duplicates(), LogException.Kind.DUPLICATE, table, row, what);
            } else {
                kept.add(row);
            }
            before = table.time(row);
        }
        return kept.build().toArray();
    }

    private static void refuse(
            PlantSchema.Remedy remedy, LogException.Kind kind, LogTable table, int row, String what) {
        if (remedy == PlantSchema.Remedy.REFUSE) {
            throw new LogException(
                    kind,
                    "The log %s, row %d: %s.\nMaybe let the schema mend it instead, and report it: mend in place of refuse."
                            .formatted(table.file(), table.rowNumber(row), what));
        }
    }
}
