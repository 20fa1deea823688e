package io.github.jepa4j.safety;

/// How far a limit is from being violated.
///
/// @param limit the limit's name, such as `zone 2`
/// @param value in the unit; at least 0 is safe, and NaN is not
/// @param unit  such as `m`; empty where it has none
public record Margin(String limit, double value, String unit) {

    /// Of no limit at all.
    static final Margin NONE = new Margin("no limit", Double.POSITIVE_INFINITY, "");

    /// Whether the limit is kept.
    public boolean safe() {
        return value >= 0;
    }

    /// The lesser of two; this one when they are equal. Units are not converted: limits of one plant are
    /// compared as they are written.
    public Margin least(Margin other) {
        return other.value < value || Double.isNaN(other.value) ? other : this;
    }

    @Override
    public String toString() {
        return "%s: %.4g %s".formatted(limit, value, unit).stripTrailing();
    }
}
