package io.github.jepa4j.world;

/// A named reading: what it is called, its unit, and the range in which a reading can be believed.
///
/// @param name unique among the signals it is read with, such as `reactor temperature`
/// @param unit such as `°C`; empty where it has none
/// @param low  the least reading that can be, in the unit; `-Infinity` where none is known
/// @param high the greatest, not below `low`; `Infinity` where none is known
public record Signal(String name, String unit, float low, float high) {

    public Signal {
        if (name.isBlank()) {
            throw new IllegalArgumentException(
                    "A signal has no name; it needs one.\nMaybe a column of the file has no heading.");
        }
        if (!(low <= high)) {
            throw new IllegalArgumentException(
                    "The signal %s ranges from %s to %s %s; the lower limit must not exceed the upper.\nMaybe they were swapped."
                            .formatted(name, low, high, unit));
        }
    }

    /// A signal of which no limits are known.
    public static Signal unlimited(String name, String unit) {
        return new Signal(name, unit, Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY);
    }

    /// Whether a reading can be believed: a number within the limits.
    public boolean believable(float reading) {
        return Float.isFinite(reading) && reading >= low && reading <= high;
    }
}
