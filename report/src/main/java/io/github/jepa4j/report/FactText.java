package io.github.jepa4j.report;

import java.util.Locale;
import java.util.regex.Pattern;

/// The facts of a `run.json` as people read them: `heapBytes: 6320816128` as `heap: 5.9 GiB`.
final class FactText {

    private static final String BYTES = " bytes";
    private static final double GIB = 1L << 30;
    private static final int HASH_DIGITS = 12;
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern INSTANT = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d)T(\\d\\d:\\d\\d:\\d\\d)(\\.\\d+)?Z");

    private FactText() {}

    /// `dataHash` and `data_hash` as `data hash`.
    static String name(String key) {
        return key.replaceAll("([a-z0-9])([A-Z])", "$1 $2").replace('_', ' ').toLowerCase(Locale.ROOT);
    }

    /// The name of a value that is shown with its unit.
    static String withoutUnit(String name) {
        return name.endsWith(BYTES) ? name.substring(0, name.length() - BYTES.length()) : name;
    }

    /// Bytes as GiB, a hash by its beginning, a time without fractions of a second; anything else as it is.
    static String value(String name, String value) {
        if (name.endsWith(BYTES) && value.matches("\\d{1,18}")) {
            return Text.format("%.1f GiB", Long.parseLong(value) / GIB);
        }
        if (HASH.matcher(value).matches()) {
            return value.substring(0, HASH_DIGITS) + "…";
        }
        return INSTANT.matcher(value).replaceFirst("$1 $2 UTC");
    }
}
