package io.github.jepa4j.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.media.GifWriter;
import io.github.jepa4j.media.ImageReading;
import io.github.jepa4j.media.Images;
import io.github.jepa4j.pretrained.PretrainedEncoder;
import io.github.jepa4j.pretrained.PretrainedEncoder.Config;
import io.github.jepa4j.pretrained.WeightFamily;
import io.github.jepa4j.run.MetricsLog;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.world.Pixels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `jepa4j finetune`, and what others make of its result, on photos whose classes differ in colour.
class FinetuneCommandTest {

    private static final float ROUNDING = 1e-4f;

    @TempDir
    Path folder;

    private Path photos;
    private Path weights;

    @BeforeEach
    void photosAndWeights() throws IOException {
        Seen seen = new Seen(folder);
        seen.photos("train", 10);
        photos = seen.photos("test", 3);
        weights = TinyWeights.write(folder.resolve("tiny.safetensors"), 5);
    }

    @Test
    void adaptersLearnToTellColoursApartAndAreJudgedProbedAndEmbeddedWith() throws Exception {
        TinyRun.Answer answer = finetune("run", "--low-rank", "4", "--test", "test/", "--json");

        JsonNode figures = answer.figures();
        assertThat(answer.err())
                .contains("weights: ", "DINOV2 of width 16 with 2 layers, on [T, Y, X] = [1, 16, 16]")
                .contains("20 of [1, 3, 16, 16], 2 classes", "train: 60 steps in", "judge: 6 images");
        JsonNode score = figures.get("judged").get("probes").get(0);
        assertThat(score.get("probe").asString()).isEqualTo("classifier");
        assertThat(score.get("accuracy").asDouble()).isEqualTo(1);
        assertThat(score.get("low").asDouble()).isBetween(0.60, 0.62); // Wilson's, of 6 of 6
        assertThat(figures.get("training").get("method").asString()).isEqualTo("fine-tuning at rank 4");
        assertThat(figures.get("training").get("collapsed").asBoolean()).isFalse();

        SafeTensors file = SafeTensors.read(model("run"));
        assertThat(file.tensors().keySet()).allMatch(name -> name.contains(".lora.") || name.startsWith("classifier."));
        assertThat(file.metadata())
                .containsEntry(
                        "weights",
                        HexFormat.of()
                                .formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(weights))));

        String[] parts = {"--train", "train/", "--test", "test/"};
        TinyRun.Answer probed = on(run("run"), "probe", parts);
        assertThat(probed.out()).as(probed.err()).containsPattern("linear +100.0 %.*6 of 6 right");
        String[] attentive = {"--kind", "attentive", "--epochs", "60", parts[0], parts[1], parts[2], parts[3]};
        TinyRun.Answer attended = on(run("run"), "probe", attentive);
        assertThat(attended.out()).as(attended.err()).containsPattern("attentive +100.0 %.*6 of 6 right");
        assertThat(embedded(run("run"))).isNotEqualTo(embedded(weights.toString(), "--heads", "2"));
        TinyRun.Answer report = TinyRun.command("report", "--run", run("run"));
        assertThat(report.code()).as(report.err()).isZero();
        assertThat(Files.readString(folder.resolve("run/report.html")))
                .contains("This run learned to see", "rank: 4")
                .doesNotContain("class=\"verdict bad\"", "Signs of collapse");
    }

    @Test
    void allWeightsLearnAndAreReadUnderTheirPublishedNames() throws IOException {
        TinyRun.Answer answer = finetune("run", "--whole", "--set", "finetuning.optimisation.learningRate=0.005");
        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.out())
                .contains("fine-tuning of all weights", "MB, of a transformer of ")
                .contains("learned from 16, judged on 4; held out: every fifth of each class")
                .containsPattern("classifier +100.0 %.*4 of 4 right")
                .containsPattern("floor +50.0 %");

        Engine.open(1);
        PretrainedEncoder encoder = PretrainedEncoder.open(
                model("run"), WeightFamily.DINOV2, TinyWeights.SPEC, Config.defaults(TinyWeights.SPEC));
        try (Images images = Images.open(photos)) {
            var set = images.readAll(ImageReading.at(16, 16));
            var first = new Pixels(3, 16, 16, List.of(set.values()).getFirst());
            float[] features = embedded(run("run")).values();
            assertThat(java.util.Arrays.copyOf(features, 16))
                    .containsExactly(encoder.encode(first).values(), within(ROUNDING));
        }
    }

    @Test
    @Timeout(value = 4 * CommandProcess.PATIENCE_SECONDS, unit = TimeUnit.SECONDS)
    void aFineTuningThatWasKilledLearnsTheSameBytesAsAnUnharmedOne() throws IOException, InterruptedException {
        CommandProcess killed = CommandProcess.start(folder.resolve("log"), arguments("killed/run"));
        Path metrics = folder.resolve("killed/run/metrics.jsonl");
        killed.killWhen(() -> lines(metrics) >= 15);
        assertThat(model("killed/run")).doesNotExist();
        CommandProcess.start(folder.resolve("log"), "finetune", "--out", run("killed/run"), "--resume")
                .await();

        assertThat(finetune("whole/run").code()).isZero();

        assertThat(Files.mismatch(model("killed/run"), model("whole/run"))).isEqualTo(-1);
        assertThat(lines(metrics)).isEqualTo(60);
    }

    @Test
    void aFinishedRunIsJudgedAgainAndNotGoneOnWithOtherwise() throws IOException {
        assertThat(finetune("run").code()).isZero();

        TinyRun.Answer again = TinyRun.command("finetune", "--out", run("run"), "--resume", "--json");
        assertThat(again.err()).contains("finished already");
        assertThat(again.figures().get("training").get("steps_now").asInt()).isZero();
        assertThat(again.figures().get("judged").get("judged").asInt()).isEqualTo(4);
        finetune("run").failedWith(Main.FAILED, "holds a run already");
        resumed("--low-rank", "2").failedWith(Main.FAILED, "'rank: 2' rather than 'rank: 8'");
        resumed("--whole").failedWith(Main.FAILED, "'rank: 0' rather than 'rank: 8'");
        resumed(
                        "--weights",
                        TinyWeights.write(folder.resolve("other.safetensors"), 6)
                                .toString())
                .failedWith(Main.FAILED, "other.safetensors have the hash", "was expected");
        TinyRun.command("train", "--run", run("run"), "--resume")
                .failedWith(Main.FAILED, "is a fine-tuning", "jepa4j finetune --out");
    }

    private TinyRun.Answer resumed(String... more) {
        List<String> all = new ArrayList<>(List.of("finetune", "--out", run("run"), "--resume"));
        all.addAll(List.of(more));
        return TinyRun.command(all.toArray(String[]::new));
    }

    @Test
    void picturesOfAnotherSizeAreLearnedFromWithTheTableResized() {
        TinyRun.Answer answer = finetune("run", "--size", "24");
        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.err()).contains("16 of [1, 3, 24, 24]");
        assertThat(on(run("run"), "probe").err()).contains("features: 22 images");
        on(run("run"), "probe", "--size", "16").failedWith(Main.FAILED, "--size is for public weights as they are");
        TinyRun.Answer frozen = on(weights.toString(), "probe", "--heads", "2", "--size", "32");
        assertThat(frozen.code()).as(frozen.err()).isZero();
        finetune("other", "--size", "40000")
                .failedWith(Main.FAILED, "sees 4800000000 numbers at once", "a smaller size");
        finetune("other", "--size", "18").failedWith(Main.FAILED, "18 x 18", "4 x 4");
    }

    @Test
    void weightsOfClipsAreFineTunedOnVideos() throws IOException {
        Path clips = TinyWeights.writeForClips(folder.resolve("clips.safetensors"), 5);
        for (String where : List.of("high", "low")) {
            Path into = Files.createDirectories(folder.resolve("videos").resolve(where));
            for (int i = 0; i < 8; i++) {
                GifWriter.write(
                        Seen.square(8, where.equals("high") ? i % 3 : 14 + i % 3, 0), 10, into.resolve(i + ".gif"));
            }
        }
        weights = clips;
        photos = folder.resolve("videos");
        TinyRun.Answer answer = TinyRun.command(arguments("run", "--size", "16", "--frames", "4", "--train", ""));
        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.err())
                .contains("VJEPA2 of width 16 with 2 layers, on [T, Y, X] = [4, 16, 16]", "14 of [4, 3, 16, 16]");
        assertThat(answer.out()).containsPattern("classifier .* of 2 right");
        assertThat(on(run("run"), "probe", "--kind", "attentive").out()).containsPattern("attentive .* of 2 right");
    }

    @Test
    void optionsAreLaidOverTheFileAndSettingsOverBoth() throws IOException {
        Path file = Files.writeString(folder.resolve("tuning.yaml"), """
                seed: 4
                weights: {path: some/weights, size: 32}
                files: {path: some/photos, train: learn/, test: judge/}
                finetuning: {rank: 3, alpha: 5}
                """);
        TinyRun.Answer printed = TinyRun.command(
                "finetune",
                "--config",
                file.toString(),
                "--data",
                photos.toString(),
                "--train",
                "train/",
                "--size",
                "24",
                "--low-rank",
                "6",
                "--set",
                "files.train=other/",
                "--out",
                run("run"),
                "--print-config");

        assertThat(printed.code()).as(printed.err()).isZero();
        assertThat(printed.out())
                .contains("path: " + photos, "train: other/", "test: judge/", "size: 24", "rank: 6", "alpha: 5")
                .contains("seed: 4", "some/weights");
    }

    @Test
    void aRankOfAFileOrASettingBringsWhatIsUsualForIt() throws IOException {
        assertThat(printed("--set", "finetuning.rank=0")).contains("rank: 0", "learningRate: 5.0E-5");
        assertThat(printed("--set", "finetuning.rank=4")).contains("rank: 4", "alpha: 8.0", "learningRate: 0.001");
        Path file = Files.writeString(folder.resolve("tuning.yaml"), "finetuning: {rank: 2}");
        assertThat(printed("--config", file.toString())).contains("rank: 2", "alpha: 4.0");
        assertThat(printed("--config", file.toString(), "--whole")).contains("rank: 0", "learningRate: 5.0E-5");
    }

    private String printed(String... more) {
        List<String> all = new ArrayList<>(List.of("finetune", "--print-config", "--out", run("run")));
        all.addAll(List.of(more));
        TinyRun.Answer answer = TinyRun.command(all.toArray(String[]::new));
        assertThat(answer.code()).as(answer.err()).isZero();
        return answer.out();
    }

    @Test
    void weightsThatSayNothingAreRefused() {
        on(weights.toString(), "probe", "--heads", "2", "--weights", weights.toString())
                .failedWith(Main.FAILED, "is for models that were fine-tuned at low rank");
    }

    @Test
    void weightsThatWereMovedAreNamedAndOthersAreRefused() throws IOException {
        assertThat(finetune("run").code()).isZero();
        Path moved = Files.move(weights, folder.resolve("moved.safetensors"));
        on(run("run"), "probe").failedWith(Main.FAILED, "tiny.safetensors, which do not exist");
        assertThat(on(run("run"), "probe", "--weights", moved.toString()).code())
                .isZero();
        Path other = TinyWeights.write(folder.resolve("other.safetensors"), 6);
        on(run("run"), "probe", "--weights", other.toString())
                .failedWith(Main.FAILED, "other.safetensors have the hash", "belong to weights of hash");
    }

    @Test
    void whatCannotBeFineTunedIsRefusedAndNoRunIsBegun() throws IOException {
        Map<String, Tensor> tensors = new TreeMap<>(TinyWeights.tensors(new Seed(5)));
        Tensor bias = Objects.requireNonNull(tensors.remove("layernorm.bias"));
        with(tensors).failedWith(Main.FAILED, "odd.safetensors cannot be used", "missing are layernorm.bias;");
        tensors.put("layernorm.bias", Tensor.zeros(17));
        with(tensors).failedWith(Main.FAILED, "layernorm.bias [17] rather than [16]");
        tensors.put("layernorm.bias", bias);
        tensors.put("register_tokens", Tensor.zeros(1, 4, 16));
        with(tensors).failedWith(Main.FAILED, "unknown are register_tokens;");
        with(Map.of("conv1.weight", Tensor.zeros(3))).failedWith(Main.FAILED, "none of the families", "conv1.weight");
        Files.writeString(folder.resolve("odd.safetensors"), "no weights");
        command("--weights", folder.resolve("odd.safetensors").toString()).failedWith(Main.FAILED, "odd.safetensors");
        command("--weights", folder.resolve("none").toString()).failedWith(Main.FAILED, "none do not exist");
        command().failedWith(Main.WRONGLY_ASKED, "which weights", "--weights");
        command("--weights", weights.toString(), "--heads", "0")
                .failedWith(Main.FAILED, "tiny.safetensors cannot be used", "never published", "how many heads");
        TinyRun.command("finetune", "--out", run("run"), "--weights", weights.toString(), "--heads", "2")
                .failedWith(Main.WRONGLY_ASKED, "which images", "--data");
        command("--weights", weights.toString(), "--train", "train/red").failedWith(Main.FAILED, "of one class, 'red'");
        command("--weights", weights.toString(), "--set", "finetuning.optimisation.batch=50")
                .failedWith(Main.FAILED, "a batch of 50");
        command("--weights", weights.toString(), "--frames", "4").failedWith(Main.FAILED, "clips of 4 frames");
        command("--whole", "--low-rank", "3").failedWith(Main.WRONGLY_ASKED, "mutually exclusive");
        assertThat(folder.resolve("run")).doesNotExist();
        TinyRun.command("finetune", "--out", run("run"), "--resume").failedWith(Main.FAILED, "no run folder");
    }

    private TinyRun.Answer with(Map<String, Tensor> tensors) throws IOException {
        new SafeTensors(tensors, Map.of()).write(folder.resolve("odd.safetensors"));
        return command("--weights", folder.resolve("odd.safetensors").toString());
    }

    private TinyRun.Answer command(String... more) {
        List<String> all = new ArrayList<>(List.of("finetune", "--data", photos.toString(), "--out", run("run")));
        if (!List.of(more).contains("--heads")) {
            all.addAll(List.of("--heads", "2"));
        }
        all.addAll(List.of(more));
        return TinyRun.command(all.toArray(String[]::new));
    }

    private TinyRun.Answer finetune(String name, String... more) {
        return TinyRun.command(arguments(name, more));
    }

    private String[] arguments(String name, String... more) {
        List<String> all = new ArrayList<>(List.of("finetune", "--weights", weights.toString(), "--heads", "2"));
        all.addAll(List.of("--data", photos.toString(), "--out", run(name)));
        if (!List.of(more).contains("--train")) {
            all.addAll(List.of("--train", "train/"));
        }
        for (String setting :
                List.of("steps=60", "batch=8", "learningRate=0.01", "checkpoint=7", "log=1", "threads=1")) {
            all.addAll(List.of("--set", "finetuning.optimisation." + setting));
        }
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private TinyRun.Answer on(String model, String name, String... more) {
        List<String> all = new ArrayList<>(List.of(name, "--model", model, "--data", photos.toString()));
        all.addAll(List.of(more));
        return TinyRun.command(all.toArray(String[]::new));
    }

    private Tensor embedded(String model, String... more) throws IOException {
        Path out = folder.resolve("features.safetensors");
        List<String> all = new ArrayList<>(List.of("--out", out.toString(), "--force"));
        all.addAll(List.of(more));
        TinyRun.Answer answer = on(model, "embed", all.toArray(String[]::new));
        assertThat(answer.code()).as(answer.err()).isZero();
        return Objects.requireNonNull(SafeTensors.read(out).tensors().get("features"));
    }

    private String run(String name) {
        return folder.resolve(name).toString();
    }

    private Path model(String name) {
        return folder.resolve(name).resolve("model.safetensors");
    }

    private static long lines(Path file) {
        try {
            return MetricsLog.read(file).rows().size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
