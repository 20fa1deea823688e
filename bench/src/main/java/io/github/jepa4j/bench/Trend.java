package io.github.jepa4j.bench;

import java.util.Arrays;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// How a quantity went over many pieces of work.
///
/// @param first      the first sample
/// @param last       the last one
/// @param min        the least
/// @param max        the most
/// @param perThousand the slope of the straight line through all of them (least squares), per 1000 pieces
///     of work
record Trend(double first, double last, double min, double max, double perThousand) {

    /// Flat is: no sample further than this share from the first.
    static final double FLAT = 0.02;

    /// @param samples at least one
    static Trend of(List<MemorySample> samples, ToDoubleFunction<MemorySample> quantity) {
        double[] values = samples.stream().mapToDouble(quantity).toArray();
        double[] times = samples.stream().mapToDouble(MemorySample::done).toArray();
        Spread spread = Spread.of(values);
        return new Trend(values[0], values[values.length - 1], spread.min(), spread.max(), 1000 * slope(times, values));
    }

    static double slope(double[] times, double[] values) {
        double time = Arrays.stream(times).average().orElse(0);
        double value = Arrays.stream(values).average().orElse(0);
        double products = 0;
        double squares = 0;
        for (int i = 0; i < times.length; i++) {
            products += (times[i] - time) * (values[i] - value);
            squares += (times[i] - time) * (times[i] - time);
        }
        return squares == 0 ? 0 : products / squares;
    }

    /// Whether no sample is further than [#FLAT] from the first.
    boolean flat() {
        return max <= first * (1 + FLAT) && min >= first * (1 - FLAT);
    }
}
