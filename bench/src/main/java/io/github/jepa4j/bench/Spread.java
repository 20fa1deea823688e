package io.github.jepa4j.bench;

import java.util.Arrays;
import java.util.Locale;

/// Repeated measurements of one quantity. The median is the figure; the least and the most say how far to
/// trust it.
///
/// @param min    the least
/// @param median the middle one, or the mean of the two in the middle
/// @param max    the most
record Spread(double min, double median, double max) {

    /// @param samples at least one
    static Spread of(double... samples) {
        if (samples.length == 0) {
            throw new IllegalArgumentException(
                    "A spread needs at least one sample, but there are none.\nMaybe --repeats is 0.");
        }
        double[] sorted = samples.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
        return new Spread(sorted[0], median, sorted[sorted.length - 1]);
    }

    /// The least sample that so large a share does not exceed.
    ///
    /// @param sorted the least first; of none it is NaN
    /// @param share  in (0, 1]
    static double quantile(double[] sorted, double share) {
        return sorted.length == 0 ? Double.NaN : sorted[(int) Math.ceil(share * sorted.length) - 1];
    }

    Spread times(double factor) {
        return of(min * factor, median * factor, max * factor);
    }

    /// So much work in each of these times: the rate, whose least belongs to the longest time.
    Spread rateOf(double work) {
        return new Spread(work / max, work / median, work / min);
    }

    /// Such as `12.3 (11.9 .. 14.0)`.
    @Override
    public String toString() {
        return "%s (%s .. %s)".formatted(number(median), number(min), number(max));
    }

    /// Four digits that count, whatever the size.
    static String number(double value) {
        if (Double.isNaN(value)) {
            return "-";
        }
        double size = Math.abs(value);
        if (size != 0 && (size >= 1e7 || size < 1e-3)) {
            return String.format(Locale.ROOT, "%.3e", value);
        }
        int decimals = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4;
        return String.format(Locale.ROOT, "%." + decimals + "f", value);
    }
}
