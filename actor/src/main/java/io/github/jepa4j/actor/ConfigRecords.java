package io.github.jepa4j.actor;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Planner configurations as names and numbers. A record inside a record lends its name to its components:
/// `proposing` and `candidates` become `proposingCandidates`.
final class ConfigRecords {

    private ConfigRecords() {}

    static List<String> names(Record config) {
        return List.copyOf(values(config).keySet());
    }

    static Map<String, Double> values(Record config) {
        Map<String, Double> values = new LinkedHashMap<>();
        for (RecordComponent component : config.getClass().getRecordComponents()) {
            Object value = read(config, component);
            if (value instanceof Record inner) {
                values(inner).forEach((name, number) -> values.put(joined(component.getName(), name), number));
            } else {
                values.put(component.getName(), number(value));
            }
        }
        return values;
    }

    /// A copy with some numbers changed.
    static <C extends Record> C with(C config, Map<String, Double> changes) {
        RecordComponent[] components = config.getClass().getRecordComponents();
        Object[] arguments = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            String name = components[i].getName();
            Object value = read(config, components[i]);
            Double change = changes.get(name);
            if (value instanceof Record inner) {
                arguments[i] = with(inner, changesOf(inner, name, changes));
            } else {
                arguments[i] = change == null ? value : converted(name, change, components[i].getType());
            }
        }
        return made(config, components, arguments);
    }

    private static Map<String, Double> changesOf(Record inner, String prefix, Map<String, Double> changes) {
        Map<String, Double> own = new LinkedHashMap<>();
        for (String name : names(inner)) {
            Double change = changes.get(joined(prefix, name));
            if (change != null) {
                own.put(name, change);
            }
        }
        return own;
    }

    private static Object converted(String name, double value, Class<?> type) {
        if (type == float.class) {
            return (float) value;
        }
        if (value != Math.rint(value) || Math.abs(value) > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    "The planner's parameter %s is %s; it must be a whole number.\nMaybe another parameter was meant."
                            .formatted(name, value));
        }
        return (int) value;
    }

    private static double number(Object value) {
        // By way of its decimal digits, so that 0.1f is shown as 0.1.
        return Double.parseDouble(value.toString());
    }

    private static String joined(String prefix, String name) {
        return prefix + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static Object read(Record config, RecordComponent component) {
        try {
            return component.getAccessor().invoke(config);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(
                    "The configuration %s cannot be read.\nMaybe its class is in a module that is closed to this one."
                            .formatted(config),
                    impossible);
        }
    }

    @SuppressWarnings("unchecked")
    private static <C extends Record> C made(C like, RecordComponent[] components, Object[] arguments) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            return (C) like.getClass().getDeclaredConstructor(types).newInstance(arguments);
        } catch (InvocationTargetException refused) {
            if (refused.getCause() instanceof IllegalArgumentException outOfRange) {
                throw outOfRange;
            }
            throw new IllegalStateException(
                    "The configuration %s cannot be changed.\nMaybe its constructor fails for another reason than its arguments."
                            .formatted(like),
                    refused);
        } catch (ReflectiveOperationException impossible) {
            throw new IllegalStateException(
                    "The configuration %s cannot be changed.\nMaybe its constructor fails for another reason than its arguments."
                            .formatted(like),
                    impossible);
        }
    }
}
