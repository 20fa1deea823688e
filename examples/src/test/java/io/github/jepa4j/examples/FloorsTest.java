package io.github.jepa4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// A module uses only what stands on a lower floor. Which floor it stands on is read from the table in
/// ARCHITECTURE.md, what it uses from its build file.
class FloorsTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| (\\d+) \\| ([^|]+) \\|");
    private static final Pattern NAME = Pattern.compile("`([a-z]+)`");
    private static final Pattern USED = Pattern.compile(
            "(?s)<groupId>io\\.github\\.jepa4j</groupId>\\s*<artifactId>jepa4j-([a-z]+)</artifactId>(.*?)</dependency>");

    private static Map<String, Integer> floors() throws IOException {
        Map<String, Integer> floors = new TreeMap<>();
        ROW.matcher(Files.readString(Sources.ROOT.resolve("ARCHITECTURE.md")))
                .results()
                .forEach(row -> NAME.matcher(row.group(2))
                        .results()
                        .forEach(name -> floors.put(name.group(1), Integer.parseInt(row.group(1)))));
        return floors;
    }

    private static List<String> modules() throws IOException {
        try (Stream<Path> folders = Files.list(Sources.ROOT)) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void everyModuleStandsOnAFloor() throws IOException {
        assertThat(floors().keySet()).containsExactlyElementsOf(modules());
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aModuleUsesOnlyWhatStandsBelowIt(String module) throws IOException {
        Map<String, Integer> floors = floors();
        String build = Files.readString(Sources.ROOT.resolve(module).resolve("pom.xml"));
        String dependencies = build.substring(Math.max(0, build.indexOf("<dependencies>")));

        List<String> used = USED.matcher(dependencies)
                .results()
                .filter(dependency -> !dependency.group(2).contains("<scope>test</scope>"))
                .map((MatchResult dependency) -> dependency.group(1))
                .toList();

        assertThat(used)
                .as("what %s uses", module)
                .allSatisfy(other -> assertThat(floors.get(other)).as(other).isLessThan(floors.get(module)));
    }
}
