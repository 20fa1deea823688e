package io.github.jepa4j.safety;

/// All real numbers from `low` to `high`, both included. Whatever numbers two intervals hold, the result
/// of an operation holds the operation's result on them: every bound is rounded outward by one unit in
/// the last place, so rounding cannot lose a number.
///
/// Source: Moore, Kearfott and Cloud, *Introduction to Interval Analysis*, 2009, chapters 2 and 3.
/// Differs from it: bounds that are exact are rounded outward as well, since the JVM has no rounding
/// modes.
///
/// @param low  the least number; may be `-Infinity`
/// @param high the greatest, not below `low`; may be `Infinity`
public record Interval(double low, double high) {

    /// Every number.
    public static final Interval ALL = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    public Interval {
        if (!(low <= high)) {
            throw new IllegalArgumentException(
                    "The interval goes from %s to %s; the lower bound must not exceed the upper, and neither may be NaN.\nMaybe a computation divided 0 by 0, or the bounds were swapped."
                            .formatted(low, high));
        }
    }

    /// One number.
    public static Interval of(double number) {
        return new Interval(number, number);
    }

    /// From `middle - radius` to `middle + radius`, rounded outward.
    public static Interval around(double middle, double radius) {
        return new Interval(Math.nextDown(middle - radius), Math.nextUp(middle + radius));
    }

    /// The number times `1 - share` to `1 + share`: a constant known to a relative error.
    ///
    /// @param share at least 0 and below 1
    public static Interval within(double number, double share) {
        return around(number, Math.abs(number) * share);
    }

    public Interval plus(Interval other) {
        return outward(low + other.low, high + other.high);
    }

    public Interval plus(double number) {
        return outward(low + number, high + number);
    }

    public Interval minus(Interval other) {
        return outward(low - other.high, high - other.low);
    }

    public Interval times(double factor) {
        return factor >= 0 ? outward(low * factor, high * factor) : outward(high * factor, low * factor);
    }

    public Interval times(Interval other) {
        double a = low * other.low;
        double b = low * other.high;
        double c = high * other.low;
        double d = high * other.high;
        return outward(Math.min(Math.min(a, b), Math.min(c, d)), Math.max(Math.max(a, b), Math.max(c, d)));
    }

    /// The quotient.
    ///
    /// @throws IllegalArgumentException when the divisor holds 0
    public Interval over(Interval divisor) {
        if (divisor.contains(0)) {
            throw new IllegalArgumentException(
                    "The divisor %s holds 0; it must not.\nMaybe a mass or a gain has bounds that reach 0."
                            .formatted(divisor));
        }
        return times(outward(1 / divisor.high, 1 / divisor.low));
    }

    public Interval negated() {
        return new Interval(-high, -low);
    }

    /// The squares of its numbers.
    public Interval squared() {
        double a = low * low;
        double b = high * high;
        return contains(0) ? new Interval(0, Math.nextUp(Math.max(a, b))) : outward(Math.min(a, b), Math.max(a, b));
    }

    /// Wider by `margin` at both ends.
    ///
    /// @param margin at least 0
    public Interval widened(double margin) {
        return outward(low - margin, high + margin);
    }

    /// The least interval that holds both.
    public Interval hull(Interval other) {
        return new Interval(Math.min(low, other.low), Math.max(high, other.high));
    }

    /// Whether they have a number in common.
    public boolean meets(Interval other) {
        return low <= other.high && other.low <= high;
    }

    /// The numbers in both.
    ///
    /// @throws IllegalArgumentException when there are none; ask [#meets] first
    public Interval meet(Interval other) {
        return new Interval(Math.max(low, other.low), Math.min(high, other.high));
    }

    /// Every number moved to the nearest in `[-limit, limit]`.
    public Interval clamped(double limit) {
        return new Interval(Math.clamp(low, -limit, limit), Math.clamp(high, -limit, limit));
    }

    public boolean contains(double number) {
        return low <= number && number <= high;
    }

    /// Whether all numbers of the other are in this one.
    public boolean contains(Interval other) {
        return low <= other.low && other.high <= high;
    }

    public double middle() {
        return low / 2 + high / 2;
    }

    public double width() {
        return Math.nextUp(high - low);
    }

    /// The greatest absolute value.
    public double magnitude() {
        return Math.max(Math.abs(low), Math.abs(high));
    }

    /// The least absolute value.
    public double leastMagnitude() {
        return contains(0) ? 0 : Math.min(Math.abs(low), Math.abs(high));
    }

    /// NaN comes of infinities only (`0 * Infinity`, `Infinity - Infinity`), where nothing is known any
    /// more.
    private static Interval outward(double low, double high) {
        return new Interval(
                Double.isNaN(low) ? Double.NEGATIVE_INFINITY : Math.nextDown(low),
                Double.isNaN(high) ? Double.POSITIVE_INFINITY : Math.nextUp(high));
    }
}
