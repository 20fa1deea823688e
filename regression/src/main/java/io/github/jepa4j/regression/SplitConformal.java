package io.github.jepa4j.regression;

import java.util.Arrays;

/// How far off a prediction may be, told from how far off it was on data it was not made from, whatever the
/// distribution: of `n` scores that are exchangeable with a new one, the `ceil((n + 1) coverage)`-th
/// smallest is not exceeded by the new one with a probability between `coverage` and `coverage + 1 / (n +
/// 1)` (the upper bound where no two scores are equal).
///
/// Exchangeable means that their order tells nothing. Windows of one recording are not: take one of each
/// recording, or one score for the whole of it. The probability is over the draw of the scores as well as
/// of the new one; given the scores, coverage varies about it with a standard deviation of about
/// `sqrt(coverage (1 - coverage) / n)`.
///
/// Method: Vovk, Gammerman and Shafer, *Algorithmic learning in a random world*, 2005; in this form: Lei,
/// G'Sell, Rinaldo, Tibshirani and Wasserman, *Distribution-free predictive inference for regression*, JASA
/// 113, 2018, section 2.2.
public final class SplitConformal {

    private SplitConformal() {}

    /// The bound that a new score exceeds rarely enough.
    ///
    /// @param scores   how far off, at least 0 each; NaN counts as infinitely far
    /// @param coverage with which probability the new score lies within the bound, in (0, 1)
    /// @return infinite where the scores are fewer than [#leastScores] or too many of them are
    public static double bound(double[] scores, double coverage) {
        requireProbability(coverage);
        double[] sorted = scores.clone();
        Arrays.sort(sorted); // NaN last
        int rank = rank(sorted.length, coverage);
        double bound = rank > sorted.length ? Double.POSITIVE_INFINITY : sorted[rank - 1];
        return Double.isNaN(bound) ? Double.POSITIVE_INFINITY : bound;
    }

    /// How many scores a finite bound takes.
    ///
    /// @param coverage in (0, 1)
    public static int leastScores(double coverage) {
        requireProbability(coverage);
        int n = (int) Math.max(1, Math.floor(coverage / (1 - coverage)) - 1);
        while (rank(n, coverage) > n) {
            n++;
        }
        return n;
    }

    /// A product that is whole but for rounding is not rounded up.
    private static int rank(int scores, double coverage) {
        return (int) Math.ceil((scores + 1) * coverage - 1e-9);
    }

    private static void requireProbability(double coverage) {
        if (!(coverage > 0 && coverage < 1)) {
            throw new IllegalArgumentException(
                    "The coverage is %s; it must lie between 0 and 1.\nMaybe it was given in percent."
                            .formatted(coverage));
        }
    }
}
