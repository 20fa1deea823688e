package io.github.jepa4j.probe;

/// Brings features to mean 0 and deviation 1, as measured on the examples that are learned from.
///
/// @param mean    `[D]`
/// @param inverse `[D]`, of the deviations; 0 for a feature that never varies
record Scale(float[] mean, float[] inverse) {

    static Scale of(Examples examples) {
        int dimension = examples.dimension();
        double[] sum = new double[dimension];
        double[] squares = new double[dimension];
        float[] features = examples.features();
        for (int i = 0; i < features.length; i++) {
            sum[i % dimension] += features[i];
            squares[i % dimension] += (double) features[i] * features[i];
        }
        float[] mean = new float[dimension];
        float[] inverse = new float[dimension];
        for (int d = 0; d < dimension; d++) {
            double average = sum[d] / examples.size();
            double variance = squares[d] / examples.size() - average * average;
            mean[d] = (float) average;
            // what is left of a constant after rounding is no variance
            boolean varies = variance > 1e-10 * Math.max(1e-20, average * average);
            inverse[d] = varies ? (float) (1 / Math.sqrt(variance)) : 0;
        }
        return new Scale(mean, inverse);
    }

    float[] apply(float[] features) {
        float[] scaled = new float[features.length];
        for (int i = 0; i < features.length; i++) {
            int d = i % mean.length;
            scaled[i] = (features[i] - mean[d]) * inverse[d];
        }
        return scaled;
    }
}
