package io.github.jepa4j.cli;

import java.util.Locale;

/// Numbers as people read them.
final class Words {

    private Words() {}

    /// Three digits that count: `0.0123`, `12.3`, `1,230`.
    static String significant(double value) {
        if (!Double.isFinite(value)) {
            return Double.toString(value);
        }
        return String.format(Locale.ROOT, Math.abs(value) >= 1000 ? "%,.0f" : "%.3g", value);
    }

    /// `7 s`, `3:05`, `1:02:05`.
    static String duration(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 60) {
            return whole + " s";
        }
        return whole < 3600
                ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
                : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
    }
}
