package io.github.jepa4j.bench;

import static io.github.jepa4j.bench.Bench.assertPercent;
import static io.github.jepa4j.bench.Bench.assertPositive;
import static io.github.jepa4j.bench.Bench.column;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.media.ClipReading;
import io.github.jepa4j.media.Clips;
import io.github.jepa4j.media.FrameChoice;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Clip;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Each benchmark that learns to see from end to end, as small as it goes: two updates, tiny networks.
class SeeingBenchmarksTest {

    @TempDir
    Path folder;

    @Test
    void imagesOfAZipAreLearnedFromWithoutLabelsAndFeaturesProbed() throws IOException {
        twoUpdatesOf("vicreg", "i-jepa");
        JsonNode found = Bench.run(
                "images",
                "--data=" + zip(20, 10),
                "--out=" + folder,
                "--minutes=0.4",
                "--only=raw-pixels,random,vicreg,i-jepa",
                "--attentive",
                "--set=optimisation.batch=8",
                "--set=backbone.widths=[16]",
                "--set=backbone.blocks=1");

        JsonNode rows = found.path("tables").path("frozen features");
        assertThat(column(rows, "method")).containsExactly("raw-pixels", "random", "vicreg", "i-jepa");
        assertThat(column(rows, "updates")).containsExactly("0", "0", "2", "2");
        rows.forEach(SeeingBenchmarksTest::assertAccuracies);
        assertThat(rows.path(0).path("linear %").asString())
                .as("dark and bright")
                .isEqualTo("100.00");
        assertThat(rows.path(0).path("attentive %").asString()).isEqualTo("-");
        assertPercent(rows.path(2).path("attentive %"));
        assertThat(found.path("notes").toString()).contains("over the 20 images or clips that judge");
        assertThat(found.path("settings").path("learned from").asString()).startsWith("40 of [1, 3, 32, 32]");
    }

    @Test
    void aValidationLeavesTestImagesAndEveryTenthTrainingImageUnseen() throws IOException {
        JsonNode settings = Bench.run(
                        "images", "--data=" + zip(20, 0), "--out=" + folder, "--only=raw-pixels", "--validation")
                .path("settings");

        assertThat(settings.path("learned from").asString()).startsWith("36 of");
        assertThat(settings.path("judged by").asString()).startsWith("4 of");
    }

    @Test
    void clipsAreLearnedFromAndFeaturesProbedForTheMotion() throws IOException {
        twoUpdatesOf("v-jepa", "pixel-prediction", "supervised");
        JsonNode found = Bench.run(
                "videos",
                "--out=" + folder,
                "--minutes=0.4",
                "--clips=100",
                "--only=random-vit,v-jepa,pixel-prediction,supervised",
                "--set=optimisation.batch=4",
                "--set=backbone.widths=[24]",
                "--set=backbone.blocks=1");

        JsonNode rows = found.path("tables").path("frozen features: which of eight motions");
        assertThat(column(rows, "method")).containsExactly("random-vit", "v-jepa", "pixel-prediction", "supervised");
        assertThat(column(rows, "updates")).containsExactly("0", "2", "2", "2");
        rows.forEach(SeeingBenchmarksTest::assertAccuracies);
        assertThat(found.path("notes").toString()).contains("over the 10 images or clips that judge");
    }

    @Test
    void surpriseIsJudgedByLawAndOverAllOfThem() throws IOException {
        twoUpdatesOf("latent");
        JsonNode tables = surprise("--quadruples=1", "--only=copy-last,latent").path("tables");

        for (String table : List.of("pairs, relative accuracy %", "sets, relative accuracy %")) {
            assertThat(tables.path(table).size())
                    .as("9 laws, 8 of them hidden, 8 in the open")
                    .isEqualTo(16);
            tables.path(table).forEach(row -> assertPercent(row.path("latent")));
            tables.path(table).forEach(row -> assertPercent(row.path("copy-last")));
        }
        JsonNode overall = tables.path("all laws alike");
        assertThat(column(overall, "foresight")).containsExactly("copy-last", "latent");
        overall.forEach(row -> assertThat(row.path("AUROC").asDouble(-1)).isBetween(0.0, 1.0));
    }

    @Test
    void inAValidationHalfOfTheQuadruplesChooseAndTheOthersJudge() {
        JsonNode found = surprise("--quadruples=3", "--validation", "--only=copy-last");

        assertThat(found.path("settings").path("quadruples of each").asInt()).isEqualTo(1);
        assertThat(found.path("notes").toString()).contains("was chosen on other quadruples of the same");
        JsonNode pairs = found.path("tables").path("pairs, relative accuracy %");
        pairs.forEach(row -> assertThat(row.path("copy-last").asString())
                .as("one quadruple has two pairs, and a tie is half")
                .isIn("0.0", "25.0", "50.0", "75.0", "100.0"));
        assertThat(Bench.refused("surprise", "--quadruples=1", "--validation"))
                .contains("--quadruples is 1; at least 2", "Maybe");
    }

    @Test
    void aModelThatWasTrainedBeforeIsJudgedAsItIsAndNothingIsTrained() throws IOException {
        twoUpdatesOf("latent");
        JsonNode trained = surprise("--quadruples=1", "--only=latent").path("tables");
        String run = folder.resolve("latent-1").toString();

        JsonNode found = surprise("--quadruples=1", "--model=" + run);

        JsonNode overall = found.path("tables").path("all laws alike");
        assertThat(column(overall, "foresight")).containsExactly("copy-last", "constant-velocity", run);
        for (String score : List.of("summed up", "pairs %", "AUROC", "AUPRC")) {
            assertThat(overall.path(2).path(score))
                    .as(score)
                    .isEqualTo(trained.path("all laws alike").path(0).path(score));
        }
        assertThat(found.path("notes").toString()).contains("is not known here");
        assertThat(Bench.refused("surprise", "--quadruples=1", "--side=24", "--model=" + run))
                .contains("[3, 32, 32]", "Maybe say its size: --side 32");
        assertThat(Bench.refused("surprise", "--model=" + folder.resolve("none")))
                .contains("none does not exist", "Maybe");
    }

    @Test
    void quadruplesAreWrittenToBeLookedAt() {
        Path pictures = folder.resolve("quadruples");
        JsonNode rows = Bench.tables("surprise", "--pictures=" + pictures, "--quadruples=2")
                .path("quadruples: %s/NAME-possible-1.gif, ...".formatted(pictures));

        assertThat(rows.size()).isEqualTo(16 * 2);
        assertThat(column(rows, "name")).contains("support-open-1", "shape-constancy-hidden-2");
        rows.forEach(row -> assertThat(
                        row.path("impossible ones have the same frames").asString())
                .as(row.toString())
                .isEqualTo(row.path("name").asString().startsWith("support-open") ? "no" : "yes"));
        try (Clips clips = Clips.open(pictures)) {
            assertThat(clips.names()).hasSize(16 * 2 * 4).contains("solidity-hidden-1-impossible-2.gif");
            Clip clip = clips.read(0, ClipReading.of(FrameChoice.first(99))).clip();
            assertThat(clip.frames()).isEqualTo(16);
            assertThat(clip.columns()).isEqualTo(32);
        }
    }

    @Test
    void digitsAreFoundWhereTheyAreImagined() throws IOException {
        twoUpdatesOf("latent-1", "latent-2");
        JsonNode rows = Bench.tables(
                        "occupancy",
                        "--out=" + folder,
                        "--minutes=0.4",
                        "--unrolled=1,2",
                        "--clips=6",
                        "--set=optimisation.batch=2",
                        "--set=width=4",
                        "--set=memory=4")
                .path("average precision by frames ahead");

        assertThat(column(rows, "held to")).containsExactly("1", "1, if nothing moved", "2", "2, if nothing moved");
        for (JsonNode row : rows) {
            assertThat(row.size())
                    .as("the steps, the mean, and 0 to 7 frames ahead")
                    .isEqualTo(2 + 8);
            row.properties().stream()
                    .filter(cell -> !cell.getKey().equals("held to"))
                    .forEach(cell -> assertThat(cell.getValue().asDouble(-1))
                            .as(cell.getKey())
                            .isBetween(0.0, 1.0));
        }
    }

    @Test
    void orbitsAreReadForeseenAndDrawn() throws IOException {
        twoUpdatesOf("latent", "pixels", "random-latent");
        JsonNode tables = Bench.tables(
                "planets",
                "--out=" + folder,
                "--minutes=0.4",
                "--orbits=7",
                "--known=40",
                "--compared=50",
                "--set=optimisation.batch=2",
                "--set=width=4",
                "--set=hidden=8",
                "--set=unrolled=2");

        JsonNode read = tables.path("R2 of the true state, other orbits");
        assertThat(column(read, "from"))
                .startsWith("the true place", "latent", "pixels", "random-latent")
                .hasSize(8);
        read.forEach(
                row -> assertThat(Double.parseDouble(row.path("vy").asString())).isLessThanOrEqualTo(1));
        assertThat(Double.parseDouble(read.path(0).path("x").asString()))
                .as("a line reads a place off itself")
                .isGreaterThan(0.99);
        JsonNode dimensions = tables.path("intrinsic dimension of 50 orbits");
        assertThat(column(dimensions, "of"))
                .containsExactly("the true state", "the two frames", "latent", "pixels", "random-latent");
        JsonNode later = tables.path("after 1/2 of an orbit");
        assertThat(later.size())
                .as("4 laws, 3 ways of 3 models, and one picture")
                .isEqualTo(4 + 3 * 3 + 1);
        later.forEach(row -> assertPercent(row.path("success %")));
        assertThat(later.path(2).path("success %").asString())
                .as("Kepler knows")
                .isEqualTo("100.0");
        assertThat(tables.path("latent: first k principal directions kept, success % after 1/10 orbit")
                        .size())
                .isEqualTo(13);
        assertThat(ImageIO.read(folder.resolve("orbits.png").toFile())).isNotNull();
    }

    @Test
    void severalPlanetsOfAStarAreReadAndForeseenEachByItself() throws IOException {
        twoUpdatesOf("latent");
        JsonNode tables = Bench.tables(
                "planets",
                "--planets=2",
                "--out=" + folder,
                "--minutes=0.4",
                "--orbits=5",
                "--known=40",
                "--compared=50",
                "--only=latent",
                "--set=optimisation.batch=2",
                "--set=width=4",
                "--set=hidden=8",
                "--set=unrolled=2");

        JsonNode read = tables.path("R2 of the true state, other orbits");
        assertThat(Double.parseDouble(read.path(0).path("y of 2").asString())).isGreaterThan(0.99);
        JsonNode later = tables.path("after 1/2 of an orbit");
        assertThat(later.size()).as("4 laws and 3 ways, of 2 planets").isEqualTo((4 + 3) * 2);
        assertThat(column(later, "forecast")).contains("Newton from the true state, integrated, planet 2");
        assertThat(later.path(5).path("success %").asString())
                .as("Newton knows")
                .isEqualTo("100.0");
        assertThat(ImageIO.read(folder.resolve("orbits.png").toFile())).isNotNull();
        assertThat(Bench.refused("planets", "--planets=4")).contains("--planets is 4", "Maybe");
    }

    @Test
    void updatesOfAllKindsAreTimedAndTheirArithmeticCounted() {
        JsonNode rows = Bench.tables("seeing-step", "--updates=3", "--peak-size=32", "--set=optimisation.batch=2")
                .path("updates");

        assertThat(column(rows, "method"))
                .containsExactly(
                        "vicreg, residual network",
                        "supervised, residual network",
                        "masked-autoencoder, transformer",
                        "i-jepa, transformer",
                        "video JEPA of 20 frames");
        for (JsonNode row : rows) {
            assertThat(row.path("batch").asInt()).isEqualTo(2);
            assertPositive(row.path("s"));
            if (!row.path("method").asString().startsWith("i-jepa")) {
                assertPositive(row.path("GFLOP/s"));
            }
        }
    }

    private JsonNode surprise(String... more) {
        return Bench.run(
                "surprise",
                Stream.concat(
                                Stream.of(
                                        "--out=" + folder,
                                        "--minutes=0.4",
                                        "--set=optimisation.batch=2",
                                        "--set=width=4",
                                        "--set=memory=4"),
                                Stream.of(more))
                        .toArray(String[]::new));
    }

    /// Says that an update takes 12 s, of which there are two in 0.4 minutes.
    private void twoUpdatesOf(String... rows) throws IOException {
        StringBuilder paces = new StringBuilder();
        for (String row : rows) {
            paces.append(row).append("=12\n");
        }
        Files.writeString(folder.resolve("paces.properties"), paces);
    }

    private static void assertAccuracies(JsonNode row) {
        assertPercent(row.path("linear %"));
        assertPercent(row.path("20 neighbours %"));
        assertThat(row.path("effective rank").asDouble(-1)).isPositive();
        String[] interval = row.path("95 %").asString().split(" \\.\\. ");
        double linear = Double.parseDouble(row.path("linear %").asString());
        assertThat(linear).isBetween(Double.parseDouble(interval[0]), Double.parseDouble(interval[1]));
    }

    /// Dark and bright pictures with noise, PNG to learn from and JPEG to judge by.
    private Path zip(int learned, int judged) throws IOException {
        Path file = folder.resolve("pictures.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (String light : List.of("dark", "bright")) {
                for (int i = 0; i < learned; i++) {
                    write(zip, "train/%s/%d.png".formatted(light, i), new Seed(i));
                }
                for (int i = 0; i < judged; i++) {
                    write(zip, "test/%s/%d.jpg".formatted(light, i), new Seed(1000 + i));
                }
            }
        }
        return file;
    }

    private static void write(ZipOutputStream zip, String name, Seed seed) throws IOException {
        RandomGenerator random = seed.split(name).generator();
        BufferedImage image = new BufferedImage(20, 16, BufferedImage.TYPE_INT_RGB);
        int least = name.contains("bright") ? 150 : 0;
        for (int p = 0; p < 20 * 16; p++) {
            int light = least + random.nextInt(100);
            image.setRGB(p % 20, p / 20, light << 16 | light << 8 | random.nextInt(256));
        }
        zip.putNextEntry(new ZipEntry(name));
        ImageIO.write(image, name.substring(name.length() - 3), zip);
        zip.closeEntry();
    }
}
