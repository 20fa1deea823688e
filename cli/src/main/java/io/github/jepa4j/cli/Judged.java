package io.github.jepa4j.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// How well classes are told apart, by one or several ways, beside the floor.
///
/// @param split   how what judges was told apart, in words
/// @param learned how many were learned from
/// @param judged  how many judge
/// @param floor   always naming the class that is most frequent
/// @param counts  how many judge of each class
/// @param probes  how well each does
record Judged(String split, int learned, int judged, double floor, Map<String, Integer> counts, List<Score> probes) {

    static Judged of(Split split, List<Score> scores) {
        return new Judged(
                split.words(), split.known().size(), split.asked().size(), split.floor(), split.counts(), scores);
    }

    /// Prints it for people.
    void print(PrintWriter to) {
        to.printf(Locale.ROOT, "learned from %,d, judged on %,d; %s%n%n", learned, judged, split);
        for (Score score : probes) {
            to.printf(
                    Locale.ROOT,
                    "%-10s %5.1f %% [%.1f, %.1f]  %,d of %,d right%s%n",
                    score.probe(),
                    100 * score.accuracy(),
                    100 * score.low(),
                    100 * score.high(),
                    score.right(),
                    judged,
                    score.note());
        }
        to.printf(Locale.ROOT, "%-10s %5.1f %%  always the most frequent class%n%n", "floor", 100 * floor);
        to.printf("%-24s %7s", "class", "images");
        probes.forEach(score -> to.printf(" %10s", score.probe()));
        to.println();
        counts.forEach((name, count) -> {
            to.printf(Locale.ROOT, "%-24s %,7d", name, count);
            probes.forEach(score ->
                    to.printf(Locale.ROOT, " %8.1f %%", 100 * score.ofEach().getOrDefault(name, Double.NaN)));
            to.println();
        });
    }
}
