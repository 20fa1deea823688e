package io.github.jepa4j.readout;

import java.util.stream.IntStream;

/// Perceived latents and the true values of signals beside them.
///
/// @param values    `[N, D]`
/// @param dimension `D`
/// @param labels    `[S][N]`, NaN where not known
record Latents(double[] values, int dimension, double[][] labels) {

    /// Those of which a signal is known.
    Latents known(int signal, String name) {
        double[] own = labels[signal];
        int[] rows = IntStream.range(0, own.length)
                .filter(row -> !Double.isNaN(own[row]))
                .toArray();
        if (rows.length < 2) {
            throw new IllegalArgumentException(
                    "Of %d frames to fit, the value of %s is known for %d; there must be at least 2.\nMaybe its labels are of other episodes."
                            .formatted(own.length, name, rows.length));
        }
        if (rows.length == own.length) {
            return this;
        }
        double[] kept = new double[rows.length * dimension];
        double[][] keptLabels = new double[labels.length][rows.length];
        for (int i = 0; i < rows.length; i++) {
            System.arraycopy(values, rows[i] * dimension, kept, i * dimension, dimension);
            for (int s = 0; s < labels.length; s++) {
                keptLabels[s][i] = labels[s][rows[i]];
            }
        }
        return new Latents(kept, dimension, keptLabels);
    }
}
