package io.github.jepa4j.configuration;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLParser;

/// YAML text to a tree that knows its lines. Anchors may stand, aliases are refused: that is all a "billion
/// laughs" needs, and a setting is clearer where it is written out.
final class YamlReader {

    private static final YAMLFactory FACTORY = new YAMLFactory();
    private static final int MAX_DEPTH = 50;

    private final YAMLParser parser;
    private final String source;
    private final boolean lines;
    private final @Nullable String whole;

    private YamlReader(YAMLParser parser, String source, boolean lines, @Nullable String whole) {
        this.parser = parser;
        this.source = source;
        this.lines = lines;
        this.whole = whole;
    }

    /// @param source what to call the text in messages
    static Node file(String yaml, String source) {
        return read(yaml, source, true, null);
    }

    /// The value of an override. What is no YAML is taken as text.
    static Node value(String text, String source) {
        try {
            return read(text, source, false, text);
        } catch (ConfigurationException _) {
            return new Node.Scalar(text, true, text, source);
        }
    }

    private static Node read(String yaml, String source, boolean lines, @Nullable String whole) {
        try (YAMLParser parser = (YAMLParser) FACTORY.createParser(ObjectReadContext.empty(), yaml)) {
            var reader = new YamlReader(parser, source, lines, whole);
            if (parser.nextToken() == null) {
                return new Node.Empty(whole, source);
            }
            Node node = reader.node(0);
            if (parser.nextToken() != null) {
                throw new ConfigurationException(
                        reader.place()
                                + ": a second document begins here, but a configuration is one.\nMaybe a line with '---' is left over.");
            }
            return node;
        } catch (JacksonException e) {
            throw notYaml(e, source, lines);
        }
    }

    private Node node(int depth) {
        String place = place();
        String own = depth == 0 ? whole : null; // the text of an override is that of its root alone
        if (parser.isCurrentAlias()) {
            throw new ConfigurationException(place + ": the YAML alias '*" + parser.getString()
                    + "' is not supported.\nMaybe write the value out, or put the text in quotes.");
        }
        if (depth > MAX_DEPTH) {
            throw new ConfigurationException(
                    place + ": sections are nested deeper than " + MAX_DEPTH + ".\nMaybe a bracket is not closed.");
        }
        return switch (parser.currentToken()) {
            case START_OBJECT -> section(place, depth);
            case START_ARRAY -> sequence(place, depth);
            case VALUE_NULL -> new Node.Empty(own, place);
            case VALUE_STRING -> new Node.Scalar(parser.getString(), true, own, place);
            default -> new Node.Scalar(parser.getString(), false, own, place);
        };
    }

    private Node section(String place, int depth) {
        Map<String, Node.Entry> entries = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            String keyPlace = place();
            parser.nextToken();
            Node.Entry before = entries.put(key, new Node.Entry(node(depth + 1), keyPlace));
            if (before != null) {
                throw new ConfigurationException("%s: the key %s stands twice, first at %s.\nMaybe remove one of them."
                        .formatted(keyPlace, key, before.place()));
            }
        }
        return new Node.Section(entries, depth == 0 ? whole : null, place);
    }

    private Node sequence(String place, int depth) {
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            items.add(node(depth + 1));
        }
        return new Node.Sequence(items, depth == 0 ? whole : null, place);
    }

    private String place() {
        return lines ? source + ":" + parser.currentTokenLocation().getLineNr() : source;
    }

    private static ConfigurationException notYaml(JacksonException e, String source, boolean lines) {
        var location = e.getLocation();
        String place =
                lines && location != null && location.getLineNr() > 0 ? source + ":" + location.getLineNr() : source;
        String reason = e.getOriginalMessage().lines().findFirst().orElse("unreadable");
        return new ConfigurationException(
                place + ": this is not YAML (" + reason
                        + ").\nMaybe the indentation is off, a tab stands in it, or a quote or bracket is not closed.",
                e);
    }
}
