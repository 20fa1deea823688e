package io.github.jepa4j.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.run.Metrics;
import io.github.jepa4j.run.MetricsLog;
import io.github.jepa4j.run.RunFolder;
import io.github.jepa4j.run.RunInfo;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Training, and going on after it was cut off.
class JepaTrainerTest {

    private static final long STEPS = 13;

    @TempDir
    Path folder;

    private EpisodeStore store;

    @BeforeEach
    void collect() {
        store = SmallWorld.collect(folder.resolve("data"), 12);
    }

    @Test
    void trainingLowersTheLossAndLeavesAModelThatPlansWithoutTheEngine() throws IOException {
        var model = train("short", SmallWorld.config(60), done -> {});
        List<Metrics> rows = metrics("short");
        assertThat(rows).hasSize(60);
        assertThat(rows.getLast().values().get("loss.total"))
                .isLessThan(0.6 * rows.getFirst().values().get("loss.total"));
        assertThat(model.encoder().dimension()).isEqualTo(16);
        assertThat(model.worldModel().actionDimension()).isEqualTo(2);
    }

    @Test
    void aTrainingCutOffAtAnyStepGoesOnToTheSameBytes() throws IOException {
        train("whole", SmallWorld.config(STEPS), done -> {});
        for (long cut : new long[] {1, 5, 7, 12}) {
            String name = "cut-" + cut;
            assertThatThrownBy(() -> train(name, SmallWorld.config(STEPS), done -> stopAt(done, cut)))
                    .isInstanceOf(Killed.class);
            train(name, SmallWorld.config(STEPS), done -> {});
            assertThat(weights(folder.resolve(name + "/model.safetensors")))
                    .as("the model of a training cut off after step %d", cut)
                    .isEqualTo(weights(folder.resolve("whole/model.safetensors")));
            assertThat(losses(name)).isEqualTo(losses("whole"));
        }
    }

    @Test
    void aModelThatCouldNotBeWrittenIsWrittenLaterWithoutTrainingAgain() throws IOException {
        train("whole", SmallWorld.config(STEPS), done -> {});
        Path model = folder.resolve("refused/model.safetensors");
        assertThatThrownBy(
                        () -> train("refused", SmallWorld.config(STEPS), done -> makeFolders(model.resolve("inside"))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("model.safetensors");
        Files.delete(model.resolve("inside"));
        Files.delete(model);

        train("refused", SmallWorld.config(STEPS), done -> fail("step %d was trained again", done));

        assertThat(weights(model)).isEqualTo(weights(folder.resolve("whole/model.safetensors")));
    }

    private static void makeFolders(Path path) {
        try {
            Files.createDirectories(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aDamagedCheckpointIsPassedOverForTheOneBefore() throws IOException {
        train("whole", SmallWorld.config(STEPS), done -> {});
        assertThatThrownBy(() -> train("damaged", SmallWorld.config(STEPS), done -> stopAt(done, 12)))
                .isInstanceOf(Killed.class);
        Path newest;
        try (RunFolder run = RunFolder.view(folder.resolve("damaged"))) {
            newest = run.checkpoints().latest().checkpoint().orElseThrow().file("state.safetensors");
        }
        try (RandomAccessFile file = new RandomAccessFile(newest.toFile(), "rw")) {
            file.setLength(file.length() / 2);
        }
        train("damaged", SmallWorld.config(STEPS), done -> {});
        assertThat(weights(folder.resolve("damaged/model.safetensors")))
                .isEqualTo(weights(folder.resolve("whole/model.safetensors")));
    }

    @Test
    void latentsThatNothingKeepsApartCollapseAndTheAlarmIsGiven() throws IOException {
        JepaConfig config = SmallWorld.config(60)
                .with(
                        "coefficients.variance=0",
                        "coefficients.covariance=0",
                        "coefficients.inverseDynamics=0",
                        "coefficients.similarity=50");
        List<Long> alarms = new java.util.ArrayList<>();
        train("collapsing", config, new JepaTrainer.Listener() {
            @Override
            public void stepDone(long done, Map<String, Double> metrics) {}

            @Override
            public void collapsing(long step, Collapse collapse) {
                alarms.add(step);
            }
        });
        assertThat(alarms).hasSize(1);
    }

    @Test
    void theModelOnDiskSeesWhatTheTrainedNetworkSees() throws IOException {
        var model = train("short", SmallWorld.config(5), done -> {});
        var again = io.github.jepa4j.worldmodel.JepaModel.load(folder.resolve("short/model.safetensors"));
        var frame = store.episode(0).observations().getFirst();
        assertThat(again.encoder().encode(frame)).isEqualTo(model.encoder().encode(frame));
    }

    @Test
    void aLossThatIsNoLongerFiniteStopsTheTrainingAndSaysSo() {
        JepaConfig config = SmallWorld.config(40);
        JepaConfig wild = new JepaConfig(
                config.model(),
                new JepaConfig.Coefficients(1e39, 16, 8, 12, 1, 0),
                config.steps(),
                config.windows(),
                config.frames(),
                config.unrolled(),
                config.encoded(),
                config.learningRate(),
                config.lastRate(),
                config.warmup(),
                config.weightDecay(),
                config.clip(),
                config.checkpoint(),
                config.log(),
                config.threads());
        assertThatThrownBy(() -> train("wild", wild, done -> {}))
                .isInstanceOf(TrainingDivergedException.class)
                .hasMessageContaining("loss at step")
                .hasMessageContaining("Maybe");
    }

    private io.github.jepa4j.worldmodel.JepaModel train(
            String name, JepaConfig config, java.util.function.LongConsumer afterStep) throws IOException {
        return train(name, config, (done, metrics) -> afterStep.accept(done));
    }

    private io.github.jepa4j.worldmodel.JepaModel train(String name, JepaConfig config, JepaTrainer.Listener listener)
            throws IOException {
        Path path = folder.resolve(name);
        try (RunFolder run = Files.exists(path)
                ? RunFolder.open(path)
                : RunFolder.create(
                        path,
                        RunInfo.here(name, Instant.EPOCH, SmallWorld.SEED.value(), store.hash(), "test"),
                        config)) {
            return new JepaTrainer(store, config, SmallWorld.SEED, JepaTrainer.Clock.system()).train(run, listener);
        }
    }

    private static Map<String, io.github.jepa4j.tensor.Tensor> weights(Path model) throws IOException {
        return io.github.jepa4j.tensor.SafeTensors.read(model).tensors();
    }

    private List<Metrics> metrics(String name) throws IOException {
        return MetricsLog.read(folder.resolve(name).resolve("metrics.jsonl")).rows();
    }

    private List<Map<String, Double>> losses(String name) throws IOException {
        return metrics(name).stream()
                .map(row -> {
                    Map<String, Double> values = new java.util.TreeMap<>(row.values());
                    values.remove("frames_per_second");
                    return values;
                })
                .toList();
    }

    private static void stopAt(long done, long cut) {
        if (done == cut) {
            throw new Killed();
        }
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
