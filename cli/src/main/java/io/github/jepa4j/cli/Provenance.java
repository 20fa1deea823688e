package io.github.jepa4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a run knows of the episodes it learned from.
final class Provenance {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Provenance() {}

    /// The tasks that go with a run's episodes: the same wall if theirs was always the same, else random ones. Nothing
    /// where the run does not say: what was collected from Java does not know its walls.
    static Optional<EvaluateSettings.Tasks> tasks(Path run) throws IOException {
        Path file = run.resolve("data.json");
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            JsonNode provenance = JSON.readTree(Files.readAllBytes(file));
            String layout = provenance.path(CollectSettings.LAYOUT).asString("");
            return Optional.of(EvaluateSettings.Tasks.valueOf(layout.toUpperCase(Locale.ROOT)));
        } catch (JacksonException | IllegalArgumentException _) { // damaged, or it does not say
            return Optional.empty();
        }
    }
}
