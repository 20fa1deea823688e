package io.github.jepa4j.surprise;

import java.util.Comparator;
import java.util.stream.IntStream;

/// The average precision of scores: the mean, over what is there, of the precision of all that is scored as high or
/// higher (Zhu, *Recall, precision and average precision*, 2004, equation 3). Among equal scores what is not there
/// comes first, so that a score that tells nothing apart is not flattered.
public final class AveragePrecision {

    private AveragePrecision() {}

    /// @param scores the higher, the surer
    /// @param there  1 where it is there, 0 where not
    /// @return in [0, 1]; NaN where nothing is there
    public static double of(double[] scores, int[] there) {
        if (scores.length != there.length) {
            throw new IllegalArgumentException(
                    "There are %d scores and %d answers; there must be as many.\nMaybe they are of different clips."
                            .formatted(scores.length, there.length));
        }
        int[] order = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> -scores[i]).thenComparingInt(i -> there[i]))
                .mapToInt(Integer::intValue)
                .toArray();
        double sum = 0;
        int found = 0;
        for (int rank = 0; rank < order.length; rank++) {
            if (there[order[rank]] == 1) {
                found++;
                sum += (double) found / (rank + 1);
            }
        }
        return found == 0 ? Double.NaN : sum / found;
    }
}
