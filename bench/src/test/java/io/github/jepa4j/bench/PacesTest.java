package io.github.jepa4j.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.pretraining.LabelledClips;
import io.github.jepa4j.pretraining.VideoJepaConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class PacesTest {

    private static final DoubleSupplier IS_KNOWN = () -> {
        throw new AssertionError("it is known");
    };

    @TempDir
    Path folder;

    @Test
    void aPaceIsMeasuredOnceAndKept() throws IOException {
        Paces.Training latent = training("latent", 32);
        assertThat(new Paces(folder.resolve("runs")).known(latent)).isEmpty();
        assertThat(new Paces(folder.resolve("runs")).of(latent, () -> 0.25)).isEqualTo(0.25);
        assertThat(new Paces(folder.resolve("runs")).of(training("pixels", 32), () -> 0.75))
                .isEqualTo(0.75);

        Paces again = new Paces(folder.resolve("runs"));

        assertThat(again.known(latent)).hasValue(0.25);
        assertThat(again.of(training("pixels", 32), IS_KNOWN)).isEqualTo(0.75);
    }

    @Test
    void anotherNetworkOrBatchOrSizeHasAPaceOfItsOwnAndAnotherNumberOfUpdatesHasNot() throws IOException {
        Paces paces = new Paces(folder);
        paces.of(training("latent", 32), () -> 0.25);

        assertThat(paces.known(training("latent", 32, "optimisation.steps=7"))).hasValue(0.25);
        assertThat(paces.of(training("latent", 32, "width=16"), () -> 0.5)).isEqualTo(0.5);
        assertThat(paces.of(training("latent", 32, "optimisation.batch=4"), () -> 0.75))
                .isEqualTo(0.75);
        assertThat(paces.of(training("latent", 64), () -> 1)).isEqualTo(1);
        assertThat(paces.of(training("latent", 32), IS_KNOWN)).isEqualTo(0.25);
        assertThat(paces.of(training("latent", 32, "width=16"), IS_KNOWN)).isEqualTo(0.5);
    }

    @Test
    void aFileThatKnowsRowsByTheirNameAloneIsReadUntilTheirSettingsHaveAPace() throws IOException {
        Files.writeString(folder.resolve("paces.properties"), "latent=12\n");

        assertThat(new Paces(folder).of(training("latent", 32), IS_KNOWN)).isEqualTo(12);

        String key = training("latent", 32).key();
        Files.writeString(folder.resolve("paces.properties"), "latent=12\n" + key + "=3\n");
        assertThat(new Paces(folder).of(training("latent", 32), IS_KNOWN)).isEqualTo(3);
        assertThat(new Paces(folder).of(training("latent", 32, "width=16"), IS_KNOWN))
                .isEqualTo(12);
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

        assertThat(Bench.refused("videos", arguments("--minutes=0.4", "--set=optimisation.learningRate=0.5")))
                .contains("v-jepa-1 was begun with", "learningRate: 0.5", "Maybe take another folder");
    }

    private static Paces.Training training(String row, int side, String... changes) {
        LabelledClips clips =
                LabelledClips.generated(new int[] {8, 3, side, side}, 10, _ -> new byte[8 * 3 * side * side]);
        return new Paces.Training(row, VideoJepaConfig.small().with(changes), clips);
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
        return Bench.tables("videos", arguments(minutes))
                .path("frozen features: which of eight motions")
                .path(0);
    }

    private String[] arguments(String... more) {
        return Stream.concat(
                        Stream.of(
                                "--out=" + folder,
                                "--clips=100",
                                "--set=optimisation.batch=8",
                                "--set=backbone.blocks=1",
                                "--only=v-jepa"),
                        Stream.of(more))
                .toArray(String[]::new);
    }
}
