package io.github.jepa4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.run.MetricsLog;
import io.github.jepa4j.run.RunFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `jepa4j train` on files of images and videos.
class SeeingTrainTest {

    @TempDir
    Path folder;

    private Seen seen;

    @BeforeEach
    void photos() throws IOException {
        seen = new Seen(folder);
        seen.photos("train", 8);
    }

    @Test
    void photosAreLearnedFromWhatIsDamagedIsToldAndThePageOfTheRunHasItsCurves() throws IOException {
        Files.writeString(folder.resolve("photos/train/red/broken.png"), "no picture");
        Files.writeString(folder.resolve("photos/notes.txt"), "of another kind");
        TinyRun.Answer answer = seen.train(seen.imageFile("  select: train/\n"), "run");

        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.err())
                .contains("16 of [1, 3, 16, 16], 2 classes", "16 read, 1 skipped", "train/red/broken.png")
                .contains("train: 6 steps in");
        assertThat(answer.out())
                .contains("method     vicreg", "16 read, 1 skipped", "loss.total", "collapse.effective_rank");
        JsonNode data = JsonMapper.builder().build().readTree(Files.readString(folder.resolve("run/data.json")));
        assertThat(data.get("skipped").asString()).isEqualTo("1");
        assertThat(data.get("skipped 1").asString()).startsWith("train/red/broken.png ");

        TinyRun.Answer report =
                TinyRun.command("report", "--run", folder.resolve("run").toString());
        assertThat(report.code()).as(report.err()).isZero();
        assertThat(report.err()).isEmpty();
        assertThat(Files.readString(folder.resolve("run/report.html")))
                .contains("This run learned to see", "Total loss", "Effective rank", "method: vicreg", "photos")
                .doesNotContain("No episodes were played", "Oracle");
    }

    @Test
    void allThatWasSkippedIsListedInTheRun() throws IOException {
        for (int i = 0; i < 30; i++) {
            Files.writeString(folder.resolve("photos/train/red/broken%02d.png".formatted(i)), "no picture");
        }
        TinyRun.Answer answer = seen.train(seen.imageFile(""), "run");

        assertThat(answer.err())
                .contains("16 read, 30 skipped", "broken04.png", "all are listed in the run's data.json");
        assertThat(answer.err()).doesNotContain("broken05.png");
        JsonNode data = JsonMapper.builder().build().readTree(Files.readString(folder.resolve("run/data.json")));
        assertThat(data.get("skipped 30").asString()).startsWith("train/red/broken29.png ");
    }

    @Test
    void clipsThatWouldFillTheMemoryAreRefusedBeforeTheyAreCut() throws IOException {
        seen.videos(3);
        Path file = Files.writeString(folder.resolve("video.yaml"), """
                videos: {path: videos, frames: 4, rows: 16, columns: 16}
                pretraining: {}
                """);
        int oneClip = 4 * 3 * 16 * 16; // each video gives three
        seen.train(file, "run", "--limit", "bytesInAll=" + (5 * oneClip))
                .failedWith(Main.FAILED, "The clips of 01.gif", "have 18432 bytes", "--limit bytesInAll=18432");
        seen.train(file, "run", "--limit", "framesPerVideo=11")
                .failedWith(Main.FAILED, "None of 3 videos", "00.gif has more than 11 frames");
        seen.train(file, "run", "--set", "videos.frames=13")
                .failedWith(Main.FAILED, "None of 3 videos", "00.gif is too short: of its 12 frames");
        Files.write(folder.resolve("videos/02.gif"), new byte[7]);
        seen.train(file, "run", "--set", "videos.damaged=refuse").failedWith(Main.FAILED, "02.gif");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    void aDamagedPhotoCanBeRefusedAndNoRunIsBegun() throws IOException {
        Files.writeString(folder.resolve("photos/train/red/broken.png"), "no picture");
        seen.train(seen.imageFile("  damaged: refuse\n"), "run").failedWith(Main.FAILED, "train/red/broken.png");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    @Test
    @Timeout(value = 4 * CommandProcess.PATIENCE_SECONDS, unit = TimeUnit.SECONDS)
    void aTrainingOnPhotosThatWasKilledLearnsTheSameBytesAsAnUnharmedOne() throws IOException, InterruptedException {
        Path file = seen.imageFile("");
        String[] longer = {"--set", "pretraining.optimisation.steps=60"};
        CommandProcess killed = start("train", file.toString(), "--run", run("killed"), longer[0], longer[1]);
        Path metrics = folder.resolve("killed/run/metrics.jsonl");
        killed.killWhen(() -> lines(metrics) >= 5);
        assertThat(folder.resolve("killed/run/model.safetensors")).doesNotExist();
        start("train", "--resume", "--run", run("killed")).await();

        assertThat(seen.train(file, "whole/run", longer).code()).isZero();

        assertThat(Files.mismatch(
                        folder.resolve("killed/run/model.safetensors"), folder.resolve("whole/run/model.safetensors")))
                .isEqualTo(-1);
        assertThat(lines(metrics)).isEqualTo(60);
    }

    @Test
    void aFinishedRunIsSaidToBeAndOneOfOtherSettingsOrPhotosIsNotGoneOnWith() throws IOException {
        Path file = seen.imageFile("");
        assertThat(seen.train(file, "run").code()).isZero();

        TinyRun.Answer again = seen.train(file, "run", "--resume", "--json");
        assertThat(again.figures().get("steps_now").asInt()).isZero();
        assertThat(again.err()).contains("finished already");
        seen.train(file, "run").failedWith(Main.FAILED, "holds a run already");
        seen.train(file, "run", "--resume", "--set", "pretraining.optimisation.batch=4")
                .failedWith(Main.FAILED, "'batch: 4' rather than 'batch: 8'");
        Files.delete(folder.resolve("photos/train/red/00.png"));
        TinyRun.command("train", "--resume", "--run", folder.resolve("run").toString())
                .failedWith(Main.FAILED, "has the hash", "begun with");
    }

    @Test
    void videosAreCutIntoClipsAndLearnedFromByAMethodThatLooksAtWholeOnes() throws IOException {
        seen.videos(6);
        Path file = Files.writeString(folder.resolve("video.yaml"), """
                videos: {path: videos, frames: 4, rows: 16, columns: 16}
                pretraining:
                  backbone: {widths: [16], blocks: 1, patch: 8, heads: 2}
                  methods: {vjepa: {width: 16, layers: 1, heads: 2}}
                  optimisation: {steps: 3, batch: 4, checkpoint: 2, log: 1, threads: 1}
                """);
        TinyRun.Answer answer = seen.train(file, "run");
        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.err()).contains("18 of [4, 3, 16, 16]"); // three clips of each
        assertThat(answer.out()).contains("method     v-jepa", "6 read, 0 skipped");

        TinyRun.Answer probe = TinyRun.command(
                "embed",
                "--model",
                folder.resolve("run").toString(),
                "--data",
                folder.resolve("videos").toString(),
                "--out",
                folder.resolve("features.csv").toString());
        assertThat(probe.code()).as(probe.err()).isZero();
        assertThat(Files.readAllLines(folder.resolve("features.csv"))).hasSize(7);

        TinyRun.Answer next = seen.train(file, "next", "--set", "pretraining.method=next-token");
        assertThat(next.code()).as(next.err()).isZero();
        assertThat(next.out()).contains("method     next-token");
        TinyRun.Answer resumed = TinyRun.command(
                "train", "--resume", "--run", folder.resolve("next").toString());
        assertThat(resumed.err()).contains("finished already");
    }

    @Test
    void drawnClipsNeedNoFilesAndTheSettingsCanBePrinted() throws IOException {
        Path file = Files.writeString(folder.resolve("drawn.yaml"), """
                videos: {generated: scenes, frames: 12, rows: 24, columns: 24, count: 50}
                foresight:
                  width: 4
                  memory: 4
                  optimisation: {steps: 2, batch: 2, checkpoint: 2, log: 1, threads: 1}
                """);
        TinyRun.Answer answer = seen.train(file, "run");
        assertThat(answer.code()).as(answer.err()).isZero();
        assertThat(answer.out()).contains("foresight of latent", "loss.prediction");

        TinyRun.Answer printed = seen.train(file, "other", "--print-config", "--seed", "5");
        assertThat(printed.out()).contains("seed: 5", "generated: scenes", "target: latent");
        assertThat(folder.resolve("other")).doesNotExist();
        try (RunFolder run = RunFolder.view(folder.resolve("run"))) {
            assertThat(Files.readString(run.settings())).contains("foresight:", "generated: scenes");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "examples/vision/image, pretraining, vicreg",
        "examples/vision/video, pretraining, v-jepa",
        "examples/vision/surprise, foresight, latent",
        "docs/experiments/0017-vicreg, pretraining, vicreg"
    })
    void theExamplesSayWhatCanBeLearned(String name, String section, String what) {
        Path file = Path.of("../%s.yaml".formatted(name));
        TinyRun.Answer printed = seen.train(file, "run", "--print-config");
        assertThat(printed.code()).as(printed.err()).isZero();
        assertThat(printed.out()).contains("\n%s:\n".formatted(section), ": %s\n".formatted(what));
    }

    @Test
    void aFileThatDoesNotSayWhatItIsAboutOrSaysTooMuchIsRefused() throws IOException {
        write("steps: 3").failedWith(Main.WRONGLY_ASKED, "says none of them, but [steps]");
        write("images: {}\nvideos: {}").failedWith(Main.WRONGLY_ASKED, "several: [images, videos]");
        write("videos: {generated: scenes}").failedWith(Main.WRONGLY_ASKED, "none of the keys 'pretraining'");
        write("images: {rows: 16}").failedWith(Main.WRONGLY_ASKED, "no source");
        write("images: {path: nowhere}").failedWith(Main.FAILED, "nowhere", "neither a folder nor a file");
        write("images: {path: photos, select: test/}").failedWith(Main.FAILED, "test/ is how none of the 16");
        write("images: {path: photos}").failedWith(Main.FAILED, "16 images or clips, but a batch of 128");
        write("images: {generated: scenes, rows: 32, columns: 48}").failedWith(Main.WRONGLY_ASKED, "square");
        write(
                        "images: {path: photos}\npretraining: {method: i-jepa, backbone: {kind: resnet}, optimisation: {batch: 4}}")
                .failedWith(Main.FAILED, "leaves tokens out");
        write("images: {path: photos}\npretraining: {method: w-mse, optimisation: {batch: 8}}")
                .failedWith(Main.FAILED, "the batch is 8", "Maybe set optimisation.batch to 128");
        write("images: {path: photos}\npretraining: {method: i-jepa, backbone: {patch: 32}, optimisation: {batch: 8}}")
                .failedWith(Main.FAILED, "1 by 1 tokens");
        write("images: {path: photos, colums: 4}").failedWith(Main.WRONGLY_ASKED, "columns");
        assertThat(folder.resolve("run")).doesNotExist();
    }

    private TinyRun.Answer write(String text) throws IOException {
        return seen.train(Files.writeString(folder.resolve("some.yaml"), text), "run");
    }

    private String run(String name) {
        return folder.resolve(name).resolve("run").toString();
    }

    private CommandProcess start(String... arguments) throws IOException {
        return CommandProcess.start(folder.resolve("log"), arguments);
    }

    private static long lines(Path file) {
        try {
            return MetricsLog.read(file).rows().size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
