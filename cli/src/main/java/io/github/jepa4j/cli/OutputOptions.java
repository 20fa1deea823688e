package io.github.jepa4j.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine.Option;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.ToStringSerializer;

/// How a command answers.
final class OutputOptions {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .addModule(new SimpleModule().addSerializer(Path.class, ToStringSerializer.instance)) // not as a URI
            .build();

    @Option(names = "--json", description = "Print the figures as one JSON object on standard output.")
    boolean json;

    @Option(names = "--debug", description = "On an error, print its stack trace.")
    boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and end.")
    boolean help;

    /// Prints figures: exactly one JSON object on standard output, or what people like to read.
    ///
    /// @param figures a record or a map
    /// @param people  prints the same for people
    <T> void print(Console console, T figures, Consumer<T> people) {
        if (json) {
            console.out().println(JSON.writeValueAsString(figures));
        } else {
            people.accept(figures);
        }
        console.out().flush();
    }

    /// Prints figures that are one JSON object already, and some more.
    void printJson(Console console, String object, Map<String, Object> more) {
        Map<String, Object> all = new LinkedHashMap<>(more);
        JSON.readTree(object).properties().forEach(property -> all.put(property.getKey(), property.getValue()));
        console.out().println(JSON.writeValueAsString(all));
        console.out().flush();
    }
}
