package io.github.jepa4j.configuration;

import java.lang.reflect.Array;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A tree of what was written, laid over a record of defaults. Works by record components alone; written by
/// hand rather than left to an object mapper because a mapper knows neither the lines nor the defaults of
/// nested records.
final class Binder {

    private Binder() {}

    static <T extends Record> T bind(Node node, Class<T> type, @Nullable Record defaults, String path) {
        Node.Section section = switch (node) {
            case Node.Section written -> written;
            case Node.Empty empty -> new Node.Section(Map.of(), null, empty.place());
            default ->
                throw ConfigurationException.at(
                        node,
                        "%s must be a section of keys (%s), but is %s."
                                .formatted(
                                        path.isEmpty() ? "The configuration" : path,
                                        String.join(", ", Records.names(type)),
                                        node.described()),
                        "write 'key: value' lines, indented by two blanks below a section.");
        };
        refuseUnknownKeys(section, type, path);
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            values.put(component.getName(), component(section, component, defaults, path));
        }
        return construct(section, type, defaults, values, path);
    }

    private static void refuseUnknownKeys(Node.Section section, Class<? extends Record> type, String path) {
        List<String> valid = Records.names(type);
        section.entries().forEach((key, entry) -> {
            if (!valid.contains(key)) {
                throw new ConfigurationException("%s: there is no key %s.\nMaybe %s"
                        .formatted(entry.place(), join(path, key), NearestKey.hint(key, valid)));
            }
        });
    }

    private static @Nullable Object component(
            Node.Section section, RecordComponent component, @Nullable Record defaults, String path) {
        String key = join(path, component.getName());
        Object fallback = defaults == null ? null : Records.value(defaults, component);
        Node.Entry entry = section.entries().get(component.getName());
        if (entry != null) {
            boolean nullable = Records.isNullable(component) || (defaults != null && fallback == null);
            return value(entry.value(), component.getGenericType(), fallback, new Place(key, nullable));
        }
        if (fallback == null && defaults == null && !Records.isNullable(component)) {
            throw ConfigurationException.at(
                    section,
                    "the key %s is missing, and has no default.".formatted(key),
                    "add a line '%s: ...'.".formatted(component.getName()));
        }
        return fallback;
    }

    private record Place(String key, boolean nullable) {}

    private static @Nullable Object value(Node node, Type type, @Nullable Object fallback, Place place) {
        if (place.nullable() && isNull(node)) {
            return null;
        }
        if (type instanceof Class<?> simple && Scalars.handles(simple)) {
            return Scalars.read(node, simple, place.key());
        }
        if (type instanceof Class<?> simple && simple.isRecord()) {
            Class<? extends Record> record = simple.asSubclass(Record.class);
            return bind(node, record, fallback == null ? Records.defaults(record) : (Record) fallback, place.key());
        }
        if (type instanceof Class<?> simple && simple.isArray()) {
            return array(items(node, simple.getComponentType(), place), simple.getComponentType());
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            return List.copyOf(items(node, generic.getActualTypeArguments()[0], place));
        }
        if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            return table(node, generic.getActualTypeArguments(), (Map<?, ?>) fallback, place);
        }
        String written = type instanceof GenericArrayType ? "an array of " + type : type.getTypeName();
        throw new IllegalArgumentException(
                "The setting %s has the type %s, which cannot be read from a file.\nMaybe use a number, text, an enum, a Path, a Duration, a record, or a List, array or Map of these."
                        .formatted(place.key(), written));
    }

    /// What is written over the defaults, key by key; which keys there may be is the record's own business.
    private static Map<String, Object> table(Node node, Type[] types, @Nullable Map<?, ?> defaults, Place place) {
        Map<String, Object> values = new LinkedHashMap<>();
        if (defaults != null) {
            defaults.forEach((key, value) -> values.put((String) key, value));
        }
        if (node instanceof Node.Section section && types[0] == String.class) {
            section.entries().forEach((key, entry) -> {
                Object value = value(entry.value(), types[1], null, new Place(join(place.key(), key), false));
                if (value != null) {
                    values.put(key, value);
                }
            });
        } else if (!(node instanceof Node.Empty)) {
            throw ConfigurationException.at(
                    node,
                    "%s must be a section of keys and values, but is %s.".formatted(place.key(), node.described()),
                    "set one key of it: %s.key=value.".formatted(place.key()));
        }
        return Collections.unmodifiableMap(values);
    }

    /// Nothing in a file; in an override nothing but white space, or `null`.
    private static boolean isNull(Node node) {
        String whole = Node.whole(node);
        return whole == null ? node instanceof Node.Empty : whole.isBlank() || whole.equals("null");
    }

    private static List<Object> items(Node node, Type type, Place place) {
        if (!(node instanceof Node.Sequence sequence)) {
            throw ConfigurationException.at(
                    node,
                    "%s must be a list, but is %s.".formatted(place.key(), node.described()),
                    "put brackets around it: [1, 2, 3].");
        }
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < sequence.items().size(); i++) {
            Object item = value(sequence.items().get(i), type, null, new Place(place.key() + "[" + i + "]", false));
            if (item != null) {
                items.add(item);
            }
        }
        return items;
    }

    private static Object array(List<Object> items, Class<?> type) {
        Object array = Array.newInstance(type, items.size());
        for (int i = 0; i < items.size(); i++) {
            Array.set(array, i, items.get(i));
        }
        return array;
    }

    private static <T extends Record> T construct(
            Node.Section section,
            Class<T> type,
            @Nullable Record defaults,
            Map<String, @Nullable Object> values,
            String path) {
        try {
            return Records.construct(type, values.values().toArray());
        } catch (Records.Refused refused) {
            Map.Entry<String, Node.Entry> culprit = culprit(section, type, defaults, values);
            String place =
                    culprit == null ? section.place() : culprit.getValue().place();
            String thing = culprit == null
                    ? (path.isEmpty() ? "The configuration" : "The section " + path)
                    : "%s = %s"
                            .formatted(
                                    join(path, culprit.getKey()),
                                    culprit.getValue().value().described());
            String reason = String.valueOf(refused.getCause().getMessage());
            String maybe = reason.contains("Maybe") ? "" : "\nMaybe two keys do not go together, or a unit is another.";
            throw new ConfigurationException(
                    "%s: %s was refused: %s%s".formatted(place, thing, reason, maybe), refused.getCause());
        }
    }

    /// The one written key that the record refuses even when it alone is set; null where it takes several.
    private static <T extends Record> Map.@Nullable Entry<String, Node.Entry> culprit(
            Node.Section section, Class<T> type, @Nullable Record defaults, Map<String, @Nullable Object> values) {
        if (section.entries().size() == 1) {
            return section.entries().entrySet().iterator().next();
        }
        if (defaults == null) {
            return null;
        }
        var refusedAlone = section.entries().entrySet().stream()
                .filter(entry -> !isAccepted(entry.getKey(), type, defaults, values))
                .toList();
        return refusedAlone.size() == 1 ? refusedAlone.getFirst() : null;
    }

    private static <T extends Record> boolean isAccepted(
            String only, Class<T> type, Record defaults, Map<String, @Nullable Object> values) {
        try {
            Records.construct(
                    type,
                    Arrays.stream(type.getRecordComponents())
                            .map(c -> c.getName().equals(only) ? values.get(only) : Records.value(defaults, c))
                            .toArray());
            return true;
        } catch (Records.Refused _) {
            return false;
        }
    }

    private static String join(String path, String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
