package io.github.jepa4j.evaluation;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.github.jepa4j.worlds.Position;
import io.github.jepa4j.worlds.SuccessRule;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// An evaluation as JSON (`evaluation.json` in a run folder): a summary for readers, then everything.
/// Reading ignores the summary, since it follows from the rest.
public final class EvaluationFile {

    /// What the file calls itself.
    public static final String FORMAT = "jepa4j-evaluation/1";

    private static final Set<StandardOpenOption> WHOLE =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);

    static final JsonMapper MAPPER = JsonMapper.builder()
            .addMixIn(Position.class, AsPair.class)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES) // files of before a field was added
            .build();

    /// Places are written `[x, y]`.
    @JsonFormat(shape = JsonFormat.Shape.ARRAY)
    private interface AsPair {}

    private EvaluationFile() {}

    /// Writes the file. It is there whole or as it was before.
    ///
    /// @throws IOException naming the file
    public static void write(Path file, Evaluation evaluation) throws IOException {
        Path unfinished = file.resolveSibling(file.getFileName() + ".unfinished");
        try {
            ByteBuffer bytes = ByteBuffer.wrap(toJson(evaluation).getBytes(StandardCharsets.UTF_8));
            try (var channel = FileChannel.open(unfinished, WHOLE)) {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new IOException(
                    "The evaluation %s could not be written: %s.\nMaybe the disk is full, or its folder is missing or may not be written to."
                            .formatted(file, e.getMessage()),
                    e);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    /// Reads what [#write] wrote.
    ///
    /// @throws IOException when the file cannot be read or is not an evaluation
    public static Evaluation read(Path file) throws IOException {
        try {
            JsonNode root = MAPPER.readTree(Files.readString(file));
            String format = root.path("format").asString("");
            if (!format.equals(FORMAT)) {
                throw new IOException(
                        "%s calls its format \"%s\"; \"%s\" was expected.\nMaybe it is another file, or was written by a newer version."
                                .formatted(file, format, FORMAT));
            }
            return MAPPER.treeToValue(root.path("evaluation"), Evaluation.class);
        } catch (JacksonException failure) {
            throw new IOException(
                    "%s is not a whole evaluation: %s\nMaybe it was cut off while it was copied."
                            .formatted(file, failure.getOriginalMessage()),
                    failure);
        }
    }

    /// The file's content.
    public static String toJson(Evaluation evaluation) {
        ObjectNode root = MAPPER.createObjectNode();
        root.put("format", FORMAT);
        root.set("summary", summary(evaluation));
        root.set("evaluation", MAPPER.valueToTree(evaluation));
        return MAPPER.writeValueAsString(root) + "\n";
    }

    /// The figures without the episodes, as one JSON object on one line.
    public static String summaryJson(Evaluation evaluation) {
        ObjectNode root = summary(evaluation);
        root.set("protocol", MAPPER.valueToTree(evaluation.protocol()));
        return MAPPER.writeValueAsString(root);
    }

    private static ObjectNode summary(Evaluation evaluation) {
        ObjectNode summary = MAPPER.createObjectNode();
        summary.put("complete", evaluation.complete());
        summary.set("success_final", rate(evaluation.rate(SuccessRule.FINAL)));
        summary.set("success_ever", rate(evaluation.rate(SuccessRule.EVER)));
        summary.put("mean_final_distance_px", evaluation.meanFinalDistance());
        summary.put("seconds_per_plan", evaluation.secondsPerPlan());
        summary.put("seconds_per_episode", evaluation.secondsPerEpisode());
        summary.put("flop_per_plan", evaluation.flopPerPlan());
        summary.put("flop_per_episode", evaluation.flopPerEpisode());
        summary.put("wall_seconds", evaluation.wallSeconds());
        ObjectNode floors = summary.putObject("floors");
        for (Floor floor : evaluation.floors()) {
            ObjectNode node = floors.putObject(floor.name());
            node.set("success_final", rate(floor.finalRule()));
            node.set("success_ever", rate(floor.everRule()));
            node.put("mean_final_distance_px", floor.meanFinalDistance());
        }
        return summary;
    }

    private static ObjectNode rate(SuccessRate rate) {
        ObjectNode node = MAPPER.createObjectNode();
        node.put("successes", rate.successes());
        node.put("episodes", rate.episodes());
        node.put("rate", rate.rate());
        node.put("low", rate.interval().low());
        node.put("high", rate.interval().high());
        return node;
    }
}
