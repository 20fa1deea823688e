package io.github.jepa4j.surprise;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/// How well surprise tells impossible clips from possible ones.
///
/// Source: the scores of Garrido et al. (arXiv 2502.11831), section 3. Differs from their code in the absolute
/// accuracy, which there divides by twice the possible clips: here both halves count alike.
///
/// @param sets     the share of sets (a quadruple: two pairs in a row) whose impossible clips are together more
///     surprising than their possible ones, as IntPhys counts (Riochet et al., 2018, section 3.2); a tie is half
/// @param relative the share of pairs in which the impossible clip is the more surprising one; a tie is half
/// @param absolute accuracy of the threshold that 90 of 100 possible clips stay below, both kinds counting alike
/// @param auroc    the probability that an impossible clip is more surprising than a possible one of any pair
/// @param auprc    the average precision of calling the more surprising ones impossible
public record Detection(double sets, double relative, double absolute, double auroc, double auprc) {

    private static final double USUAL = 0.9;

    /// The scores of pairs.
    ///
    /// @param possible   surprise of the possible clip of each pair, the two pairs of a quadruple in a row
    /// @param impossible of the impossible one
    public static Detection of(double[] possible, double[] impossible) {
        if (possible.length == 0 || possible.length != impossible.length) {
            throw new IllegalArgumentException(
                    "There are %d possible and %d impossible clips; pairs are needed.\nMaybe one half was filtered."
                            .formatted(possible.length, impossible.length));
        }
        requireFinite(possible, "possible");
        requireFinite(impossible, "impossible");
        double threshold = new Calibration(possible).quantile(USUAL);
        double kept = share(possible, surprise -> surprise <= threshold);
        double caught = share(impossible, surprise -> surprise > threshold);
        return new Detection(
                relative(pairSums(possible), pairSums(impossible)),
                relative(possible, impossible),
                (kept + caught) / 2,
                auroc(possible, impossible),
                auprc(possible, impossible));
    }

    /// The sums of two in a row; of an odd number the last stands alone.
    private static double[] pairSums(double[] values) {
        double[] sums = new double[(values.length + 1) / 2];
        for (int i = 0; i < values.length; i++) {
            sums[i / 2] += values[i];
        }
        return sums;
    }

    private static void requireFinite(double[] surprises, String kind) {
        for (int i = 0; i < surprises.length; i++) {
            if (!Double.isFinite(surprises[i])) {
                throw new IllegalArgumentException(
                        "The surprise of the %s clip %d is %s; it must be finite.\nMaybe the model has diverged."
                                .formatted(kind, i, surprises[i]));
            }
        }
    }

    private static double share(double[] values, java.util.function.DoublePredicate holds) {
        return (double) Arrays.stream(values).filter(holds).count() / values.length;
    }

    private static double relative(double[] possible, double[] impossible) {
        double right = 0;
        for (int i = 0; i < possible.length; i++) {
            right += impossible[i] > possible[i] ? 1 : impossible[i] == possible[i] ? 0.5 : 0;
        }
        return right / possible.length;
    }

    private static double auroc(double[] possible, double[] impossible) {
        double[] sorted = possible.clone();
        Arrays.sort(sorted);
        double below = 0;
        for (double surprise : impossible) {
            below += (first(sorted, surprise, false) + first(sorted, surprise, true)) / 2.0;
        }
        return below / ((double) possible.length * impossible.length);
    }

    /// How many are less than a value, or at most it.
    private static int first(double[] sorted, double value, boolean orEqual) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            boolean before = orEqual ? sorted[middle] <= value : sorted[middle] < value;
            low = before ? middle + 1 : low;
            high = before ? high : middle;
        }
        return low;
    }

    private static double auprc(double[] possible, double[] impossible) {
        double[] surprises = DoubleStream.concat(Arrays.stream(possible), Arrays.stream(impossible))
                .toArray();
        int[] broken = new int[surprises.length];
        Arrays.fill(broken, possible.length, broken.length, 1);
        return AveragePrecision.of(surprises, broken);
    }
}
