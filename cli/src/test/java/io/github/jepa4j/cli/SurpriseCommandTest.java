package io.github.jepa4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.media.GifWriter;
import io.github.jepa4j.world.Clip;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// `jepa4j surprise`, of a model that has watched squares move.
class SurpriseCommandTest {

    private static final int FRAMES = 12;
    private static final int JUMP = 8;

    @TempDir
    static Path folder;

    private static Path usual;
    private static Path odd;

    @BeforeAll
    static void train() throws IOException {
        Seen seen = new Seen(folder);
        usual = seen.videos(18);
        odd = folder.resolve("odd.gif");
        GifWriter.write(Seen.square(FRAMES, 4, JUMP), 10, odd);
        Path file = Files.writeString(folder.resolve("video.yaml"), """
                videos: {path: videos, frames: 12, rows: 24, columns: 24}
                foresight:
                  width: 8
                  memory: 8
                  optimisation: {steps: 60, batch: 4, learningRate: 0.005, checkpoint: 60, log: 20, threads: 1}
                """);
        TinyRun.Answer trained = seen.train(file, "run");
        assertThat(trained.code()).as(trained.err()).isZero();
    }

    @Test
    void aSquareThatJumpsIsMostSurprisingWhenItDoesAndMoreThanAnyThatDoesNot() {
        JsonNode figures =
                surprise(odd, "--json", "--calibration", usual.toString()).figures();
        assertThat(figures.get("frames").size()).isEqualTo(FRAMES);
        assertThat(figures.get("frames").get(0).asDouble()).isZero();
        assertThat(figures.get("when").asInt()).isEqualTo(JUMP);
        assertThat(figures.get("seconds").asDouble()).isEqualTo(JUMP / 10.0);
        assertThat(figures.get("usual").get("clips").asInt()).isEqualTo(18);
        assertThat(figures.get("usual").get("by_max").asDouble()).isEqualTo(1 / 19.0); // itself alone

        TinyRun.Answer people = surprise(odd);
        assertThat(people.out()).contains("frame  surprise", "at frame %d (0.80 s)".formatted(JUMP));
        String line = people.out()
                .lines()
                .filter(text -> text.startsWith("    8 "))
                .findFirst()
                .orElseThrow();
        assertThat(line).endsWith("#".repeat(40));
        assertThat(surprise(odd, "--calibration", usual.toString()).err()).doesNotContain("Note:");
    }

    @Test
    void framesThatComeThroughStandardInputAreAnsweredAsTheFilesAre() {
        JsonNode whole = surprise(odd, "--json").figures();
        byte[] frames = ppm(Seen.square(FRAMES, 4, JUMP));

        TinyRun.Answer answer = piped(frames, "--json");
        assertThat(answer.code()).as(answer.err()).isZero();
        List<JsonNode> lines = answer.out()
                .lines()
                .map(line -> JsonMapper.builder().build().readTree(line))
                .toList();
        assertThat(lines).hasSize(FRAMES + 1);
        for (int t = 0; t < FRAMES; t++) {
            assertThat(lines.get(t).get("surprise").asDouble())
                    .isEqualTo(whole.get("frames").get(t).asDouble());
        }
        assertThat(lines.getLast().get("when").asInt()).isEqualTo(JUMP);

        TinyRun.Answer watched = piped(frames, "--calibration", usual.toString());
        assertThat(watched.err()).doesNotContain("Note:");
        byte[] longer = ppm(Seen.square(2 * FRAMES, 1, 0));
        assertThat(piped(longer, "--calibration", usual.toString()).err())
                .contains("Note: the usual videos have %d to %d frames, this one %d"
                        .formatted(FRAMES, FRAMES, 2 * FRAMES));
        assertThat(watched.out()
                        .lines()
                        .filter(line -> line.endsWith(" !"))
                        .findFirst()
                        .orElseThrow())
                .startsWith("    8 ");
    }

    @Test
    void aStreamThatIsCutOffIsAnsweredUpToThereAndThenSaidToBe() {
        byte[] frames = ppm(Seen.square(FRAMES, 4, 0));
        TinyRun.Answer cut = piped(Arrays.copyOf(frames, frames.length - 7));
        assertThat(cut.code()).isEqualTo(Main.FAILED);
        assertThat(cut.out().lines()).hasSize(1 + FRAMES - 1 + 2);
        assertThat(cut.out().lines().toList().getLast()).startsWith("mean ").contains("max ", " at frame ");
        assertThat(cut.err()).contains("Frame 11 of the stream is cut off after 1721 of 1728 bytes", "\nMaybe ");
        TinyRun.Answer object = piped(Arrays.copyOf(frames, frames.length - 7), "--json");
        JsonNode summary = JsonMapper.builder()
                .build()
                .readTree(object.out().lines().toList().getLast());
        assertThat(summary.get("frames").asInt()).isEqualTo(FRAMES - 1);
        assertThat(object.err()).contains("is cut off after 1721");
        assertThat(piped(Arrays.copyOf(frames, 100), "--json").out())
                .as("not one frame came whole")
                .isEmpty();
        refused(new byte[0], "No frame came");
        refused("GIF89a".getBytes(StandardCharsets.US_ASCII), "rather than with P5 or P6");
        refused("P6 99999 99999 255\n".getBytes(StandardCharsets.US_ASCII), "99999 rows", "limit");
    }

    @Test
    void anMp4IsWatchedToo() {
        Path mp4 = Path.of("..", "media", "src", "test", "resources", "io", "github", "jepa4j", "media");
        TinyRun.Answer people = surprise(mp4.resolve("high-with-b-frames.mp4"));

        assertThat(people.code()).as(people.err()).isZero();
        assertThat(people.out()).contains("frame  surprise");
    }

    @Test
    void aVideoThatBreaksOffIsAnsweredUpToThereAndThenSaidToBe() throws IOException {
        Path frames = Files.createDirectories(folder.resolve("frames"));
        for (int t = 0; t < 6; t++) {
            var image = new BufferedImage(24, 24, BufferedImage.TYPE_INT_RGB);
            ImageIO.write(image, "png", frames.resolve("%d.png".formatted(t)).toFile());
        }
        Files.writeString(frames.resolve("4.png"), "no picture");

        TinyRun.Answer people = surprise(frames);
        assertThat(people.code()).isEqualTo(Main.FAILED);
        assertThat(people.out()).startsWith("frame  surprise").contains("    3 ", " at frame ");
        assertThat(people.out()).doesNotContain("    4 ");
        assertThat(people.err()).contains("4.png", "\nMaybe ");
        JsonNode object =
                JsonMapper.builder().build().readTree(surprise(frames, "--json").out());
        assertThat(object.get("frames").size()).isEqualTo(4);
        Files.writeString(frames.resolve("0.png"), "no picture");
        assertThat(surprise(frames).out()).as("not one frame came whole").isEmpty();
    }

    @Test
    void whatIsNoVideoOrSeveralIsRefused() throws IOException {
        surprise(usual).failedWith(Main.FAILED, "holds 18 videos", "00.gif");
        surprise(folder.resolve("none.gif")).failedWith(Main.FAILED, "none.gif", "neither a folder nor a file");
        byte[] whole = Files.readAllBytes(odd);
        Path cut = Files.write(folder.resolve("cut.gif"), Arrays.copyOf(whole, whole.length / 2));
        surprise(cut).failedWith(Main.FAILED, "cut.gif");
        surprise(odd, "--stride", "0").failedWith(Main.FAILED, "The stride is 0");
        TinyRun.command("probe", "--model", folder.resolve("run").toString(), "--data", usual.toString())
                .failedWith(Main.FAILED, "a model with features is needed", "'jepa4j surprise'");
    }

    @Test
    void aDamagedVideoOfTheCalibrationIsToldOfOrRefused() throws IOException {
        Path some = Files.createDirectories(folder.resolve("some"));
        Files.copy(usual.resolve("00.gif"), some.resolve("00.gif"));
        Files.copy(usual.resolve("01.gif"), some.resolve("02.gif"));
        Files.writeString(some.resolve("01.gif"), "no film");

        TinyRun.Answer told = surprise(odd, "--calibration", some.toString());
        assertThat(told.code()).as(told.err()).isZero();
        assertThat(told.err()).contains("2 read, 1 skipped", "01.gif ");
        surprise(odd, "--calibration", some.toString(), "--damaged", "refuse").failedWith(Main.FAILED, "01.gif ");
        surprise(odd, "--limit", "framesPerVideo=11").failedWith(Main.FAILED, "more than 11 frames");
    }

    @Test
    void framesThatAreNotLookedAtAreToldOf() throws IOException {
        Path frames = folder.resolve("frames.zip");
        try (var zip = new ZipOutputStream(Files.newOutputStream(frames))) {
            for (int i = 0; i < 6; i++) {
                zip.putNextEntry(new ZipEntry("%d.png".formatted(i)));
                ImageIO.write(new BufferedImage(24, 24, BufferedImage.TYPE_INT_RGB), "png", zip);
                zip.closeEntry();
            }
            zip.putNextEntry(new ZipEntry("../6.png"));
            zip.closeEntry();
        }

        TinyRun.Answer told = surprise(frames);
        assertThat(told.code()).as(told.err()).isZero();
        assertThat(told.err()).contains("../6.png has a name that leads out of the archive", "left out");
        surprise(frames, "--damaged", "refuse").failedWith(Main.FAILED, "../6.png");
    }

    private static TinyRun.Answer surprise(Path video, String... more) {
        return TinyRun.command(arguments(video.toString(), more));
    }

    private static String[] arguments(String video, String... more) {
        String[] arguments = new String[4 + more.length];
        arguments[0] = "surprise";
        arguments[1] = video;
        arguments[2] = "--model";
        arguments[3] = folder.resolve("run").toString();
        System.arraycopy(more, 0, arguments, 4, more.length);
        return arguments;
    }

    private static TinyRun.Answer piped(byte[] frames, String... more) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        var console = new Console(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                false,
                InstantSource.system(),
                System::nanoTime,
                Overall.NONE,
                new ByteArrayInputStream(frames));
        int code = Main.run(console, arguments("-", more));
        return new TinyRun.Answer(code, out.toString(), err.toString());
    }

    /// The heading may have been printed before.
    private static void refused(byte[] frames, String... parts) {
        TinyRun.Answer answer = piped(frames);
        assertThat(answer.code()).isEqualTo(Main.FAILED);
        assertThat(answer.err()).contains(parts).contains("\nMaybe ");
    }

    /// Frame after frame as binary PPM.
    private static byte[] ppm(Clip clip) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int area = clip.rows() * clip.columns();
        for (int t = 0; t < clip.frames(); t++) {
            bytes.writeBytes(
                    "P6\n%d %d\n255\n".formatted(clip.columns(), clip.rows()).getBytes(StandardCharsets.US_ASCII));
            for (int i = 0; i < area; i++) {
                for (int c = 0; c < 3; c++) {
                    bytes.write(clip.values()[(t * 3 + c) * area + i]);
                }
            }
        }
        return bytes.toByteArray();
    }
}
