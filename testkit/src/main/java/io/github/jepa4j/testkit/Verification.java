package io.github.jepa4j.testkit;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/// What a [GuardrailVerifier] found.
///
/// @param trials in the order they were played: first at random, then searched for
/// @param random how many of them were at random
public record Verification(List<Trial> trials, int random) {

    /// One scenario that was played.
    ///
    /// @param start  from where
    /// @param seed   that plays it again
    /// @param margin the least that the monitor saw; NaN where it saw none that is a number
    /// @param time   at which
    /// @param error  what was thrown in it; empty when nothing was
    public record Trial(double[] start, long seed, double margin, double time, String error) {

        public Trial {
            start = start.clone();
        }

        /// Whether nothing was violated or thrown.
        public boolean safe() {
            return margin >= 0 && error.isEmpty();
        }

        /// Orders from worst to best: what was thrown, what is no number, and then by margin.
        double badness() {
            return !error.isEmpty() || Double.isNaN(margin) ? Double.NEGATIVE_INFINITY : margin;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Trial that
                    && Arrays.equals(start, that.start)
                    && seed == that.seed
                    && Double.compare(margin, that.margin) == 0
                    && Double.compare(time, that.time) == 0
                    && error.equals(that.error);
        }

        @Override
        public int hashCode() {
            return 31 * Arrays.hashCode(start) + Long.hashCode(seed);
        }

        @Override
        public String toString() {
            String what = error.isEmpty()
                    ? String.format(Locale.ROOT, "margin %.4g at time %.4g", margin, time)
                    : "threw " + error;
            return "%s, from %s with the seed %d".formatted(what, Arrays.toString(start), seed);
        }
    }

    public Verification {
        trials = List.copyOf(trials);
    }

    /// Those in which something was violated or thrown, worst first.
    public List<Trial> failures() {
        return trials.stream()
                .filter(trial -> !trial.safe())
                .sorted(Comparator.comparingDouble(Trial::badness))
                .toList();
    }

    /// The worst of all.
    public Trial worst() {
        return trials.stream().min(Comparator.comparingDouble(Trial::badness)).orElseThrow();
    }

    /// In words: how many failed, and the worst few, each with what plays it again.
    public String summary() {
        StringBuilder words = new StringBuilder("%d of %d scenarios failed (%d at random, %d searched for); worst: %s"
                .formatted(failures().size(), trials.size(), random, trials.size() - random, worst()));
        failures().stream().limit(5).forEach(trial -> words.append("\n  ").append(trial));
        return words.toString();
    }
}
