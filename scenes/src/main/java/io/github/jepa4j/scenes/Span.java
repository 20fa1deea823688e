package io.github.jepa4j.scenes;

/// From a lowest value to a highest one.
///
/// @param low  at most `high`
/// @param high at least `low`
public record Span(double low, double high) {

    public Span {
        if (!(low <= high)) {
            throw new IllegalArgumentException(
                    "A span from %s to %s is empty; the lowest value must not be above the highest.\nMaybe they are exchanged."
                            .formatted(low, high));
        }
    }

    /// Whether a value is in both.
    public boolean overlaps(Span other) {
        return low <= other.high && other.low <= high;
    }
}
