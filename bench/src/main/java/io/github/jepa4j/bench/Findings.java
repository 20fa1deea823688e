package io.github.jepa4j.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a benchmark found: tables, and everything needed to do it again.
final class Findings {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String benchmark;
    private final Machine machine;
    private final Map<String, Object> settings = new LinkedHashMap<>();
    private final List<Table> tables = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    Findings(String benchmark, Machine machine) {
        this.benchmark = benchmark;
        this.machine = machine;
    }

    /// Notes a setting that the figures belong to.
    Findings setting(String name, Object value) {
        settings.put(name, value);
        return this;
    }

    /// Adds a table.
    Findings add(Table table) {
        tables.add(table);
        return this;
    }

    /// Adds a remark that the reader of the figures needs.
    Findings note(String note) {
        notes.add(note);
        return this;
    }

    List<Table> tables() {
        return tables;
    }

    /// For people.
    String text() {
        StringBuilder text = new StringBuilder();
        text.append("%s on %s; load %s%n".formatted(benchmark, machine.words(), Spread.number(machine.load())));
        settings.forEach((name, value) -> text.append("  %s = %s%n".formatted(name, value)));
        tables.forEach(table -> text.append('\n').append(table.text()));
        if (!notes.isEmpty()) {
            text.append('\n');
            notes.forEach(note -> text.append(note).append('\n'));
        }
        return text.toString();
    }

    /// One JSON object on one line; a table is a list of objects under its title, a spread
    /// `{min, median, max}`.
    String json() {
        ObjectNode root = JSON.createObjectNode();
        root.put("benchmark", benchmark);
        root.set("machine", JSON.valueToTree(machine));
        root.set("settings", JSON.valueToTree(settings));
        ObjectNode all = root.putObject("tables");
        for (Table table : tables) {
            ArrayNode rows = all.putArray(table.title());
            for (List<Object> row : table.rows()) {
                ObjectNode object = rows.addObject();
                for (int c = 0; c < row.size(); c++) {
                    object.set(table.columns().get(c), JSON.valueToTree(row.get(c)));
                }
            }
        }
        root.set("notes", JSON.valueToTree(notes));
        return JSON.writeValueAsString(root);
    }
}
