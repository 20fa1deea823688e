package io.github.jepa4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.run.Metrics;
import io.github.jepa4j.run.MetricsLog;
import io.github.jepa4j.tensor.SafeTensors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Trainings in processes of their own, which are killed for real.
class KilledTrainingTest {

    private static final int STEPS = 120;

    /// By the number of metrics written: before the first checkpoint, between checkpoints, and late.
    private static final int[] MOMENTS = {2, 13, 45};

    @TempDir
    Path folder;

    @Test
    @Timeout(value = 4 * CommandProcess.PATIENCE_SECONDS, unit = TimeUnit.SECONDS)
    void aTrainingKilledAgainAndAgainLearnsBitForBitWhatAnUnharmedOneDoes() throws IOException, InterruptedException {
        TinyRun tiny = new TinyRun(folder);
        assertThat(tiny.collect().code()).isZero();
        String[] longer = {"--set", "training.steps=" + STEPS, "--set", "training.checkpoint=5"};
        CommandProcess unharmed = start(tiny.training("unharmed", longer));

        String[] arguments = tiny.training("killed", longer);
        for (int moment : MOMENTS) {
            start(arguments).killWhen(() -> lines(tiny.run("killed").resolve("metrics.jsonl")) >= moment);
            assertThat(tiny.run("killed").resolve("model.safetensors")).doesNotExist();
            arguments = new String[] {
                "train", "--resume", "--run", tiny.run("killed").toString()
            };
        }
        // While a checkpoint is being written, where a look comes at such a moment; otherwise a little later.
        Path run = tiny.run("killed");
        Set<String> before = unfinished(run);
        start(arguments)
                .killWhen(() -> !before.containsAll(unfinished(run)) || lines(run.resolve("metrics.jsonl")) >= 70);
        start(arguments).await();
        unharmed.await();

        assertThat(weights(tiny.run("killed"))).isEqualTo(weights(tiny.run("unharmed")));
        assertThat(learned(tiny.run("killed"))).hasSize(STEPS).isEqualTo(learned(tiny.run("unharmed")));
    }

    /// The checkpoints that are being written, or that a kill has left half written.
    private static Set<String> unfinished(Path run) {
        try (Stream<Path> checkpoints = Files.list(run.resolve("checkpoints"))) {
            return checkpoints
                    .map(folder -> folder.getFileName().toString())
                    .filter(name -> name.contains("unfinished") && !name.contains("deleting"))
                    .collect(Collectors.toSet());
        } catch (IOException | UncheckedIOException e) { // moved meanwhile
            return Set.of();
        }
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
