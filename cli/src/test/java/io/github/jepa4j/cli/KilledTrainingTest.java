package io.github.jepa4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.run.Metrics;
import io.github.jepa4j.run.MetricsLog;
import io.github.jepa4j.tensor.SafeTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Trainings in processes of their own, which are killed for real.
class KilledTrainingTest {

    private static final int STEPS = 80;

    /// By the number of metrics written: before the first checkpoint, between checkpoints, and late.
    private static final int[] MOMENTS = {2, 13, 45};

    private static final long PATIENCE_SECONDS = 120;

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 4 * PATIENCE_SECONDS, unit = TimeUnit.SECONDS)
    void aTrainingKilledAgainAndAgainLearnsBitForBitWhatAnUnharmedOneDoes() throws IOException, InterruptedException {
        TinyRun tiny = new TinyRun(folder);
        assertThat(tiny.collect().code()).isZero();
        String[] longer = {"--set", "training.steps=" + STEPS, "--set", "training.checkpoint=5"};
        Process unharmed = start(tiny.training("unharmed", longer));

        String[] arguments = tiny.training("killed", longer);
        for (int moment : MOMENTS) {
            Process process = start(arguments);
            killAfter(process, tiny.run("killed"), moment);
            assertThat(tiny.run("killed").resolve("model.safetensors")).doesNotExist();
            arguments = new String[] {
                "train", "--resume", "--run", tiny.run("killed").toString()
            };
        }
        await(start(arguments));
        await(unharmed);

        assertThat(weights(tiny.run("killed"))).isEqualTo(weights(tiny.run("unharmed")));
        assertThat(learned(tiny.run("killed"))).hasSize(STEPS).isEqualTo(learned(tiny.run("unharmed")));
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "--add-modules=jdk.incubator.vector",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                .start();
    }

    private void killAfter(Process process, Path run, int lines) throws IOException, InterruptedException {
        Path metrics = run.resolve("metrics.jsonl");
        while (lines(metrics) < lines) {
            assertThat(process.isAlive()).as(() -> log()).isTrue();
            Thread.sleep(1);
        }
        process.destroyForcibly();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isNotZero();
    }

    private void await(Process process) throws InterruptedException {
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(() -> log()).isZero();
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static long lines(Path file) throws IOException {
        return MetricsLog.read(file).rows().size();
    }

    private static Map<String, ?> weights(Path run) throws IOException {
        return SafeTensors.read(run.resolve("model.safetensors")).tensors();
    }

    /// All that was measured but the times.
    private static List<Map<String, Double>> learned(Path run) throws IOException {
        List<Map<String, Double>> learned = new ArrayList<>();
        for (Metrics row : MetricsLog.read(run.resolve("metrics.jsonl")).rows()) {
            Map<String, Double> values = new TreeMap<>(row.values());
            values.remove("frames_per_second");
            values.put("step", (double) row.step());
            learned.add(values);
        }
        return learned;
    }
}
