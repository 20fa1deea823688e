package io.github.jepa4j.network;

/// The fixed table of positions of He et al., *Masked Autoencoders*, 2022, which I-JEPA took over: the
/// first half of a token's values is of its column, the second of its row; each is sines, then cosines, of
/// frequencies from 1 down to nearly 1/10000.
final class SinCosTable {

    private static final double BASE = 10_000;

    private SinCosTable() {}

    /// `[N, D]`.
    ///
    /// @param width `D`, a multiple of 4
    static float[] of(PatchGrid grid, int width) {
        float[] table = new float[grid.tokens() * width];
        for (int token = 0; token < grid.tokens(); token++) {
            fill(table, token * width, width / 2, token % grid.tokenColumns());
            fill(table, token * width + width / 2, width / 2, token / grid.tokenColumns());
        }
        return table;
    }

    private static void fill(float[] table, int from, int count, int place) {
        int half = count / 2;
        for (int i = 0; i < half; i++) {
            double angle = place * Math.pow(BASE, -(double) i / half);
            table[from + i] = (float) Math.sin(angle);
            table[from + half + i] = (float) Math.cos(angle);
        }
    }
}
