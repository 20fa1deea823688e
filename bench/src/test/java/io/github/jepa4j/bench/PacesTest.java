package io.github.jepa4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PacesTest {

    @TempDir
    Path folder;

    @Test
    void aPaceIsMeasuredOnceAndKept() throws IOException {
        assertThat(new Paces(folder.resolve("runs")).known("latent")).isEmpty();
        assertThat(new Paces(folder.resolve("runs")).of("latent", () -> 0.25)).isEqualTo(0.25);
        assertThat(new Paces(folder.resolve("runs")).of("pixels", () -> 0.75)).isEqualTo(0.75);

        Paces again = new Paces(folder.resolve("runs"));

        assertThat(again.known("latent")).hasValue(0.25);
        assertThat(again.of("pixels", () -> {
                    throw new AssertionError("it is known");
                }))
                .isEqualTo(0.75);
    }

    @Test
    void theMinutesOfATableAreUpdatesTimesThePaceThatWasMeasured() throws IOException {
        Files.writeString(folder.resolve("paces.properties"), "v-jepa=12\n");
        assertCompute(videos("--minutes=0.4"), 2, 0.4); // two updates of 12 s

        assertCompute(videos("--minutes=60"), 2, 0.4); // what is done keeps its own number

        Files.delete(folder.resolve("paces.properties"));
        assertCompute(videos("--minutes=60"), 2, Double.NaN);
    }

    @Test
    void aTrainingThatWasBegunWithOtherSettingsIsNotTakenForTheOneThatIsAskedFor() throws IOException {
        Files.writeString(folder.resolve("paces.properties"), "v-jepa=12\n");
        videos("--minutes=0.4");
        PrintStream before = System.err;
        ByteArrayOutputStream caught = new ByteArrayOutputStream();
        System.setErr(new PrintStream(caught, true, StandardCharsets.UTF_8));
        try {
            assertThat(run("--minutes=0.4", "--set=optimisation.learningRate=0.5"))
                    .isNotZero();
        } finally {
            System.setErr(before);
        }
        assertThat(caught.toString(StandardCharsets.UTF_8))
                .contains("v-jepa-1 was begun with", "learningRate: 0.5", "Maybe take another folder");
    }

    private static void assertCompute(JsonNode row, int updates, double minutes) {
        assertThat(row.path("updates").asInt()).isEqualTo(updates);
        if (Double.isNaN(minutes)) {
            assertThat(row.path("minutes of compute").isNumber())
                    .as("nobody knows")
                    .isFalse();
        } else {
            assertThat(row.path("minutes of compute").asDouble()).isCloseTo(minutes, within(1e-9));
        }
    }

    /// The row of a V-JEPA that is small and learns from few clips.
    private JsonNode videos(String minutes) {
        PrintStream before = System.out;
        ByteArrayOutputStream caught = new ByteArrayOutputStream();
        System.setOut(new PrintStream(caught, true, StandardCharsets.UTF_8));
        try {
            assertThat(run(minutes)).isZero();
        } finally {
            System.setOut(before);
        }
        JsonNode tables = JsonMapper.builder()
                .build()
                .readTree(caught.toString(StandardCharsets.UTF_8))
                .path("tables");
        return tables.path("frozen features: which of eight motions").path(0);
    }

    private int run(String... more) {
        return Main.run(Stream.concat(
                        Stream.of(
                                "videos",
                                "--json",
                                "--out=" + folder,
                                "--clips=100",
                                "--set=optimisation.batch=8",
                                "--set=backbone.blocks=1",
                                "--only=v-jepa"),
                        Stream.of(more))
                .toArray(String[]::new));
    }
}
