package io.github.jepa4j.memory;

import io.github.jepa4j.memory.MemoryException.Reason;
import io.github.jepa4j.run.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The file `memory.json` in a memory's folder: what lies beside it. It is written last, so that where it
/// is there, the index is.
final class MemoryFile {

    static final String NAME = "memory.json";

    private static final String FORMAT = "jepa4j-memory";
    private static final int VERSION = 1;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private MemoryFile() {}

    static boolean exists(Path folder) {
        return Files.exists(folder.resolve(NAME));
    }

    static void write(Path folder, int dimension) throws IOException {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT);
        root.put("version", VERSION);
        root.put("latent_dimension", dimension);
        String text = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root);
        AtomicFile.writeText(folder.resolve(NAME), text.replace("\r\n", "\n") + "\n");
    }

    /// Refuses a folder that holds something else.
    static void require(Path folder, int dimension) throws IOException {
        Path file = folder.resolve(NAME);
        JsonNode root;
        try {
            root = JSON.readTree(Files.readAllBytes(file));
        } catch (JacksonException e) {
            throw new MemoryException(
                    Reason.DAMAGED,
                    "The description of the memory, %s, cannot be read: %s\nMaybe the file was cut off or edited."
                            .formatted(file, e.getOriginalMessage()),
                    e);
        }
        String format = root.path("format").asString("");
        if (!format.equals(FORMAT)) {
            throw new MemoryException(
                    Reason.DIFFERENT,
                    "The file %s describes no memory: its format is \"%s\", not \"%s\".\nMaybe it belongs to another program."
                            .formatted(file, format, FORMAT));
        }
        int version = root.path("version").asInt(-1);
        if (version != VERSION) {
            throw new MemoryException(
                    Reason.DIFFERENT,
                    "The memory at %s is of version %d; this program reads version %d.\nMaybe it was written by another release."
                            .formatted(folder, version, VERSION));
        }
        int found = root.path("latent_dimension").asInt(-1);
        if (found != dimension) {
            throw new MemoryException(
                    Reason.DIFFERENT,
                    "The memory at %s holds latents of %d dimensions, not of %d.\nMaybe it is another model's: latents of two models cannot be compared, so each needs a memory of its own."
                            .formatted(folder, found, dimension));
        }
    }
}
