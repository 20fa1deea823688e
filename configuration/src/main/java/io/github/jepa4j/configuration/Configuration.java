package io.github.jepa4j.configuration;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// Settings from a YAML file and `key=value` overrides, bound to a record.
///
/// A record of defaults says what can be set: its components are the keys (as spelled in Java), nested records are
/// sections. What is not written keeps its default; what is written and not known is refused with the nearest valid
/// key. Values are numbers, true and false, text, enums (in lower-case, words joined by dashes), paths, durations
/// (`250ms`, `30s`, `1h30m`), records, and lists, arrays or maps (by text) of these; `null` where the component is
/// `@Nullable`. The range of a value is the record's own business: what its constructor throws comes back with key
/// and line.
///
/// Records in a named module must be opened: `opens my.settings to io.github.jepa4j.configuration`.
///
/// All methods throw [ConfigurationException] where what was written cannot be used.
public final class Configuration {

    private static final long MAX_BYTES = 1L << 20;

    private Configuration() {}

    /// Reads a file over the defaults. An empty file is the defaults.
    public static <T extends Record> T load(Path file, T defaults) {
        return load(file, defaults, List.of());
    }

    /// Reads a file over the defaults, and the overrides over both.
    ///
    /// @param overrides each `key=value` or `section.key=value`, the value as in YAML; the last one wins
    public static <T extends Record> T load(Path file, T defaults, List<String> overrides) {
        return bind(YamlReader.file(read(file), file.toString()), defaults, overrides);
    }

    /// Reads a text over the defaults.
    ///
    /// @param source what to call the text in messages
    public static <T extends Record> T parse(String yaml, String source, T defaults) {
        return bind(YamlReader.file(yaml, source), defaults, List.of());
    }

    /// The keys of a file's top level, in the order in which they stand there; none where it is empty. By them a
    /// program can tell what kind of file it was given.
    public static List<String> keys(Path file) {
        Node node = YamlReader.file(read(file), file.toString());
        return switch (node) {
            case Node.Section section -> List.copyOf(section.entries().keySet());
            case Node.Empty _ -> List.of();
            default ->
                throw ConfigurationException.at(
                        node,
                        "a configuration is a section of keys, but this is %s.".formatted(node.described()),
                        "write 'key: value' lines.");
        };
    }

    /// The defaults with overrides laid over them.
    ///
    /// @param overrides as in [#load(Path, Record, List)]
    public static <T extends Record> T override(T defaults, List<String> overrides) {
        return bind(new Node.Empty(null, "defaults"), defaults, overrides);
    }

    /// Every setting as YAML, defaults included. Canonical: equal records give equal text, which reads back
    /// to an equal record.
    public static String toYaml(Record configuration) {
        return YamlWriter.write(configuration);
    }

    /// SHA-256 of [#toYaml], 64 hexadecimal digits.
    public static String hash(Record configuration) {
        return hash(toYaml(configuration));
    }

    /// SHA-256 of a file of settings: that of the record, where the file is what [#toYaml] made of it.
    public static String hash(Path file) {
        return hash(read(file));
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256.\nMaybe the security providers were removed.", e);
        }
    }

    @SuppressWarnings("unchecked") // a record's class is final, so it is the class of T
    private static <T extends Record> T bind(Node node, T defaults, List<String> overrides) {
        return Binder.bind(Overrides.over(node, overrides), (Class<T>) defaults.getClass(), defaults, "");
    }

    private static String read(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new ConfigurationException(
                        "The configuration %s is a directory.\nMaybe name the file in it.".formatted(file));
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new ConfigurationException(
                        "The configuration %s has %d bytes, more than %d.\nMaybe it is another file."
                                .formatted(file, Files.size(file), MAX_BYTES));
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
        } catch (NoSuchFileException e) {
            throw new ConfigurationException(
                    "The configuration %s does not exist.\nMaybe the path is relative to another directory than %s."
                            .formatted(file, Path.of("").toAbsolutePath()),
                    e);
        } catch (AccessDeniedException e) {
            throw new ConfigurationException(
                    "The configuration %s may not be read.\nMaybe change its permissions.".formatted(file), e);
        } catch (CharacterCodingException e) {
            throw new ConfigurationException(
                    "The configuration %s is not UTF-8 text.\nMaybe it is another file, or was saved in another encoding."
                            .formatted(file),
                    e);
        } catch (IOException e) {
            throw new ConfigurationException(
                    "The configuration %s could not be read: %s.\nMaybe the disk or the network share is at fault."
                            .formatted(file, e),
                    e);
        }
    }
}
