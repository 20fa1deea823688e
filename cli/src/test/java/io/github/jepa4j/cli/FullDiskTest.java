package io.github.jepa4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.evaluation.EpisodeResult;
import io.github.jepa4j.evaluation.EvaluationFile;
import io.github.jepa4j.run.MetricsLog;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.worlds.Position;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// Commands for which there is no room on the disk: in processes whose files may grow to half of what they would be.
@DisabledOnOs(OS.WINDOWS)
class FullDiskTest {

    private static final int BLOCK = 512;

    @TempDir
    Path folder;

    private TinyRun tiny;

    @BeforeEach
    void somethingWasCollected() {
        tiny = new TinyRun(folder);
        assertThat(tiny.collect().code()).isZero();
    }

    @Test
    void aTrainingWithoutRoomForItsCheckpointsSaysSoAndLosesNothingItHad() throws Exception {
        assertThat(tiny.train("unharmed").code()).isZero();
        Path model = tiny.run("unharmed").resolve("model.safetensors");

        CommandProcess.withRoomFor(half(model), tiny.training("full"))
                .failedWith(Main.FAILED, "checkpoint", "could not be written", "the disk is full");
        assertThat(MetricsLog.read(tiny.run("full").resolve("metrics.jsonl")).rows())
                .hasSizeGreaterThanOrEqualTo(4);

        assertThat(tiny.resume("full").code()).isZero();
        assertThat(weights("full")).isEqualTo(weights("unharmed"));
    }

    @Test
    void aTrainingWithoutRoomForItsMetricsSaysSoAndGoesOnLater() throws Exception {
        String[] rarely = {"--set", "training.checkpoint=20"};
        assertThat(tiny.train("unharmed", rarely).code()).isZero();
        Path metrics = tiny.run("unharmed").resolve("metrics.jsonl");

        CommandProcess.withRoomFor(half(metrics), tiny.training("full", rarely))
                .failedWith(Main.FAILED, "metrics", "could not be added to", "the disk is full");

        assertThat(tiny.resume("full").code()).isZero();
        assertThat(weights("full")).isEqualTo(weights("unharmed"));
        assertThat(MetricsLog.read(tiny.run("full").resolve("metrics.jsonl")).rows())
                .hasSize(20);
    }

    @Test
    void aTrainingWithoutAnyRoomSaysSoAndBeginsLater() throws Exception {
        CommandProcess.withRoomFor(0, tiny.training("full"))
                .failedWith(Main.FAILED, "cannot be locked", "the disk is full");
        assertThat(tiny.train("full").code()).isZero();
    }

    @Test
    void aCollectionWithoutRoomForItsEpisodesSaysSoAndBeginsLater() throws Exception {
        Path data = folder.resolve("more");
        String[] collect = {"collect", "--out", data.toString(), "--set", "episodes=20", "--set", "layout=fixed"};
        CommandProcess.withRoomFor(half(tiny.data().resolve("shard-00000.bin")), collect)
                .failedWith(Main.FAILED, "shard-00000.bin", "could not be written", "the disk is full");

        assertThat(TinyRun.command(collect).code()).isZero();
        assertThat(data.resolve("shard-00000.bin"))
                .hasSameBinaryContentAs(tiny.data().resolve("shard-00000.bin"));
    }

    @Test
    void anEvaluationWithoutRoomForItsEpisodesSaysSoAndGoesOnLater() throws Exception {
        assertThat(tiny.train("run").code()).isZero();
        Path unharmed = folder.resolve("unharmed.json");
        Path full = folder.resolve("full.json");
        assertThat(TinyRun.command(evaluation(unharmed)).code()).isZero();

        CommandProcess.withRoomFor(half(unharmed), evaluation(full))
                .failedWith(Main.FAILED, "full.json.journal", "cannot be used", "the disk is full");
        assertThat(full).doesNotExist();

        assertThat(TinyRun.command(evaluation(full)).code()).isZero();
        assertThat(paths(full)).isEqualTo(paths(unharmed));
    }

    @Test
    void aReportWithoutRoomSaysSoAndLeavesTheOldOne() throws Exception {
        assertThat(tiny.train("run").code()).isZero();
        Files.delete(tiny.run("run").resolve("model.safetensors")); // what it imagines need not be drawn for this
        String[] report = {"report", "--run", tiny.run("run").toString()};
        assertThat(TinyRun.command(report).code()).isZero();
        Path page = tiny.run("run").resolve("report.html");
        byte[] before = Files.readAllBytes(page);

        CommandProcess.withRoomFor(half(page), report)
                .failedWith(Main.FAILED, "report.html", "could not be written", "the disk is full");
        assertThat(page).hasBinaryContent(before);
    }

    @Test
    void anExportWithoutRoomSaysSoAndLeavesTheOldFile() throws Exception {
        assertThat(tiny.train("run").code()).isZero();
        Path out = folder.resolve("exported.safetensors");
        String[] export = {"export", "--run", tiny.run("run").toString(), "--out", out.toString()};
        assertThat(TinyRun.command(export).code()).isZero();
        byte[] before = Files.readAllBytes(out);

        CommandProcess.withRoomFor(half(out), export)
                .failedWith(Main.FAILED, "exported.safetensors", "could not be written", "the disk is full");
        assertThat(out).hasBinaryContent(before);
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void figuresThatCannotBePrintedAreNoSuccess() throws Exception {
        String[] settings = {"collect", "--out", "x", "--print-config"};
        assertThat(CommandProcess.printingTo(folder.resolve("config.yaml"), settings)
                        .code())
                .isZero();

        TinyRun.Answer full = CommandProcess.printingTo(Path.of("/dev/full"), settings);
        assertThat(full.code()).isEqualTo(Main.FAILED);
        assertThat(full.err()).contains("standard output could not be written", "\nMaybe the disk is full");
    }

    private String[] evaluation(Path out) {
        List<String> arguments =
                new ArrayList<>(List.of("evaluate", "--run", tiny.run("run").toString(), "--out", out.toString()));
        for (String setting :
                List.of("episodes=8", "steps=16", "planning.horizon=8", "planning.planner.parameters.candidates=16")) {
            arguments.addAll(List.of("--set", setting));
        }
        return arguments.toArray(String[]::new);
    }

    private static List<List<Position>> paths(Path evaluation) throws IOException {
        return EvaluationFile.read(evaluation).episodes().stream()
                .map(EpisodeResult::path)
                .toList();
    }

    private Map<String, ?> weights(String run) throws IOException {
        return SafeTensors.read(tiny.run(run).resolve("model.safetensors")).tensors();
    }

    private static long half(Path file) throws IOException {
        return Math.max(1, Files.size(file) / 2 / BLOCK);
    }
}
