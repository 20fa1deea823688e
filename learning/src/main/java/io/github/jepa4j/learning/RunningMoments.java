package io.github.jepa4j.learning;

/// The mean and the standard deviation of each number of many vectors, in one pass; what is missing is passed
/// over.
///
/// Source: Welford's running mean and sum of squares (*Technometrics* 4, 1962): signals may be far from 0.
final class RunningMoments {

    /// Below this part of its mean a variation is that of rounding.
    private static final double ROUNDING = 1e-6;

    private final double[] mean;
    private final double[] squares;
    private final long[] count;

    RunningMoments(int dimension) {
        mean = new double[dimension];
        squares = new double[dimension];
        count = new long[dimension];
    }

    void add(float[] values) {
        add(values, 0);
    }

    /// Adds the vector that begins at an offset.
    void add(float[] values, int offset) {
        for (int i = 0; i < mean.length; i++) {
            float value = values[offset + i];
            if (Float.isFinite(value)) {
                count[i]++;
                double gap = value - mean[i];
                mean[i] += gap / count[i];
                squares[i] += gap * (value - mean[i]);
            }
        }
    }

    float[] mean() {
        float[] means = new float[mean.length];
        for (int i = 0; i < mean.length; i++) {
            means[i] = (float) mean[i];
        }
        return means;
    }

    /// 1 for what never varies.
    float[] std() {
        float[] stds = new float[mean.length];
        for (int i = 0; i < mean.length; i++) {
            stds[i] = varies(i) ? (float) deviation(i) : 1;
        }
        return stds;
    }

    /// Whether any number varies.
    boolean vary() {
        boolean vary = false;
        for (int i = 0; i < mean.length; i++) {
            vary |= varies(i);
        }
        return vary;
    }

    private boolean varies(int i) {
        double std = deviation(i);
        return std > ROUNDING * Math.abs(mean[i]) && (float) std > 0;
    }

    private double deviation(int i) {
        return Math.sqrt(squares[i] / Math.max(1, count[i]));
    }
}
