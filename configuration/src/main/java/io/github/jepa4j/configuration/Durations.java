package io.github.jepa4j.configuration;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Durations as people write them: `250ms`, `30s`, `1h30m`, `2d`; ISO 8601 (`PT1H30M`) is read too.
final class Durations {

    private static final Pattern PART = Pattern.compile("(\\d+)(ns|us|ms|s|m|h|d)");
    private static final String[] UNITS = {"d", "h", "m", "s", "ms", "us", "ns"};

    private Durations() {}

    /// The duration, or null where the text is none.
    static @Nullable Duration parse(String text) {
        try {
            if (text.startsWith("P") || text.startsWith("-P")) {
                return Duration.parse(text);
            }
            Matcher part = PART.matcher(text);
            Duration sum = Duration.ZERO;
            int end = 0;
            while (part.find() && part.start() == end) {
                sum = sum.plus(unit(part.group(2)).multipliedBy(Long.parseLong(part.group(1))));
                end = part.end();
            }
            return end == text.length() && end > 0 ? sum : null;
        } catch (RuntimeException _) { // too large a number, or ISO text that is none
            return null;
        }
    }

    static String write(Duration duration) {
        if (duration.isNegative()) {
            return duration.toString();
        }
        var text = new StringBuilder();
        Duration rest = duration;
        for (String name : UNITS) {
            long count = rest.dividedBy(unit(name));
            if (count > 0) {
                text.append(count).append(name);
                rest = rest.minus(unit(name).multipliedBy(count));
            }
        }
        return text.isEmpty() ? "0s" : text.toString();
    }

    private static Duration unit(String name) {
        return switch (name) {
            case "ns" -> Duration.ofNanos(1);
            case "us" -> Duration.ofNanos(1_000);
            case "ms" -> Duration.ofMillis(1);
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            default -> Duration.ofDays(1);
        };
    }
}
