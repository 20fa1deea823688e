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
        List<String> blocks = JAVA_BLOCK
                .matcher(Files.readString(Sources.ROOT.resolve("README.md")))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(blocks).containsExactly(program());
        assertThat(program().lines()).hasSizeLessThanOrEqualTo(MOST_LINES);
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

    /// From the first import to the last brace.
    private static String program() throws IOException {
        String source = Files.readString(
                Sources.ROOT.resolve("examples/src/main/java/io/github/jepa4j/examples/LearnAndPlan.java"));
        return source.substring(source.indexOf("import "));
    }
}
