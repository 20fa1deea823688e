package io.github.jepa4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.media.ImageReading;
import io.github.jepa4j.media.Images;
import io.github.jepa4j.pretraining.LabelledClips;
import io.github.jepa4j.pretraining.VisionModel;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `jepa4j probe` and `jepa4j embed`, on photos whose classes differ in colour.
class ProbeAndEmbedTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    @TempDir
    static Path folder;

    private static Path photos;

    @BeforeAll
    static void train() throws IOException {
        Seen seen = new Seen(folder);
        seen.photos("train", 10);
        photos = seen.photos("test", 3);
        TinyRun.Answer trained = seen.train(seen.imageFile("  select: train/\n"), "run");
        assertThat(trained.code()).as(trained.err()).isZero();
    }

    @Test
    void coloursThatAreFarApartAreToldApartEveryTime() {
        TinyRun.Answer answer = command("probe", "--train", "train/", "--test", "test/", "--json");
        JsonNode figures = answer.figures();
        assertThat(figures.get("learned").asInt()).isEqualTo(20);
        assertThat(figures.get("judged").asInt()).isEqualTo(6);
        assertThat(figures.get("floor").asDouble()).isEqualTo(0.5);
        for (JsonNode probe : figures.get("probes")) {
            assertThat(probe.get("accuracy").asDouble()).isEqualTo(1);
            assertThat(probe.get("low").asDouble()).isBetween(0.60, 0.62); // Wilson's, of 6 of 6
            assertThat(probe.get("of_each").get("red").asDouble()).isEqualTo(1);
        }

        assertThat(command("probe").out())
                .contains("learned from 22, judged on 4; held out: every fifth of each class")
                .containsPattern("linear +100.0 %.*4 of 4 right, penalty")
                .containsPattern("red +2 +100.0 % +100.0 %");
        assertThat(command("probe", "--kind", "knn").out()).contains("knn").doesNotContain("linear");
    }

    @Test
    void anAttentiveProbeLearnsWhereToLookAndSaysHowItLearned() {
        TinyRun.Answer answer = command(
                "probe", "--kind", "attentive", "--train", "train/", "--test", "test/", "--epochs", "40", "--json");
        JsonNode probe = answer.figures().get("probes").get(0);
        assertThat(probe.get("probe").asString()).isEqualTo("attentive");
        assertThat(probe.get("accuracy").asDouble()).isEqualTo(1);
        assertThat(probe.get("low").asDouble()).isBetween(0.60, 0.62); // Wilson's, of 6 of 6
        JsonNode attention = probe.get("attention");
        assertThat(attention.get("seed").asLong()).isEqualTo(1);
        assertThat(attention.get("probe").get("epochs").asInt()).isEqualTo(40);
        assertThat(attention.get("probe").get("learning_rate").asDouble()).isEqualTo(1e-3);
        assertThat(answer.err()).contains("learns in 40 updates only", "attend: 40 steps in", "judge: 1 batches in");

        String[] other = {"--kind", "attentive", "--epochs", "2", "--learning-rate", "0.01", "--seed", "7"};
        TinyRun.Answer shown = command("probe", other);
        assertThat(shown.out()).containsPattern("attentive .* of 4 right, 2 epochs at rate 0.0100, seed 7");
        assertThat(command("probe", other).out()).isEqualTo(shown.out());
        command("probe", "--epochs", "3")
                .failedWith(Main.FAILED, "--epochs is of the attentive probe", "--kind attentive");
        command("probe", "--kind", "attentive", "--epochs", "0").failedWith(Main.FAILED, "0 epochs");
    }

    @Test
    void aModelThatGivesOneVectorOfAnImageHasNothingToAttendTo() throws IOException {
        Seen seen = new Seen(folder);
        String[] deep = {"--set", "pretraining.backbone.widths=[4, 4, 4, 8]"};
        assertThat(seen.train(seen.imageFile("  select: train/\n"), "deep", deep)
                        .code())
                .isZero();
        TinyRun.command(
                        "probe",
                        "--model",
                        folder.resolve("deep").toString(),
                        "--data",
                        photos.toString(),
                        "--kind",
                        "attentive")
                .failedWith(Main.FAILED, "one vector of each image, [1, 8]", "--kind linear");
    }

    @Test
    void featuresOfOnesOwnFilesAreWhatTheModelSaysInTheOrderOfTheNames() throws IOException {
        Path out = folder.resolve("features.safetensors");
        assertThat(command("embed", "--out", out.toString()).code()).isZero();
        SafeTensors file = SafeTensors.read(out);
        List<String> names = new ArrayList<>();
        JSON.readTree(file.metadata().get("names")).forEach(name -> names.add(name.asString()));
        assertThat(names).hasSize(26).isSorted().startsWith("test/blue/00.png");
        assertThat(JSON.readTree(file.metadata().get("labels")).get(25).asString())
                .isEqualTo("red");

        Tensor features = file.tensors().get("features");
        assertThat(features).isEqualTo(features());

        Path table = folder.resolve("features.csv");
        assertThat(command("embed", "--out", table.toString()).code()).isZero();
        List<String> rows = Files.readAllLines(table);
        assertThat(rows).hasSize(27);
        assertThat(rows.getFirst()).startsWith("name,f0,f1");
        String[] last = rows.getLast().split(",");
        assertThat(last[0]).isEqualTo(names.getLast());
        assertThat(Float.parseFloat(last[1])).isEqualTo(features.values()[25 * (last.length - 1)]);
    }

    @Test
    void whatIsDamagedIsToldOfAllOfItOrRefused() throws IOException {
        Path some = folder.resolve("damaged");
        for (int i = 0; i < 8; i++) {
            Path into = Files.createDirectories(some.resolve(i % 2 == 0 ? "blue" : "red"));
            Files.writeString(into.resolve("broken%d.png".formatted(i)), "no picture");
            for (int copy = 0; copy < 2; copy++) {
                Files.copy(photos.resolve("train/red/00.png"), into.resolve("good%d-%d.png".formatted(i, copy)));
            }
        }
        Path out = folder.resolve("some.csv");
        TinyRun.Answer embedded = on(some, "embed", "--out", out.toString());
        assertThat(embedded.code()).as(embedded.err()).isZero();
        String[] told = {"16 read, 8 skipped", "blue/broken0.png is no", "red/broken7.png is no"};
        assertThat(embedded.err()).contains(told);
        assertThat(on(some, "probe").err()).contains(told);
        on(some, "probe", "--damaged", "refuse").failedWith(Main.FAILED, "blue/broken0.png is no");
        on(some, "embed", "--out", out.toString(), "--force", "--damaged", "refuse")
                .failedWith(Main.FAILED, "blue/broken0.png is no");
    }

    @Test
    void limitsAreRaisedByTheNamesThatMessagesHave() throws IOException {
        Path out = folder.resolve("limited.csv");
        String[] small = {"--out", out.toString(), "--select", "test/", "--limit", "pixelsPerImage=256"};
        TinyRun.Answer some = command("embed", small);
        assertThat(some.code()).as(some.err()).isZero();
        assertThat(some.err()).contains("4 read, 2 skipped", "32 rows and 32 columns, more than the limit of 256");
        assertThat(Files.readAllLines(out)).hasSize(1 + 4);
        command("probe", "--limit", "pixelPerImage=5").failedWith(Main.WRONGLY_ASKED, "pixelsPerImage");
        command("probe", "--limit", "files=0").failedWith(Main.WRONGLY_ASKED, "files", "at least 1");
    }

    @Test
    void whatWouldSayNothingIsRefused() {
        command("probe", "--stride", "2").failedWith(Main.FAILED, "--stride 2 is of videos", "single images");
        command("probe", "--weights", "dinov2/").failedWith(Main.FAILED, "--weights dinov2 is for models", "low rank");
    }

    /// By the library rather than by the command.
    private static Tensor features() throws IOException {
        Engine.open(1);
        try (Images images = Images.open(photos)) {
            var set = images.readAll(ImageReading.at(16, 16));
            var clips = new LabelledClips(1, 3, 16, 16, List.of(set.values()), set.labels(), set.classes());
            return VisionModel.load(folder.resolve("run/model.safetensors")).features(clips);
        }
    }

    @Test
    void aFileThatIsThereIsReplacedOnlyWhereThatIsSaid() throws IOException {
        Path out = Files.writeString(folder.resolve("mine.csv"), "mine");
        command("embed", "--out", out.toString()).failedWith(Main.FAILED, "mine.csv is there already", "--force");
        Path directory = Files.createDirectory(out.resolveSibling("folder.csv"));
        command("embed", "--out", directory.toString(), "--force").failedWith(Main.FAILED, "folder.csv is a folder");
        assertThat(out).hasContent("mine");
        assertThat(command("embed", "--out", out.toString(), "--force").code()).isZero();
        assertThat(Files.readAllLines(out)).hasSize(27);
        command("embed", "--out", "features.json").failedWith(Main.FAILED, "ends neither with");
        command("embed", "--out", folder.resolve("no/f.csv").toString()).failedWith(Main.FAILED, "does not exist");
    }

    @Test
    void photosThatCannotBeJudgedAreRefusedWithAReason() throws IOException {
        command("probe", "--train", "t", "--test", "test/")
                .failedWith(Main.FAILED, "overlaps", "end both with a slash");
        command("probe", "--test", "test/").failedWith(Main.FAILED, "--train PREFIX");
        command("probe", "--train", "train/", "--test", "tst/").failedWith(Main.FAILED, "tst/ is how none");
        command("probe", "--train", "train/red").failedWith(Main.FAILED, "of one class, 'red'");
        Path empty = Files.createDirectories(folder.resolve("empty"));
        on(empty, "probe").failedWith(Main.FAILED, "has no images");
        Path some = Files.createDirectories(folder.resolve("some"));
        Files.copy(photos.resolve("test/red/00.png"), some.resolve("00.png"));
        on(some, "probe").failedWith(Main.FAILED, "No class of", "held out");
        assertThat(on(
                                some.resolve("00.png"),
                                "embed",
                                "--out",
                                folder.resolve("one.csv").toString())
                        .code())
                .isZero();
        TinyRun.command("probe", "--model", folder.resolve("none").toString(), "--data", photos.toString())
                .failedWith(Main.FAILED, "none does not exist");
        TinyRun.command(
                        "surprise",
                        photos.resolve("test/red").toString(),
                        "--model",
                        folder.resolve("run").toString())
                .failedWith(Main.FAILED, "foresees videos frame by frame is needed", "'jepa4j probe'");
    }

    private static TinyRun.Answer command(String name, String... more) {
        return on(photos, name, more);
    }

    private static TinyRun.Answer on(Path data, String name, String... more) {
        String[] arguments = new String[5 + more.length];
        System.arraycopy(
                new String[] {name, "--model", folder.resolve("run").toString(), "--data", data.toString()},
                0,
                arguments,
                0,
                5);
        System.arraycopy(more, 0, arguments, 5, more.length);
        return TinyRun.command(arguments);
    }
}
