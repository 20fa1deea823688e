package io.github.jepa4j.configuration;

import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One written value to one Java value.
final class Scalars {

    private static final Set<Class<?>> TYPES = Set.of(
            int.class,
            Integer.class,
            long.class,
            Long.class,
            float.class,
            Float.class,
            double.class,
            Double.class,
            boolean.class,
            Boolean.class,
            String.class,
            Path.class,
            Duration.class);

    private Scalars() {}

    static boolean handles(Class<?> type) {
        return type.isEnum() || TYPES.contains(type);
    }

    static Object read(Node node, Class<?> type, String key) {
        if (!(node instanceof Node.Scalar scalar)) {
            String whole = Node.whole(node);
            if (whole != null && (type == String.class || type == Path.class)) {
                return read(new Node.Scalar(whole, true, whole, node.place()), type, key);
            }
            throw wrong(node, type, key, null);
        }
        Object value;
        try {
            value = convert(scalar, type);
        } catch (ArithmeticException | NumberFormatException _) {
            value = null;
        } catch (InvalidPathException e) {
            throw wrong(node, type, key, e.getReason());
        }
        if (value == null) {
            throw wrong(node, type, key, null);
        }
        return value;
    }

    private static @Nullable Object convert(Node.Scalar scalar, Class<?> type) {
        String text = scalar.text();
        return switch (type.getSimpleName()) {
            case "int", "Integer" -> decimal(text).intValueExact();
            case "long", "Long" -> decimal(text).longValueExact();
            case "double", "Double" -> real(text);
            case "float", "Float" -> single(text);
            case "boolean", "Boolean" -> truth(text);
            case "String" -> scalar.whole() == null ? text : scalar.whole();
            case "Path" -> text.isEmpty() ? null : Path.of(scalar.whole() == null ? text : scalar.whole());
            case "Duration" -> Durations.parse(text);
            default -> constant(text, type);
        };
    }

    /// `1e6` and `1_000_000` are whole numbers too; a million zeros are none.
    private static BigDecimal decimal(String text) {
        var decimal = new BigDecimal(text.replace("_", ""));
        if (Math.abs((long) decimal.scale()) > 30) {
            throw new ArithmeticException("beyond every type");
        }
        return decimal;
    }

    private static double real(String text) {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case ".nan" -> Double.NaN;
            case ".inf", "+.inf" -> Double.POSITIVE_INFINITY;
            case "-.inf" -> Double.NEGATIVE_INFINITY;
            default -> finite(new BigDecimal(text.replace("_", "")).doubleValue());
        };
    }

    private static float single(String text) {
        return text.toLowerCase(Locale.ROOT).matches("[-+]?\\.(inf|nan)")
                ? (float) real(text)
                : (float) finite(new BigDecimal(text.replace("_", "")).floatValue());
    }

    private static @Nullable Boolean truth(String text) {
        return text.equals("true") ? Boolean.TRUE : text.equals("false") ? Boolean.FALSE : null;
    }

    private static double finite(double value) {
        if (Double.isInfinite(value)) {
            throw new ArithmeticException("beyond the type's range");
        }
        return value;
    }

    private static @Nullable Object constant(String text, Class<?> type) {
        for (Object constant : type.getEnumConstants()) {
            if (kebab((Enum<?>) constant).equals(text.toLowerCase(Locale.ROOT).replace('_', '-'))) {
                return constant;
            }
        }
        return null;
    }

    static String kebab(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static ConfigurationException wrong(Node node, Class<?> type, String key, @Nullable String reason) {
        String problem = "%s must be %s, but is %s%s."
                .formatted(key, described(type), node.described(), reason == null ? "" : " (" + reason + ")");
        return ConfigurationException.at(node, problem, maybe(node, type));
    }

    private static String maybe(Node node, Class<?> type) {
        if (node instanceof Node.Scalar scalar && type.isEnum()) {
            return NearestKey.hint(scalar.text(), constants(type));
        }
        if (node instanceof Node.Scalar scalar && described(type).equals("true or false")) {
            return "write '%s'."
                    .formatted(
                            Set.of("yes", "on", "y", "1").contains(scalar.text().toLowerCase(Locale.ROOT))
                                    ? "true"
                                    : "false");
        }
        return switch (node) {
            case Node.Scalar _ -> "there is a typing error, a unit too many, or the number is beyond the type's range.";
            case Node.Empty _ -> "remove the key, to keep its default.";
            default -> "the lines below are indented too far.";
        };
    }

    static String described(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "int", "Integer" -> "a whole number (32 bits)";
            case "long", "Long" -> "a whole number (64 bits)";
            case "double", "Double", "float", "Float" -> "a number";
            case "boolean", "Boolean" -> "true or false";
            case "String" -> "text";
            case "Path" -> "a path";
            case "Duration" -> "a duration such as 250ms, 30s or 1h30m";
            default -> "one of " + String.join(", ", constants(type));
        };
    }

    private static List<String> constants(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> kebab((Enum<?>) constant))
                .toList();
    }
}
