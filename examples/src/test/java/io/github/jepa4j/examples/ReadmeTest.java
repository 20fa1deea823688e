package io.github.jepa4j.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ReadmeTest {

    /// The promise of the README.
    private static final int MOST_LINES = 25;

    private static final Pattern JAVA_BLOCK = Pattern.compile("(?s)```java\\n(.*?)```");
    private static final Pattern LINK = Pattern.compile("]\\((?!https?:|#)([^)#]+)[^)]*\\)");

    @Test
    void theReadmeQuotesTheProgramThatIsCompiledAndItHasAtMostTwentyFiveLines() throws IOException {
        String program = program("LearnAndPlan");
        assertThat(blocks("README.md")).containsExactly(program);
        assertThat(program.lines()).hasSizeLessThanOrEqualTo(MOST_LINES);
    }

    @Test
    void thePageOnFrozenEncodersQuotesTheProgramThatIsCompiled() throws IOException {
        assertThat(blocks("docs/how-to-plan-with-a-frozen-encoder.md")).contains(program("PlanWithFrozenEncoder"));
    }

    @Test
    void thePageOnLearningToSeeQuotesTheProgramThatIsCompiled() throws IOException {
        String source = Files.readString(
                Sources.ROOT.resolve("examples/src/main/java/io/github/jepa4j/examples/WatchForSurprise.java"));
        String methods = source.substring(source.indexOf("    static Calibration usual"), source.lastIndexOf('}'));
        assertThat(JAVA_BLOCK
                        .matcher(Files.readString(Sources.ROOT.resolve("docs/how-to-learn-to-see.md")))
                        .results()
                        .map(block -> block.group(1)))
                .containsExactly(methods.stripTrailing().stripIndent() + "\n");
    }

    @Test
    void everyFileThatAPageLinksToIsThere() throws IOException {
        try (Stream<Path> pages = Stream.concat(Files.list(Sources.ROOT), Files.walk(Sources.ROOT.resolve("docs")))) {
            for (Path page :
                    pages.filter(file -> file.toString().endsWith(".md")).toList()) {
                assertThat(links(page))
                        .as("links of %s", page)
                        .allSatisfy(
                                link -> assertThat(page.resolveSibling(link)).exists());
            }
        }
    }

    private static List<String> links(Path page) throws IOException {
        return LINK.matcher(Files.readString(page))
                .results()
                .map((MatchResult link) -> link.group(1))
                .toList();
    }

    private static List<String> blocks(String page) throws IOException {
        return JAVA_BLOCK
                .matcher(Files.readString(Sources.ROOT.resolve(page)))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    /// From the first import to the last brace.
    private static String program(String name) throws IOException {
        String source = Files.readString(
                Sources.ROOT.resolve("examples/src/main/java/io/github/jepa4j/examples/%s.java".formatted(name)));
        return source.substring(source.indexOf("import "));
    }
}
