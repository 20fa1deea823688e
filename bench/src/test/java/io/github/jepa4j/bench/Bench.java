package io.github.jepa4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The benchmarks as they are called, and what they print.
final class Bench {

    private static final List<String> QUICK = List.of("--json", "--repeats=1", "--warmup=0", "--max-threads=1");

    private Bench() {}

    /// The tables, by title.
    static JsonNode tables(String benchmark, String... arguments) {
        return run(benchmark, arguments).path("tables");
    }

    /// All that is printed.
    static JsonNode run(String benchmark, String... arguments) {
        List<String> all = new ArrayList<>(List.of(benchmark));
        all.addAll(QUICK);
        all.addAll(List.of(arguments));
        String printed = caught(
                System.out,
                System::setOut,
                () -> assertThat(Main.run(all.toArray(String[]::new))).isZero());
        return JsonMapper.builder().build().readTree(printed);
    }

    /// What is said where it does not work.
    static String refused(String benchmark, String... arguments) {
        List<String> all = new ArrayList<>(List.of(benchmark));
        all.addAll(List.of(arguments));
        return caught(
                System.err,
                System::setErr,
                () -> assertThat(Main.run(all.toArray(String[]::new))).isNotZero());
    }

    private static String caught(PrintStream before, Consumer<PrintStream> put, Runnable work) {
        ByteArrayOutputStream caught = new ByteArrayOutputStream();
        put.accept(new PrintStream(caught, true, StandardCharsets.UTF_8));
        try {
            work.run();
        } finally {
            put.accept(before);
        }
        return caught.toString(StandardCharsets.UTF_8);
    }

    /// A column of a table.
    static List<String> column(JsonNode rows, String name) {
        List<String> column = new ArrayList<>();
        rows.forEach(row -> column.add(row.path(name).asString()));
        return column;
    }

    static void assertPositive(JsonNode number) {
        assertThat(number.asDouble(Double.NaN)).isFinite().isPositive();
    }

    /// A share that may be written as text, in percent.
    static void assertPercent(JsonNode share) {
        double percent = share.isNumber() ? share.asDouble() : Double.parseDouble(share.asString());
        assertThat(percent).isBetween(0.0, 100.0);
    }
}
