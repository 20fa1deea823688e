package io.github.jepa4j.configuration;

import java.lang.reflect.Array;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A record as YAML, in one way only (order of the components, tables by their keys, one spelling per value), so that
/// equal settings have equal bytes and can be hashed.
final class YamlWriter {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9_./-]*");
    private static final Set<String> NOT_TEXT = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private YamlWriter() {}

    static String write(Record record) {
        var text = new StringBuilder();
        section(record, "", text);
        return text.toString();
    }

    private static void section(Record record, String indent, StringBuilder text) {
        RecordComponent[] components = record.getClass().getRecordComponents();
        for (RecordComponent component : components) {
            Object value = Records.value(record, component);
            text.append(indent).append(component.getName()).append(':');
            if (value instanceof Record nested && nested.getClass().getRecordComponents().length > 0) {
                text.append('\n');
                section(nested, indent + "  ", text);
            } else if (value instanceof Map<?, ?> table && !table.isEmpty()) {
                text.append('\n');
                sorted(table)
                        .forEach((key, item) -> text.append(indent)
                                .append("  ")
                                .append(text(key))
                                .append(": ")
                                .append(inline(item))
                                .append('\n'));
            } else {
                text.append(' ').append(inline(value)).append('\n');
            }
        }
        if (components.length == 0 && indent.isEmpty()) {
            text.append("{}\n");
        }
    }

    /// Maps that are copied have another order in each process.
    private static SortedMap<String, Object> sorted(Map<?, ?> table) {
        SortedMap<String, Object> sorted = new TreeMap<>();
        table.forEach((key, item) -> sorted.put(key.toString(), item));
        return sorted;
    }

    private static String inline(@Nullable Object value) {
        return switch (value) {
            case null -> "null";
            case Double number -> real(number.toString(), number);
            case Float number -> real(number.toString(), number.doubleValue());
            case Integer _, Long _, Boolean _ -> value.toString();
            case Enum<?> constant -> text(Scalars.kebab(constant));
            case Duration duration -> Durations.write(duration);
            case Path path -> text(path.toString().replace('\\', '/'));
            case String string -> text(string);
            case List<?> list -> list.stream().map(YamlWriter::inline).collect(Collectors.joining(", ", "[", "]"));
            case Record nested -> flow(nested);
            case Map<?, ?> table when table.isEmpty() -> "{}";
            default -> array(value);
        };
    }

    private static String real(String written, double value) {
        if (Double.isNaN(value)) {
            return ".nan";
        }
        return Double.isInfinite(value) ? (value > 0 ? ".inf" : "-.inf") : written;
    }

    private static String flow(Record record) {
        List<String> entries = new ArrayList<>();
        for (RecordComponent component : record.getClass().getRecordComponents()) {
            entries.add(component.getName() + ": " + inline(Records.value(record, component)));
        }
        return "{" + String.join(", ", entries) + "}";
    }

    private static String array(Object value) {
        if (!value.getClass().isArray()) {
            throw new IllegalArgumentException(
                    "A value of the type %s cannot be written as a setting: %s.\nMaybe use a number, text, an enum, a Path, a Duration, a record, or a List, array or Map of these."
                            .formatted(value.getClass().getName(), value));
        }
        List<String> items = new ArrayList<>();
        for (int i = 0; i < Array.getLength(value); i++) {
            items.add(inline(Array.get(value, i)));
        }
        return "[" + String.join(", ", items) + "]";
    }

    private static String text(String string) {
        return PLAIN.matcher(string).matches() && !NOT_TEXT.contains(string.toLowerCase(Locale.ROOT))
                ? string
                : quoted(string);
    }

    private static String quoted(String string) {
        var quoted = new StringBuilder("\"");
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            switch (c) {
                case '"' -> quoted.append("\\\"");
                case '\\' -> quoted.append("\\\\");
                case '\n' -> quoted.append("\\n");
                case '\t' -> quoted.append("\\t");
                default -> quoted.append(c >= ' ' && c < 0x7F ? String.valueOf(c) : "\\u%04x".formatted((int) c));
            }
        }
        return quoted.append('"').toString();
    }
}
