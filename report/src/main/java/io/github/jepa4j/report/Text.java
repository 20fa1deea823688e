package io.github.jepa4j.report;

import java.time.Duration;
import java.util.Locale;

/// Numbers and names as a page shows them. Everything that is not ours is escaped here.
final class Text {

    private static final String[] PREFIXES = {"", "k", "M", "G", "T", "P"};

    private Text() {}

    /// Makes any text harmless inside an element or a quoted attribute. Characters that XML does not know
    /// (a control character in a name) are shown as a replacement sign.
    static String escape(String raw) {
        StringBuilder safe = new StringBuilder(raw.length() + 16);
        raw.codePoints().forEach(point -> {
            switch (point) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                case '\t', '\n' -> safe.append((char) point);
                default -> safe.appendCodePoint(isHarmless(point) ? point : 0xFFFD);
            }
        });
        return safe.toString();
    }

    private static boolean isHarmless(int point) {
        boolean control = point < 0x20 || (point >= 0x7F && point < 0xA0);
        boolean surrogate = point >= 0xD800 && point <= 0xDFFF;
        boolean bidirectional = (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
        return !control && !surrogate && !bidirectional && point != 0xFFFE && point != 0xFFFF;
    }

    /// A number in about three significant digits: `0.0213`, `1.5`, `12,300`, `3.1e-5`.
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "not a number" : value > 0 ? "infinite" : "-infinite";
        }
        double size = Math.abs(value);
        if (size == 0) {
            return "0";
        }
        if (size < 1e-3 || size >= 1e7) {
            return format("%.1e", value)
                    .replace(".0e", "e")
                    .replaceFirst("e([+-])0*(\\d+)$", "e$1$2")
                    .replace("e+", "e");
        }
        if (size >= 1000) {
            return format("%,d", Math.round(value));
        }
        int decimals = Math.clamp(2 - (int) Math.floor(Math.log10(size)), 0, 5);
        String fixed = format("%." + decimals + "f", value);
        return fixed.contains(".") ? fixed.replaceFirst("\\.?0+$", "") : fixed;
    }

    /// A coordinate of a drawing: at most two decimals.
    static String place(double value) {
        String fixed = format("%.2f", value);
        return fixed.replaceFirst("\\.?0+$", "").replaceFirst("^-0$", "0");
    }

    /// A share as a percentage with one decimal.
    static String percent(double share) {
        return Double.isNaN(share) ? "—" : format("%.1f %%", 100 * share);
    }

    /// Seconds in the unit a reader would choose.
    static String seconds(double seconds) {
        if (!Double.isFinite(seconds)) {
            return "—";
        }
        if (seconds < 1e-3) {
            return number(seconds * 1e6) + " µs";
        }
        if (seconds < 1) {
            return number(seconds * 1e3) + " ms";
        }
        if (seconds < 120) {
            return number(seconds) + " s";
        }
        Duration duration = Duration.ofSeconds(Math.round(seconds));
        return duration.toHours() > 0
                ? format("%d h %d min", duration.toHours(), duration.toMinutesPart())
                : format("%d min %d s", duration.toMinutes(), duration.toSecondsPart());
    }

    /// A large count with a prefix: `1.58 M`.
    static String prefixed(double count) {
        if (!Double.isFinite(count)) {
            return "—";
        }
        int prefix = 0;
        while (Math.abs(count) >= 999.5 && prefix < PREFIXES.length - 1) {
            count /= 1000;
            prefix++;
        }
        return (number(count) + " " + PREFIXES[prefix]).strip();
    }

    /// As [String#format], the same in every country.
    static String format(String pattern, Object... arguments) {
        return String.format(Locale.ROOT, pattern, arguments);
    }
}
