package io.github.jepa4j.report;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What training recorded, as read from `metrics.jsonl`. A line that cannot be read, such as the last one
/// of a run that was cut off, is counted and left out; the rest is kept.
///
/// @param series     every quantity by name
/// @param lines      lines that were read
/// @param unreadable lines that were not
public record Metrics(Map<String, Series> series, long lines, long unreadable) {

    /// Of a run that has not recorded anything.
    public static final Metrics NONE = new Metrics(Map.of(), 0, 0);

    private static final String STEP = "step";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .build();

    public Metrics {
        series = Collections.unmodifiableMap(new TreeMap<>(series));
    }

    /// Reads a file of one JSON object per line. Where a step was recorded twice (a run that was cut off
    /// and went on from an earlier checkpoint), what was recorded later counts.
    public static Metrics read(Path file) throws IOException {
        Map<String, TreeMap<Double, Double>> columns = new TreeMap<>();
        long lines = 0;
        long unreadable = 0;
        var decoder = StandardCharsets.UTF_8
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE);
        try (var input = Files.newInputStream(file);
                var reader = new BufferedReader(new java.io.InputStreamReader(input, decoder))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.isBlank()) {
                    continue;
                }
                boolean readable = readLine(line, columns);
                lines += readable ? 1 : 0;
                unreadable += readable ? 0 : 1;
            }
        }
        Map<String, Series> series = new TreeMap<>();
        columns.forEach((name, column) -> series.put(name, toSeries(name, column)));
        return new Metrics(series, lines, unreadable);
    }

    /// A quantity, or null where the run did not record it.
    public @Nullable Series get(String name) {
        return series.get(name);
    }

    private static boolean readLine(String line, Map<String, TreeMap<Double, Double>> columns) {
        JsonNode node;
        try {
            node = MAPPER.readTree(line);
        } catch (JacksonException _) {
            return false;
        }
        JsonNode step = node.get(STEP);
        if (!node.isObject() || step == null || !step.isNumber() || !Double.isFinite(step.asDouble())) {
            return false;
        }
        node.properties().forEach(property -> {
            JsonNode value = property.getValue();
            if (!property.getKey().equals(STEP) && isQuantity(value)) {
                columns.computeIfAbsent(property.getKey(), _ -> new TreeMap<>())
                        .put(step.asDouble(), value.isNumber() ? value.asDouble() : Double.NaN);
            }
        });
        return true;
    }

    /// Numbers, and the ways in which writers say that there is none.
    private static boolean isQuantity(JsonNode value) {
        return value.isNumber()
                || value.isNull()
                || (value.isString()
                        && switch (value.asString()) {
                            case "NaN", "Infinity", "-Infinity" -> true;
                            default -> false;
                        });
    }

    private static Series toSeries(String name, TreeMap<Double, Double> column) {
        return new Series(
                name,
                column.keySet().stream().mapToDouble(Double::doubleValue).toArray(),
                column.values().stream().mapToDouble(Double::doubleValue).toArray());
    }
}
