package io.github.jepa4j.configuration;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A piece of what was written, with the place where it stands (`run.yaml:3` or `--set a.b=c`), so that
/// every error can point at it.
sealed interface Node {

    String place();

    /// @param text      as written, unquoted
    /// @param isText    whether YAML takes it for text rather than a number, true, false or null
    /// @param whole     everything after the `=` of an override, or null in a file
    record Scalar(String text, boolean isText, @Nullable String whole, String place) implements Node {}

    /// A key without a value, or `null`.
    record Empty(@Nullable String whole, String place) implements Node {}

    record Sequence(List<Node> items, @Nullable String whole, String place) implements Node {}

    /// @param entries in the order written, each with the place of its key
    record Section(Map<String, Entry> entries, @Nullable String whole, String place) implements Node {}

    record Entry(Node value, String place) {}

    /// What this is, in words for a message.
    default String described() {
        return switch (this) {
            case Scalar scalar -> "'" + scalar.text() + "'";
            case Empty _ -> "empty";
            case Sequence sequence -> "a list of " + sequence.items().size();
            case Section section ->
                "a section with the keys " + section.entries().keySet();
        };
    }

    /// What was written after the `=` of an override, or null.
    static @Nullable String whole(Node node) {
        return switch (node) {
            case Scalar scalar -> scalar.whole();
            case Sequence sequence -> sequence.whole();
            case Section section -> section.whole();
            case Empty empty -> empty.whole();
        };
    }
}
