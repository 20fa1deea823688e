package io.github.jepa4j.plant;

import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Episode;
import io.github.jepa4j.world.Signals;
import java.util.ArrayList;
import java.util.List;

/// Rows without a gap, laid on a grid of even time steps that begins with the first of them.
final class Grid {

    /// How much of a step a grid time may be beyond the last row, for times that are not exact.
    private static final double SLACK = 1e-6;

    private final LogTable table;
    private final int[] rows;
    private final PlantSchema schema;
    private final ReportDraft report;
    private final double begin;
    private final double step;
    private final int steps;

    /// @param rows in order of time, at least one, no time twice
    Grid(LogTable table, int[] rows, PlantSchema schema, ReportDraft report) {
        this.table = table;
        this.rows = rows;
        this.schema = schema;
        this.report = report;
        step = schema.stepSeconds();
        begin = rows.length == 0 ? 0 : table.time(rows[0]);
        double span = rows.length == 0 ? 0 : table.time(rows[rows.length - 1]) - begin;
        steps = (int) Math.min(Integer.MAX_VALUE - 8, Math.floor(span / step + SLACK));
    }

    /// One, or several where the piece is cut because an action is not known.
    List<PlantLog.LoggedEpisode> episodes() {
        List<PlantLog.LoggedEpisode> episodes = new ArrayList<>();
        if (steps < 1) {
            return episodes;
        }
        List<Signals> observations = observations();
        List<float[]> actions = actions();
        int from = 0;
        for (int k = 0; k <= steps; k++) {
            boolean isKnown = k < steps && isFinite(actions.get(k));
            if (!isKnown) {
                if (k < steps) {
                    report.actionless++;
                }
                if (k > from) {
                    episodes.add(episode(observations, actions, from, k));
                }
                from = k + 1;
            }
        }
        return episodes;
    }

    private PlantLog.LoggedEpisode episode(List<Signals> observations, List<float[]> actions, int from, int to) {
        double first = begin + from * step;
        double last = begin + to * step + SLACK * step;
        for (int row : rows) {
            // The last of the piece's rows may be past the grid's last time; it was seen all the same.
            boolean isAtTheEnd = to == steps && table.time(row) > last;
            if (table.time(row) >= first - SLACK * step && (table.time(row) <= last || isAtTheEnd)) {
                report.used++;
            }
        }
        return new PlantLog.LoggedEpisode(
                table.file(),
                first,
                new Episode(
                        observations.subList(from, to + 1),
                        actions.subList(from, to).stream().map(Action::new).toList()));
    }

    private static boolean isFinite(float[] values) {
        for (float value : values) {
            if (!Float.isFinite(value)) {
                return false;
            }
        }
        return true;
    }

    private List<Signals> observations() {
        List<Signals> observations = new ArrayList<>(steps + 1);
        int signals = schema.signals().size();
        int last = 0; // the last row at or before the grid's time
        for (int k = 0; k <= steps; k++) {
            double time = begin + k * step;
            int before = last;
            while (last + 1 < rows.length && table.time(rows[last + 1]) <= time + SLACK * step) {
                last++;
            }
            float[] values = new float[signals];
            for (int s = 0; s < signals; s++) {
                values[s] = (float)
                        (schema.resampling() == PlantSchema.Resampling.MEAN && k > 0 && last > before
                                ? mean(s, before + 1, last)
                                : between(s, last, time));
            }
            observations.add(new Signals(values));
        }
        return observations;
    }

    private double between(int signal, int last, double time) {
        double here = table.value(signal, rows[last]);
        double gap = time - table.time(rows[last]);
        boolean isThere = gap <= SLACK * step || last + 1 == rows.length;
        if (isThere || schema.resampling() != PlantSchema.Resampling.INTERPOLATE) {
            return here;
        }
        double next = table.value(signal, rows[last + 1]);
        double part = gap / (table.time(rows[last + 1]) - table.time(rows[last]));
        return here + part * difference(signal, here, next);
    }

    /// The mean of rows, an angle's taken on the turn of the last one.
    private double mean(int signal, int first, int last) {
        double reference = table.value(signal, rows[last]);
        double sum = 0;
        for (int i = first; i <= last; i++) {
            sum += difference(signal, reference, table.value(signal, rows[i]));
        }
        return reference + sum / (last - first + 1);
    }

    private double difference(int signal, double from, double to) {
        LogColumn column = schema.signals().get(signal);
        return column.angle() ? Math.IEEEremainder(to - from, column.turn()) : to - from;
    }

    /// The time-weighted mean over each step of what each row said until the next.
    private List<float[]> actions() {
        int first = schema.signals().size();
        int axes = schema.actions().size() + schema.exogenous().size();
        List<float[]> actions = new ArrayList<>(steps);
        int row = 0;
        for (int k = 0; k < steps; k++) {
            double from = begin + k * step;
            double to = from + step;
            while (row + 1 < rows.length && table.time(rows[row + 1]) <= from + SLACK * step) {
                row++;
            }
            float[] values = new float[axes];
            for (int axis = 0; axis < axes; axis++) {
                values[axis] = (float) held(first + axis, row, from, to);
            }
            actions.add(values);
        }
        return actions;
    }

    private double held(int column, int row, double from, double to) {
        double sum = 0;
        double reached = from;
        for (int i = row; reached < to; i++) {
            double until = i + 1 < rows.length ? Math.min(to, table.time(rows[i + 1])) : to;
            if (until - reached > SLACK * step) {
                sum += (until - reached) * table.value(column, rows[i]);
            }
            reached = Math.max(reached, until);
            if (i + 1 >= rows.length) {
                break;
            }
        }
        return sum / (to - from);
    }
}
