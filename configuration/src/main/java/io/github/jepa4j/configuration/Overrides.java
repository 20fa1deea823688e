package io.github.jepa4j.configuration;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// `a.b=c` laid over what a file says, before anything is bound, so that two overrides that are valid only
/// together are.
final class Overrides {

    private Overrides() {}

    static Node over(Node base, List<String> overrides) {
        Node result = base;
        for (String override : overrides) {
            result = over(result, override);
        }
        return result;
    }

    private static Node over(Node base, String override) {
        String source = "--set " + override;
        int equals = override.indexOf('=');
        String path = equals < 0 ? "" : override.substring(0, equals).strip();
        if (path.isEmpty() || List.of(path.split("\\.", -1)).contains("")) {
            throw new ConfigurationException(source
                    + ": an override must read key=value or section.key=value.\nMaybe the '=' or a name is missing.");
        }
        Node value = YamlReader.value(override.substring(equals + 1), source);
        return put(base, List.of(path.split("\\.")), value);
    }

    private static Node put(Node base, List<String> path, Node value) {
        if (path.isEmpty()) {
            return value;
        }
        Map<String, Node.Entry> entries =
                base instanceof Node.Section section ? new LinkedHashMap<>(section.entries()) : new LinkedHashMap<>();
        Node.Entry before = entries.get(path.getFirst());
        Node inner = before == null ? new Node.Empty(null, value.place()) : before.value();
        Node changed = put(inner, path.subList(1, path.size()), value);
        entries.put(path.getFirst(), new Node.Entry(changed, value.place()));
        return new Node.Section(entries, null, base instanceof Node.Section ? base.place() : value.place());
    }
}
