package io.github.jepa4j.surprise;

import java.util.Arrays;

/// What surprise is usual: that of clips in which nothing is wrong, and which nothing was learned from. It
/// turns a surprise into the share of usual ones that are at least as large: small where something is
/// wrong.
///
/// Source: split conformal p-values (Vovk, Gammerman and Shafer, *Algorithmic Learning in a Random World*,
/// 2005, section 2.2): if the clip is exchangeable with the usual ones, its value is at most `a` with a
/// probability of at most `a`.
///
/// @param usual sorted, at least one, finite
public record Calibration(double[] usual) {

    public Calibration {
        usual = usual.clone();
        Arrays.sort(usual);
        if (usual.length == 0 || !Double.isFinite(usual[0]) || !Double.isFinite(usual[usual.length - 1])) {
            throw new IllegalArgumentException(
                    "Surprise cannot be calibrated on %d values %s; at least one is needed, all finite.\nMaybe no clip is long enough."
                            .formatted(usual.length, Arrays.toString(Arrays.copyOf(usual, Math.min(3, usual.length)))));
        }
    }

    /// The share of usual surprises that are at least as large, the clip itself counted among them: in (0,
    /// 1].
    public double share(double surprise) {
        if (Double.isNaN(surprise)) {
            throw new IllegalArgumentException(
                    "A surprise of %s has no share; a number is needed.\nMaybe the model has diverged."
                            .formatted(surprise));
        }
        int position = Arrays.binarySearch(usual, surprise);
        int below = position >= 0 ? position : -position - 1;
        while (below > 0 && usual[below - 1] >= surprise) {
            below--;
        }
        return (usual.length - below + 1.0) / (usual.length + 1.0);
    }

    /// The surprise above which [#share] is at most this: what is above it is so rare. Infinite where that
    /// is rarer than so few usual surprises can tell: less than one in their number and one more.
    ///
    /// @param share in [0, 1), of usual surprises that are at least as large
    public double level(double share) {
        if (!(share >= 0 && share < 1)) {
            throw new IllegalArgumentException(
                    "The share of usual surprises is %s; it must be at least 0 and less than 1.\nMaybe it was given in percent."
                            .formatted(share));
        }
        long above = Math.round(share * (usual.length + 1.0));
        while (above > 0 && above / (usual.length + 1.0) > share) { // as share() divides, to the last bit
            above--;
        }
        return above == 0 ? Double.POSITIVE_INFINITY : usual[usual.length - (int) above];
    }

    /// The surprise that a part of the usual ones stays below.
    ///
    /// @param part in [0, 1]
    public double quantile(double part) {
        if (!(part >= 0 && part <= 1)) {
            throw new IllegalArgumentException(
                    "The part of usual surprises is %s; it must be from 0 to 1.\nMaybe it was given in percent."
                            .formatted(part));
        }
        return usual[(int) Math.min(usual.length - 1L, Math.round(part * (usual.length - 1)))];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Calibration that && Arrays.equals(usual, that.usual);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(usual);
    }

    @Override
    public String toString() {
        return "Calibration[%d, median %s]".formatted(usual.length, quantile(0.5));
    }
}
