package io.github.jepa4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `probe` and `embed` with a model that sees clips, on videos and on photos.
class ModelsOfClipsTest {

    private static final String FROM_THE_BEGINNING = "of each video the first 4 frames were looked at, of up to 12";
    private static final String NUMBERED = "numbered images were read as the frames of ";

    @TempDir
    Path folder;

    private Seen seen;
    private Path weights;

    @BeforeEach
    void write() throws IOException {
        seen = new Seen(folder);
        weights = TinyWeights.writeForClips(folder.resolve("clips.safetensors"), 5);
    }

    @Test
    void thatOnlyTheBeginningOfAVideoIsLookedAtIsSaidOnceAndSpreadFramesAreNot() throws IOException {
        Path videos = seen.videos(3);
        assertThat(embed(videos, "4").err()).containsOnlyOnce("Note:").contains(FROM_THE_BEGINNING);
        assertThat(embed(videos, "4", "--stride", "2").err()).contains("the first 7 frames");
        assertThat(embed(videos, "4", "--stride", "0").err()).doesNotContain("Note:");
        assertThat(embed(videos, "12").err()).doesNotContain("Note:");

        for (String part : List.of("train", "test")) {
            for (int i = 0; i < 6; i++) {
                Path into = Files.createDirectories(
                        folder.resolve("split").resolve(part).resolve(i % 2 == 0 ? "even" : "odd"));
                Files.copy(videos.resolve("0%d.gif".formatted(i % 3)), into.resolve(i + ".gif"));
            }
        }
        TinyRun.Answer probed = command("probe", folder.resolve("split"), "4", "--train", "train/", "--test", "test/");
        assertThat(probed.code()).as(probed.err()).isZero();
        assertThat(probed.err()).containsOnlyOnce(FROM_THE_BEGINNING);
    }

    @Test
    void photosAreSeenAsClipsInWhichNothingMovesWhereThatIsAskedFor() throws IOException {
        Path photos = seen.photos("train", 5); // 00.png, 01.png, ... in a folder for each class
        TinyRun.Answer asked = embed(photos, "1");
        assertThat(asked.code()).as(asked.err()).isZero();
        assertThat(asked.err()).doesNotContain("Note:");
        List<String> rows = Files.readAllLines(folder.resolve("out.csv"));
        assertThat(rows).hasSize(1 + 10);
        assertThat(rows.get(1)).startsWith("train/blue/00.png,");

        assertThat(embed(photos, "2").err())
                .as("no longer photos, but two videos")
                .contains(NUMBERED + "2 videos; with --frames 1 each");
        assertThat(Files.readAllLines(folder.resolve("out.csv")).get(1)).startsWith("train/blue,");

        TinyRun.Answer probed = command("probe", photos, "1", "--kind", "attentive", "--epochs", "1");
        assertThat(probed.out()).contains("learned from 8, judged on 2");
        command("probe", photos, "1", "--stride", "2").failedWith(Main.FAILED, "--stride 2 is of videos");
    }

    @Test
    void whereThereAreOnlyPhotosItIsSaidHowAModelOfClipsSeesThem() throws IOException {
        Path photos = seen.photos("train", 2);
        try (Stream<Path> files = Files.walk(photos)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.move(file, file.resolveSibling("photo-" + file.getFileName() + "x.png"));
            }
        }
        embed(photos, "2")
                .failedWith(Main.FAILED, "has no videos but 4 images", "clips of 2 frames", "Maybe add --frames 1");
        command("probe", photos, "2").failedWith(Main.FAILED, "Maybe add --frames 1");
        assertThat(embed(photos, "1").code()).isZero();
        embed(Files.createDirectories(folder.resolve("empty")), "2").failedWith(Main.FAILED, "has no videos (0 other");
        embed(photos, "3").failedWith(Main.FAILED, "3 frames cannot be cut into patches of 2", "Maybe take 2 frames");
    }

    @Test
    void aModelOfOnesOwnThatLearnedFromClipsSeesPhotosTheSameWay() throws IOException {
        seen.videos(8);
        Path file = Files.writeString(folder.resolve("video.yaml"), """
                videos: {path: videos, frames: 4, rows: 16, columns: 16}
                pretraining:
                  method: v-jepa
                  backbone: {patch: 4, widths: [24], blocks: 1}
                  optimisation: {steps: 2, batch: 4, checkpoint: 2, log: 1, threads: 1}
                """);
        TinyRun.Answer trained = seen.train(file, "run");
        assertThat(trained.code()).as(trained.err()).isZero();
        Path photos = seen.photos("train", 5);
        weights = folder.resolve("run");

        TinyRun.Answer probed =
                TinyRun.command("probe", "--model", weights.toString(), "--data", photos.toString(), "--frames", "1");
        assertThat(probed.code()).as(probed.err()).isZero();
        assertThat(probed.out()).contains("learned from 8, judged on 2");
        TinyRun.command("probe", "--model", weights.toString(), "--data", photos.toString(), "--frames", "2")
                .failedWith(Main.FAILED, "--frames is for public weights", "knows its own");
    }

    @Test
    void weightsOfClipsAreFineTunedOnPhotosAndSeeThemThen() throws IOException {
        Path photos = seen.photos("train", 8);
        TinyRun.Answer tuned = TinyRun.command(
                "finetune",
                "--weights",
                weights.toString(),
                "--size",
                "16",
                "--heads",
                "2",
                "--frames",
                "1",
                "--data",
                photos.toString(),
                "--out",
                folder.resolve("tuned").toString(),
                "--set",
                "finetuning.optimisation.steps=2",
                "--set",
                "finetuning.optimisation.batch=4",
                "--set",
                "finetuning.optimisation.threads=1");
        assertThat(tuned.code()).as(tuned.err()).isZero();
        assertThat(tuned.err()).contains("14 of [1, 3, 16, 16]");
        assertThat(TinyRun.command(
                                "probe",
                                "--model",
                                folder.resolve("tuned").toString(),
                                "--data",
                                photos.toString(),
                                "--frames",
                                "1")
                        .out())
                .contains("learned from 14, judged on 2");
    }

    private TinyRun.Answer embed(Path data, String frames, String... more) {
        String[] out = {"--out", folder.resolve("out.csv").toString(), "--force"};
        return command(
                "embed",
                data,
                frames,
                Stream.concat(Arrays.stream(out), Arrays.stream(more)).toArray(String[]::new));
    }

    private TinyRun.Answer command(String name, Path data, String frames, String... more) {
        List<String> model =
                List.of(name, "--model", weights.toString(), "--size", "16", "--heads", "2", "--frames", frames);
        return TinyRun.command(Stream.of(model.stream(), Stream.of("--data", data.toString()), Arrays.stream(more))
                .flatMap(arguments -> arguments)
                .toArray(String[]::new));
    }
}
