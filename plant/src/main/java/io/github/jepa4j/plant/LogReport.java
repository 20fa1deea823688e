package io.github.jepa4j.plant;

import java.util.List;
import java.util.Map;

/// What was found in a log: everything is counted, and the first findings are listed. Every row is accounted for:
/// `rows = used + timeless + duplicates + unused`.
///
/// @param files      how many were read
/// @param rows       in all of them, headings not counted
/// @param used       rows that are part of an episode
/// @param timeless   rows whose time cannot be read; they are left out
/// @param duplicates rows at the same time as another; the first is used
/// @param unordered  rows earlier than one before them; they are put in order
/// @param unused     rows of pieces that are shorter than a step, or where no action is known
/// @param gaps       where an episode was cut because rows were too far apart
/// @param actionless steps of the grid where an action or exogenous reading is missing; an episode is cut there
/// @param missing    empty cells, by column name; they are NaN in the observations
/// @param unreadable cells that are no number, by column name; likewise
/// @param outOfRange readings that cannot be believed, by column name; likewise
/// @param episodes   that came of it
/// @param steps      of the grid, in all episodes
/// @param listed     the first findings, in the order in which they were found
public record LogReport(
        int files,
        long rows,
        long used,
        long timeless,
        long duplicates,
        long unordered,
        long unused,
        long gaps,
        long actionless,
        Map<String, Long> missing,
        Map<String, Long> unreadable,
        Map<String, Long> outOfRange,
        int episodes,
        long steps,
        List<Finding> listed) {

    /// One thing that is wrong with a log.
    ///
    /// @param what   the kind of thing
    /// @param file   where
    /// @param row    the row's number in the file, the heading being row 1
    /// @param detail what was found
    public record Finding(What what, String file, long row, String detail) {

        @Override
        public String toString() {
            return "%s, row %d: %s".formatted(file, row, detail);
        }
    }

    /// What can be wrong with a log and is mended.
    public enum What {
        /// A time that cannot be read.
        TIMELESS,
        /// A time that another row has.
        DUPLICATE,
        /// A time before one that came earlier.
        UNORDERED,
        /// Two rows further apart than the longest gap.
        GAP,
        /// A cell that is no number.
        UNREADABLE,
        /// A reading that cannot be believed.
        OUT_OF_RANGE
    }

    public LogReport {
        missing = Map.copyOf(missing);
        unreadable = Map.copyOf(unreadable);
        outOfRange = Map.copyOf(outOfRange);
        listed = List.copyOf(listed);
    }

    /// Whether nothing was wrong.
    public boolean isClean() {
        return used == rows
                && gaps + actionless + unordered == 0
                && missing.isEmpty()
                && unreadable.isEmpty()
                && outOfRange.isEmpty();
    }

    /// In words, a line each.
    public List<String> lines() {
        return Words.of(this);
    }
}
