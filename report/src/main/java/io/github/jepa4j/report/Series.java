package io.github.jepa4j.report;

import java.util.Arrays;

/// A quantity over steps, as recorded: one value per step that has it, NaN where it was not a number.
///
/// @param name   what it is called in `metrics.jsonl`
/// @param steps  `[N]`, ascending
/// @param values `[N]`
public record Series(String name, double[] steps, double[] values) {

    public Series {
        if (steps.length != values.length) {
            throw new IllegalArgumentException(
                    "The series %s has %d steps and %d values; it needs one value per step.\nMaybe a line was read halfway."
                            .formatted(name, steps.length, values.length));
        }
    }

    /// The number of values, NaN included.
    public int size() {
        return values.length;
    }

    /// How many of the values are not finite numbers.
    public long missing() {
        return Arrays.stream(values).filter(value -> !Double.isFinite(value)).count();
    }

    /// The least finite value; NaN where there is none.
    public double least() {
        return finite().min().orElse(Double.NaN);
    }

    /// The greatest finite value; NaN where there is none.
    public double greatest() {
        return finite().max().orElse(Double.NaN);
    }

    /// The last finite value; NaN where there is none.
    public double last() {
        for (int index = values.length - 1; index >= 0; index--) {
            if (Double.isFinite(values[index])) {
                return values[index];
            }
        }
        return Double.NaN;
    }

    private java.util.stream.DoubleStream finite() {
        return Arrays.stream(values).filter(Double::isFinite);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Series that
                && name.equals(that.name)
                && Arrays.equals(steps, that.steps)
                && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * name.hashCode() + Arrays.hashCode(steps)) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return "Series[%s, %d]".formatted(name, values.length);
    }
}
