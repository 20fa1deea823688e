package io.github.jepa4j.report;

import io.github.jepa4j.evaluation.Evaluation;
import io.github.jepa4j.evaluation.EvaluationFile;
import io.github.jepa4j.report.ReportData.Subject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Collects what a run folder holds. A file that is not there yet is left out; one that cannot be read is
/// left out with a note on the page. Pictures of the model's inner life are added with [ReportData#with].
public final class RunFolder {

    /// What only settings of trainings that learn to see have on their top level; from Java, they are the training's
    /// alone.
    private static final Pattern SEEING = Pattern.compile("(?m)^(images|videos|finetuning|optimisation):");

    private static final int DEEPEST = 3;
    private static final JsonMapper MAPPER = new JsonMapper();

    private RunFolder() {}

    /// Reads `run.json`, `config.yaml`, `metrics.jsonl` and `evaluation.json`, and of a run that learned to see
    /// `data.json`.
    ///
    /// @throws IOException when the folder is not there
    public static ReportData read(Path folder) throws IOException {
        if (!Files.isRegularFile(folder.resolve("run.json"))) {
            throw new NotDirectoryException(
                    "%s is no run folder: it holds no run.json.\nMaybe the run was given another name, or has not begun."
                            .formatted(folder));
        }
        List<String> notes = new ArrayList<>();
        String settings = settings(folder.resolve("config.yaml"), notes);
        Subject subject = SEEING.matcher(settings).find() ? Subject.SEEING : Subject.ACTING;
        List<ReportData.Fact> facts = new ArrayList<>(facts("", folder.resolve("run.json"), notes));
        if (subject == Subject.SEEING) {
            facts.addAll(facts("data", folder.resolve("data.json"), notes));
        }
        Path name = folder.toRealPath().getFileName();
        return new ReportData(
                name == null ? folder.toString() : name.toString(),
                facts,
                metrics(folder.resolve("metrics.jsonl"), notes),
                evaluation(folder.resolve("evaluation.json"), notes),
                List.of(),
                null,
                null,
                notes,
                subject,
                settings);
    }

    private static String settings(Path file, List<String> notes) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException _) {
            notes.add("config.yaml could not be read: the settings are not known.");
            return "";
        }
    }

    private static List<ReportData.Fact> facts(String name, Path file, List<String> notes) {
        List<ReportData.Fact> facts = new ArrayList<>();
        if (Files.exists(file)) {
            try {
                collect(name, MAPPER.readTree(Files.readString(file)), DEEPEST, facts);
            } catch (IOException | JacksonException _) {
                notes.add(file.getFileName() + " could not be read: where this run came from is not known.");
            }
        }
        return facts;
    }

    /// Whatever the file says, a fact per value; lists are joined.
    private static void collect(String name, JsonNode node, int depth, List<ReportData.Fact> facts) {
        if (node.isObject() && depth > 0) {
            node.properties().forEach(property -> {
                String words = FactText.name(property.getKey());
                collect(name.isEmpty() ? words : name + ", " + words, property.getValue(), depth - 1, facts);
            });
        } else if (!name.isEmpty() && !node.isNull()) {
            String value = node.isValueNode() ? node.asString() : node.toString();
            facts.add(new ReportData.Fact(FactText.withoutUnit(name), FactText.value(name, value)));
        }
    }

    private static Metrics metrics(Path file, List<String> notes) {
        if (!Files.exists(file)) {
            return Metrics.NONE;
        }
        try {
            return Metrics.read(file);
        } catch (IOException _) {
            notes.add("metrics.jsonl could not be read.");
            return Metrics.NONE;
        }
    }

    private static @Nullable Evaluation evaluation(Path file, List<String> notes) {
        if (!Files.exists(file)) {
            return null;
        }
        try {
            return EvaluationFile.read(file);
        } catch (IOException _) {
            notes.add("evaluation.json could not be read: maybe it was cut off, or written by a newer version.");
            return null;
        }
    }
}
