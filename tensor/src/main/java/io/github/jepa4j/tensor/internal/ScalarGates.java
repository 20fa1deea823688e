package io.github.jepa4j.tensor.internal;

/// The gates of a GRU and their gradient, one latent dimension at a time: for the scalar kernels, and for
/// the last dimensions where their number is no multiple of the lanes.
final class ScalarGates {

    private ScalarGates() {}

    /// @param first the first dimension to compute
    static void forward(GruGates gru, Rows gates, Rows hidden, Rows next, int row, int first) {
        int dimension = gru.dimension();
        float[] g = gates.values();
        float[] bias = gru.bias();
        int at = gates.begin(row);
        int from = hidden.begin(row);
        int to = next.begin(row);
        for (int i = first; i < dimension; i++) {
            float r = Tanh.sigmoid(g[at + i] + bias[i]);
            float u = Tanh.sigmoid(g[at + dimension + i] + bias[dimension + i]);
            float q = g[at + 2 * dimension + i] + bias[2 * dimension + i];
            float n = Tanh.tanh(r * q + g[at + 3 * dimension + i]);
            g[at + i] = r;
            g[at + dimension + i] = u;
            g[at + 2 * dimension + i] = q;
            g[at + 3 * dimension + i] = n;
            next.values()[to + i] = u * (hidden.values()[from + i] - n) + n;
        }
    }

    static void back(int dimension, Rows gates, Rows hidden, Rows gradient, int row, int first) {
        float[] g = gates.values();
        int at = gates.begin(row);
        int from = hidden.begin(row);
        int to = gradient.begin(row);
        for (int i = first; i < dimension; i++) {
            float r = g[at + i];
            float u = g[at + dimension + i];
            float q = g[at + 2 * dimension + i];
            float n = g[at + 3 * dimension + i];
            float d = gradient.values()[to + i];
            float dn = d * (1 - u) * (1 - n * n);
            g[at + i] = dn * q * (r - r * r);
            g[at + dimension + i] = d * (hidden.values()[from + i] - n) * (u - u * u);
            g[at + 2 * dimension + i] = dn * r;
            g[at + 3 * dimension + i] = dn;
            gradient.values()[to + i] = d * u;
        }
    }
}
