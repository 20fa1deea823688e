package io.github.jepa4j.plant;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A report while it is being made.
final class ReportDraft {

    private static final int MOST_LISTED = 100;

    int files;
    long rows;
    long used;
    long timeless;
    long duplicates;
    long unordered;
    long gaps;
    long actionless;
    final Map<String, Long> missing = new HashMap<>();
    final Map<String, Long> unreadable = new HashMap<>();
    final Map<String, Long> outOfRange = new HashMap<>();
    private final List<LogReport.Finding> listed = new ArrayList<>();

    void list(LogReport.What what, String file, long row, String detail) {
        if (listed.size() < MOST_LISTED) {
            listed.add(new LogReport.Finding(what, file, row, detail));
        }
    }

    LogReport done(List<PlantLog.LoggedEpisode> episodes) {
        return new LogReport(
                files,
                rows,
                used,
                timeless,
                duplicates,
                unordered,
                rows - used - timeless - duplicates,
                gaps,
                actionless,
                missing,
                unreadable,
                outOfRange,
                episodes.size(),
                episodes.stream().mapToLong(logged -> logged.episode().length()).sum(),
                listed);
    }
}
