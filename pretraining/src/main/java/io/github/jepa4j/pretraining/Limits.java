package io.github.jepa4j.pretraining;

import java.util.Arrays;

/// What methods hold their settings to.
final class Limits {

    private Limits() {}

    /// @throws IllegalArgumentException unless it is finite and at least 0
    static void weight(String name, double value) {
        check(name, value, value >= 0 && Double.isFinite(value), "finite and at least 0");
    }

    /// @throws IllegalArgumentException unless it is finite and above 0
    static void positive(String name, double value) {
        check(name, value, value > 0 && Double.isFinite(value), "finite and above 0");
    }

    /// @throws IllegalArgumentException where all are 0: nothing would be learned
    static void any(String names, double... values) {
        check(names, 0, Arrays.stream(values).anyMatch(value -> value > 0), "above 0, one of them at least");
    }

    /// @throws IllegalArgumentException unless it is in [0, 1]
    static void share(String name, double value) {
        check(name, value, value >= 0 && value <= 1, "from 0 to 1");
    }

    /// @throws IllegalArgumentException unless it is so large
    static void atLeast(String name, long value, long least) {
        check(name, value, value >= least, "at least " + least);
    }

    /// @throws IllegalArgumentException unless it holds
    static void check(String name, Object value, boolean holds, String expected) {
        if (!holds) {
            throw new IllegalArgumentException(
                    "%s is %s; it must be %s.\nMaybe a digit was lost.".formatted(name, value, expected));
        }
    }
}
