package io.github.jepa4j.report;

/// A long series cut to as many points as a chart can show. Each point stands for a run of neighbours:
/// their mean, and the least and greatest of them, so that a spike of one step stays visible. A run that
/// holds a value that is not finite becomes a gap, so that a lone NaN stays visible too.
///
/// @param steps    `[P]`, the last step of each run
/// @param means    `[P]`, NaN for a gap
/// @param least    `[P]`, NaN for a gap
/// @param greatest `[P]`, NaN for a gap
record Thinned(double[] steps, double[] means, double[] least, double[] greatest) {

    /// Cuts to at most so many points.
    ///
    /// @param points at least 1
    static Thinned of(Series series, int points) {
        int size = series.size();
        int count = Math.min(size, points);
        Thinned thinned = new Thinned(new double[count], new double[count], new double[count], new double[count]);
        for (int point = 0; point < count; point++) {
            int from = (int) ((long) point * size / count);
            int to = (int) ((long) (point + 1) * size / count);
            thinned.summarise(series, point, from, to);
        }
        return thinned;
    }

    int size() {
        return steps.length;
    }

    /// Whether points stand for more than one value, so that a band is worth drawing.
    boolean banded() {
        for (int point = 0; point < steps.length; point++) {
            if (least[point] < greatest[point]) {
                return true;
            }
        }
        return false;
    }

    private void summarise(Series series, int point, int from, int to) {
        double sum = 0;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (int index = from; index < to; index++) {
            double value = series.values()[index];
            sum += Double.isFinite(value) ? value : Double.NaN;
            low = Math.min(low, value);
            high = Math.max(high, value);
        }
        steps[point] = series.steps()[to - 1];
        means[point] = sum / (to - from);
        least[point] = Double.isNaN(sum) ? Double.NaN : low;
        greatest[point] = Double.isNaN(sum) ? Double.NaN : high;
    }
}
