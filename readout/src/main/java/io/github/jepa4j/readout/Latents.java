package io.github.jepa4j.readout;

import java.util.Arrays;
import java.util.stream.IntStream;

/// Perceived latents and the true values of signals beside them.
///
/// @param values    `[N, D]`
/// @param dimension `D`
/// @param labels    `[S][N]`, NaN where not known
/// @param episodes  `[N]`, which each is of
record Latents(double[] values, int dimension, double[][] labels, int[] episodes) {

    /// Those of which a signal is known.
    Latents known(int signal, String name) {
        double[] own = labels[signal];
        int[] rows = IntStream.range(0, own.length)
                .filter(row -> !Double.isNaN(own[row]))
                .toArray();
        long known = Arrays.stream(rows).map(row -> episodes[row]).distinct().count();
        if (known < 2) {
            throw new IllegalArgumentException(
                    "Of %d frames to fit, the value of %s is known for %d, of %d episodes; there must be at least 2 episodes.\nMaybe its labels are of other episodes."
                            .formatted(own.length, name, rows.length, known));
        }
        if (rows.length == own.length) {
            return this;
        }
        double[] kept = new double[rows.length * dimension];
        int[] keptEpisodes = new int[rows.length];
        double[][] keptLabels = new double[labels.length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(values, rows[i] * dimension, kept, i * dimension, dimension);
            keptEpisodes[i] = episodes[rows[i]];
            for (int s = 0; s < labels.length; s++) {
                keptLabels[s][i] = labels[s][rows[i]];
            }
        }
        return new Latents(kept, dimension, keptLabels, keptEpisodes);
    }
}
