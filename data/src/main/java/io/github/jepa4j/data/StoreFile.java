package io.github.jepa4j.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The file `store.json` of a store: its description.
final class StoreFile {

    static final String NAME = "store.json";

    private static final String FORMAT = "jepa4j-episodes";
    private static final int VERSION = 1;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private StoreFile() {}

    static void write(Path folder, StoreDescription description) {
        ObjectNode root = JSON.createObjectNode();
        root.put("format", FORMAT);
        root.put("version", VERSION);
        ObjectNode observation = root.putObject("observation");
        switch (description.observation()) {
            case ObservationShape.OfPixels pixels -> {
                observation.put("kind", "pixels");
                observation.put("channels", pixels.channels());
                observation.put("rows", pixels.rows());
                observation.put("columns", pixels.columns());
            }
            case ObservationShape.OfSignals signals -> {
                observation.put("kind", "signals");
                observation.put("signals", signals.signals());
            }
        }
        root.put("action_dimension", description.actionDimension());
        ObjectNode provenance = root.putObject("provenance");
        description.provenance().forEach(provenance::put);
        String text =
                JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root).replace("\r\n", "\n") + "\n";
        Durable.write(folder.resolve(NAME), text.getBytes(StandardCharsets.UTF_8));
    }

    static StoreDescription read(Path folder) {
        Path file = folder.resolve(NAME);
        if (!Files.isRegularFile(file)) {
            throw new StoreException(
                    "There is no episode store at %s: it has no %s.\nMaybe the path is wrong, or nothing was collected yet."
                            .formatted(folder, NAME));
        }
        try {
            return parse(file, JSON.readTree(Files.readAllBytes(file)));
        } catch (IOException | JacksonException | IllegalArgumentException e) {
            throw new StoreException(
                    "The description of the episode store, %s, cannot be read: %s\nMaybe the file was cut off or edited."
                            .formatted(file, e.getMessage()),
                    e);
        }
    }

    private static StoreDescription parse(Path file, JsonNode root) {
        String format = root.path("format").asString("");
        if (!format.equals(FORMAT)) {
            throw new StoreException(
                    "The file %s describes no episode store: its format is \"%s\", not \"%s\".\nMaybe it belongs to another program."
                            .formatted(file, format, FORMAT));
        }
        int version = root.path("version").asInt(-1);
        if (version != VERSION) {
            throw new StoreException(
                    "The episode store %s is of version %d; this program reads version %d.\nMaybe it was written by another release."
                            .formatted(file, version, VERSION));
        }
        JsonNode observation = root.path("observation");
        String kind = observation.path("kind").asString("");
        ObservationShape shape = switch (kind) {
            case "pixels" ->
                new ObservationShape.OfPixels(
                        number(observation, "channels"), number(observation, "rows"), number(observation, "columns"));
            case "signals" -> new ObservationShape.OfSignals(number(observation, "signals"));
            default ->
                throw new IllegalArgumentException(
                        "its observations are \"%s\", not \"pixels\" or \"signals\".".formatted(kind));
        };
        Map<String, String> provenance = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : root.path("provenance").properties()) {
            provenance.put(entry.getKey(), entry.getValue().asString(""));
        }
        return new StoreDescription(shape, number(root, "action_dimension"), provenance);
    }

    private static int number(JsonNode node, String name) {
        JsonNode value = node.path(name);
        if (!value.isInt()) {
            throw new IllegalArgumentException("\"%s\" is missing or no whole number.".formatted(name));
        }
        return value.asInt();
    }
}
