package io.github.jepa4j.media;

import java.util.ArrayList;
import java.util.List;

/// What became of the files of a folder or an archive.
///
/// @param read    how many images or videos were read
/// @param ignored how many files are of another kind, by their names
/// @param skipped what could not be read, or must not be, by name
public record MediaReport(int read, int ignored, List<Skipped> skipped) {

    public MediaReport {
        skipped = List.copyOf(skipped);
    }

    /// Whether nothing was skipped.
    public boolean isClean() {
        return skipped.isEmpty();
    }

    /// In words, a line for the counts and one for each that was skipped.
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add("%d read, %d skipped, %d files of another kind".formatted(read, skipped.size(), ignored));
        skipped.forEach(one -> lines.add(one.toString()));
        return lines;
    }
}
