package io.github.jepa4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.data.EpisodeWriter;
import io.github.jepa4j.data.ObservationShape;
import io.github.jepa4j.data.StoreDescription;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Episode;
import io.github.jepa4j.world.Pixels;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a user gets who asks wrongly, or whose files are damaged: a sentence, and nothing lost.
class BadInputTest {

    @TempDir
    static Path folder;

    private static TinyRun tiny;
    private static Path model;

    @BeforeAll
    static void collectAndTrain() {
        tiny = new TinyRun(folder);
        assertThat(tiny.collect().code()).isZero();
        assertThat(tiny.train("run").code()).isZero();
        model = tiny.run("run").resolve("model.safetensors");
    }

    @Test
    void aModelThatIsCutOffMissingOrNoModelIsNamed() throws IOException {
        byte[] whole = Files.readAllBytes(model);
        Path cut = Files.write(folder.resolve("cut.safetensors"), Arrays.copyOf(whole, whole.length - 9));
        evaluate("--model", cut).failedWith(Main.FAILED, "cut.safetensors");
        Path text = Files.writeString(folder.resolve("text.safetensors"), "no tensors at all, but long enough");
        evaluate("--model", text).failedWith(Main.FAILED, "text.safetensors");
        evaluate("--model", folder.resolve("none.safetensors"))
                .failedWith(Main.FAILED, "none.safetensors does not exist");
        Path state = tiny.run("run").resolve("checkpoints/step-00000015/state.safetensors");
        evaluate("--model", state).failedWith(Main.FAILED, "state.safetensors", "jepa4j/1 was expected");
    }

    @Test
    void aRunWithoutAModelOrNoRunAtAllIsSaidSo() throws IOException {
        evaluate("--run", folder.resolve("nowhere")).failedWith(Main.FAILED, "nowhere is no run folder");
        assertThat(folder.resolve("nowhere")).doesNotExist();
        Path empty = Files.createDirectory(folder.resolve("empty"));
        TinyRun.command("report", "--run", empty.toString()).failedWith(Main.FAILED, "empty is no run folder");
        assertThat(empty).isEmptyDirectory();
        Path begun = Files.createDirectory(folder.resolve("begun"));
        Files.copy(tiny.run("run").resolve("run.json"), begun.resolve("run.json"));
        evaluate("--run", begun).failedWith(Main.FAILED, "has no model yet", "--resume");
    }

    @Test
    void settingsOfARunThatWereCutOffAreNotFilledUpWithDefaults() throws IOException {
        Path run = folder.resolve("cut");
        assertThat(tiny.train("cut").code()).isZero();
        Path file = run.resolve("config.yaml");
        String whole = Files.readString(file);
        Files.writeString(file, whole.substring(0, whole.indexOf("  windows:")));
        tiny.resume("cut").failedWith(Main.WRONGLY_ASKED, file.toString(), "cut off");
    }

    @Test
    void aRunIsNotOverwrittenByAnother() throws IOException {
        byte[] before = Files.readAllBytes(model);
        tiny.train("run").failedWith(Main.FAILED, "holds a run already");
        assertThat(model).hasBinaryContent(before);
    }

    @Test
    void episodesThatChangedSinceTheRunBeganAreRefusedAndTheRunIsKept() throws IOException {
        TinyRun other = new TinyRun(Files.createDirectory(folder.resolve("changed")));
        assertThat(other.collect().code()).isZero();
        assertThat(other.train("run").code()).isZero();
        Files.delete(other.run("run").resolve("model.safetensors"));
        assertThat(other.collect("--set", "episodes=21").code()).isZero();
        other.resume("run").failedWith(Main.FAILED, "was begun with", "--data");
        assertThat(other.resume("run", "--data", tiny.data().toString()).code()).isZero(); // the same bytes elsewhere
    }

    @Test
    void aCutOffShardIsNamedAndTheOthersAreUsed() throws IOException {
        TinyRun other = new TinyRun(Files.createDirectory(folder.resolve("shards")));
        assertThat(other.collect().code()).isZero();
        assertThat(other.collect("--set", "episodes=30").code()).isZero(); // a second shard
        try (RandomAccessFile shard =
                new RandomAccessFile(other.data().resolve("shard-00001.bin").toFile(), "rw")) {
            shard.setLength(shard.length() - 5);
        }
        TinyRun.Answer trained = other.train("run");
        assertThat(trained.err()).contains("Warning: of the episodes at", "shard-00001.bin is lost");
        assertThat(trained.code()).isZero();
        try (RandomAccessFile shard =
                new RandomAccessFile(other.data().resolve("shard-00000.bin").toFile(), "rw")) {
            shard.setLength(shard.length() - 5);
        }
        other.train("again").failedWith(Main.FAILED, "no episode that can be read", "shard-00000.bin");
        assertThat(other.run("again")).doesNotExist();
    }

    @Test
    void settingsThatCannotBeUsedAreAWrongQuestion() throws IOException {
        String file = model.toString();
        TinyRun.command("evaluate", "--model", file, "--set", "planning.horizon=300")
                .failedWith(Main.WRONGLY_ASKED, "planning.horizon is 300, but an episode has 200 steps");
        TinyRun.command("plan", "--model", file, "--set", "planning.actionLimit=.nan")
                .failedWith(Main.WRONGLY_ASKED, "actionLimit must be above 0", "NaN");
        TinyRun.command("plan", "--model", file, "--set", "planning.actionLimit=0")
                .failedWith(Main.WRONGLY_ASKED, "actionLimit must be above 0");
        String[] peer = {"plan", "--model", file, "--set", "planning.planner.name=cem-reference", "--set", ""};
        peer[peer.length - 1] = "planning.actionLimit=1.5";
        TinyRun.command(peer).failedWith(Main.WRONGLY_ASKED, "actionLimit must be 0 with cem-reference");
        peer[peer.length - 1] = "planning.warmStart=true";
        TinyRun.command(peer).failedWith(Main.WRONGLY_ASKED, "warmStart must be false with cem-reference");
        TinyRun.command("plan", "--model", file, "--set", "planning.planner.name=cemm")
                .failedWith(Main.WRONGLY_ASKED, "no planner named cemm", "Maybe cem was meant");
        TinyRun.command("plan", "--model", file, "--set", "planning.planner.parameters.candidate=8")
                .failedWith(Main.WRONGLY_ASKED, "no parameter named candidate", "Maybe candidates was meant");
        TinyRun.command("plan", "--model", file, "--set", "planning.planner.parameters.iterations=0")
                .failedWith(Main.WRONGLY_ASKED, "iterations");
        TinyRun.command("train", "--run", "x", "--set", "training.stepss=4")
                .failedWith(Main.WRONGLY_ASKED, "training.stepss", "steps");
        Path cut = Files.writeString(folder.resolve("cut.yaml"), "training:\n  model:\n    widths: [16, 3");
        TinyRun.command("train", "--run", "x", "--config", cut.toString())
                .failedWith(Main.WRONGLY_ASKED, "cut.yaml", "this is not YAML");
        TinyRun.command("plan", "--model", file, "--task", "21").failedWith(Main.FAILED, "--task is 21", "[1, 20]");
    }

    @Test
    void picturesThatAreNoneOrCutOffOrOfAnotherSizeAreRefused() throws IOException {
        Path images = folder.resolve("images");
        assertThat(TinyRun.command("plan", "--model", model.toString(), "--images", images.toString())
                        .code())
                .isZero();
        Path now = images.resolve("now.png");
        byte[] whole = Files.readAllBytes(now);
        plan(folder.resolve("none.png"), now).failedWith(Main.FAILED, "none.png does not exist");
        plan(Files.write(folder.resolve("cut.png"), Arrays.copyOf(whole, whole.length - 30)), now)
                .failedWith(Main.FAILED, "cut.png is cut off");
        byte[] damaged = whole.clone();
        Arrays.fill(damaged, 50, 70, (byte) 7);
        plan(Files.write(folder.resolve("damaged.png"), damaged), now).failedWith(Main.FAILED, "damaged.png");
        plan(Files.writeString(folder.resolve("text.png"), "a text"), now)
                .failedWith(Main.FAILED, "text.png is no PNG image");
        plan(picture("small.png", 64, BufferedImage.TYPE_3BYTE_BGR), now)
                .failedWith(Main.FAILED, "is 64 wide and 64 high", "65 wide and 65 high");
        plan(picture("grey.png", 65, BufferedImage.TYPE_BYTE_GRAY), now)
                .failedWith(Main.FAILED, "has 1 channel(s) of 8 bits, but the model sees 2");
    }

    @Test
    void aModelOfAnotherWorldIsRefusedBeforeTheFirstStep() throws IOException {
        TinyRun squares = new TinyRun(Files.createDirectory(folder.resolve("squares")));
        writeEpisodesOfSmallSquares(squares.data());
        assertThat(squares.train("run", "--set", "training.steps=2").code()).isZero();
        String run = squares.run("run").toString();
        TinyRun.command("evaluate", "--run", run, "--set", "episodes=2").failedWith(Main.FAILED, "33", "65");
        assertThat(squares.run("run").resolve("evaluation.json")).doesNotExist();
    }

    @Test
    void aFullDiskIsSaidPlainly() {
        assertThat(Failures.message(new FileSystemException("runs/first", null, "No space left on device")))
                .isEqualTo(
                        "The disk refused runs/first: No space left on device.%nMaybe the disk is full or the folder may not be written to."
                                .formatted());
        assertThat(Failures.message(new IOException("No space left on device"))).contains("\nMaybe the disk is full");
    }

    private static void writeEpisodesOfSmallSquares(Path data) {
        RandomGenerator random = new Seed(5).generator();
        var description = new StoreDescription(new ObservationShape.OfPixels(2, 33, 33), 2, Map.of("world", "squares"));
        try (EpisodeWriter writer = EpisodeWriter.open(data, description)) {
            for (int episode = 0; episode < 8; episode++) {
                List<Pixels> seen = new ArrayList<>();
                List<Action> actions = new ArrayList<>();
                for (int t = 0; t < 8; t++) {
                    byte[] values = new byte[2 * 33 * 33];
                    random.nextBytes(values);
                    seen.add(new Pixels(2, 33, 33, values));
                    if (t > 0) {
                        actions.add(new Action(random.nextFloat(), random.nextFloat()));
                    }
                }
                writer.append(new Episode(seen, actions));
            }
        }
    }

    private static Path picture(String name, int size, int type) throws IOException {
        Path file = folder.resolve(name);
        ImageIO.write(new BufferedImage(size, size, type), "png", file.toFile());
        return file;
    }

    private static TinyRun.Answer evaluate(String option, Path path) {
        return TinyRun.command("evaluate", option, path.toString(), "--set", "episodes=2");
    }

    private static TinyRun.Answer plan(Path now, Path goal) {
        return TinyRun.command("plan", "--model", model.toString(), "--now", now.toString(), "--goal", goal.toString());
    }
}
