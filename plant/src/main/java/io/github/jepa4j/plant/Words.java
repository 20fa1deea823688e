package io.github.jepa4j.plant;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A report in words.
final class Words {

    private Words() {}

    static List<String> of(LogReport report) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                Locale.ROOT,
                "%,d files, %,d rows: %,d episodes of %,d steps in all",
                report.files(),
                report.rows(),
                report.episodes(),
                report.steps()));
        add(lines, report.gaps(), "gaps, where an episode was cut");
        add(lines, report.actionless(), "steps without a known action, where an episode was cut");
        add(lines, report.duplicates(), "rows at the time of another; the first is used");
        add(lines, report.unordered(), "rows out of order; put in order");
        add(lines, report.timeless(), "rows whose time cannot be read; left out");
        add(lines, report.unused(), "rows of pieces shorter than a step, or without a known action; left out");
        add(lines, report.missing(), "empty cells");
        add(lines, report.unreadable(), "cells that are no number");
        add(lines, report.outOfRange(), "readings that cannot be believed");
        return lines;
    }

    private static void add(List<String> lines, long count, String what) {
        if (count > 0) {
            lines.add(String.format(Locale.ROOT, "%,d %s", count, what));
        }
    }

    private static void add(List<String> lines, Map<String, Long> counts, String what) {
        new TreeMap<>(counts)
                .forEach((column, count) -> lines.add(String.format(Locale.ROOT, "%,d %s in %s", count, what, column)));
    }
}
