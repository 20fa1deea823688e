package io.github.jepa4j.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// The list of a checkpoint's files with their lengths and SHA-256, by which damage is found.
///
/// @param format always `jepa4j-checkpoint/1`
/// @param step   the checkpoint's
/// @param files  by path inside the checkpoint, parts joined by `/`
record Manifest(String format, long step, Map<String, Entry> files) {

    static final String NAME = "manifest.json";
    private static final String FORMAT = "jepa4j-checkpoint/1";
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    record Entry(long bytes, String sha256) {}

    static Manifest of(long step, Path directory) throws IOException {
        Map<String, Entry> files = new TreeMap<>();
        for (String name : names(directory)) {
            Path file = directory.resolve(name);
            files.put(name, new Entry(Files.size(file), CodeVersion.Sha256.of(file)));
        }
        return new Manifest(FORMAT, step, files);
    }

    void write(Path directory) throws IOException {
        AtomicFile.writeText(directory.resolve(NAME), JSON.writeValueAsString(this) + "\n");
    }

    /// What is wrong with a checkpoint, or null.
    static @Nullable String fault(long step, Path directory) {
        try {
            return faultOfReadable(step, directory);
        } catch (IOException e) { // a bad sector, or no permission: an older checkpoint may be readable
            return "it cannot be read (" + AtomicFile.reason(e) + ")";
        }
    }

    private static @Nullable String faultOfReadable(long step, Path directory) throws IOException {
        Path file = directory.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            return "it has no " + NAME;
        }
        Manifest manifest;
        try {
            manifest = JSON.readValue(Files.readAllBytes(file), Manifest.class);
        } catch (JacksonException _) {
            return NAME + " is damaged";
        }
        if (!FORMAT.equals(manifest.format())) {
            return "its format is '" + manifest.format() + "' rather than '" + FORMAT + "'";
        }
        if (manifest.step() != step || manifest.files() == null) {
            return NAME + " is of step " + manifest.step();
        }
        return manifest.fault(directory);
    }

    private @Nullable String fault(Path directory) throws IOException {
        for (var listed : files.entrySet()) {
            Path file = directory.resolve(listed.getKey());
            if (!Files.isRegularFile(file)) {
                return listed.getKey() + " is missing";
            }
            if (Files.size(file) != listed.getValue().bytes()) {
                return "%s has %d bytes rather than %d"
                        .formatted(
                                listed.getKey(),
                                Files.size(file),
                                listed.getValue().bytes());
            }
            if (!CodeVersion.Sha256.of(file).equals(listed.getValue().sha256())) {
                return listed.getKey() + " has other bytes than were written";
            }
        }
        return null;
    }

    private static Set<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> directory.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !name.equals(NAME))
                    .collect(Collectors.toSet());
        }
    }
}
