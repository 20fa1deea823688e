package io.github.jepa4j.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.perception.Encoder;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.run.MetricsLog;
import io.github.jepa4j.run.RunFolder;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Observation;
import io.github.jepa4j.world.Pixels;
import io.github.jepa4j.world.Signals;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.JepaModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two rooms, seen by eyes that were there before and learn nothing.
class PredictorTrainerTest {

    private static final int UNROLLED = 4;
    private static final PredictorConfig CONFIG = new PredictorConfig(48, 2, UNROLLED, 32, 12, 3e-3, 5, 1, 1);

    @TempDir
    Path folder;

    private EpisodeStore store;

    @BeforeEach
    void collect() {
        store = SmallWorld.collect(folder.resolve("data"), 24);
    }

    /// The dot's row, large, its column, small, and the brightness of the walls, which never changes.
    ///
    /// @param gain  1, or another pair of eyes
    /// @param looks how many pictures were seen
    private record Eyes(float gain, AtomicInteger looks) implements Encoder {

        Eyes() {
            this(1, new AtomicInteger());
        }

        @Override
        public int dimension() {
            return 3;
        }

        @Override
        public Latent encode(Observation observation) {
            if (!(observation instanceof Pixels picture) || picture.rows() != 65) {
                throw new IllegalArgumentException("65 rows of pixels were expected.\nMaybe cut it.");
            }
            looks.incrementAndGet();
            double[] sums = new double[4];
            for (int i = 0; i < 65 * 65; i++) {
                int bright = picture.at(0, i / 65, i % 65);
                sums[0] += bright * (i / 65);
                sums[1] += bright * (i % 65);
                sums[2] += bright;
                sums[3] += picture.at(1, i / 65, i % 65);
            }
            return new Latent(new float[] {
                (float) (gain * 1e3 * sums[0] / sums[2]), (float) (1e-3 * sums[1] / sums[2]), (float) sums[3]
            });
        }
    }

    private PredictorTrainer trainer(Encoder encoder, PredictorConfig config) {
        return new PredictorTrainer(encoder, store, config, SmallWorld.SEED);
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void aFewHundredUpdatesForeseeFreshEpisodesBetterThanExpectingNoChange() throws IOException {
        JepaModel model = trainer(new Eyes(), CONFIG.with("steps=400")).train(folder.resolve("run"));

        double error = 0;
        double copied = 0;
        try (EpisodeStore fresh = EpisodeStore.open(fresh())) {
            for (int e = store.episodes(); e < fresh.episodes(); e++) {
                LatentEpisode episode = LatentEpisode.of(model, fresh.episode(e));
                float[] now = Arrays.copyOf(episode.latents(), 3);
                float[] then = Arrays.copyOfRange(episode.latents(), 3 * UNROLLED, 3 * UNROLLED + 3);
                var actions = new ActionBatch(1, UNROLLED, 2, Arrays.copyOf(episode.actions(), 2 * UNROLLED));
                float[] imagined =
                        model.worldModel().imagine(new Latent(now), actions).latents();
                error += gap(Arrays.copyOfRange(imagined, 3 * UNROLLED, 3 * UNROLLED + 3), then);
                copied += gap(now, then);
            }
        }
        assertThat(error).isLessThan(0.3 * copied);
        assertThat(MetricsLog.read(folder.resolve("run/metrics.jsonl"))
                        .rows()
                        .getLast()
                        .values())
                .containsKeys("loss.total", "loss.copy_last", "learning_rate", "gradient_norm.predictor");
    }

    private Path fresh() {
        Path data = folder.resolve("fresh");
        try (EpisodeStore made = SmallWorld.collect(data, 48)) {
            assertThat(made.episodes()).isEqualTo(48);
        }
        return data;
    }

    private static double gap(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (a[i] - b[i]) * (a[i] - b[i]);
        }
        return sum;
    }

    @Test
    void aTrainingKilledAnywhereGoesOnToTheSameBytesAndSeesNothingTwice() throws IOException {
        trainer(new Eyes(), CONFIG).train(folder.resolve("whole/run"));
        for (int cut : new int[] {0, 1, 5, 11}) {
            Path run = folder.resolve("cut-" + cut).resolve("run");
            Eyes eyes = new Eyes();
            assertThatThrownBy(() -> trainer(eyes, CONFIG).train(run, new PredictorTrainer.Listener() {
                        @Override
                        public void perceived(int episodes) {
                            stopWhere(cut == 0 && episodes < store.episodes());
                        }

                        @Override
                        public void stepDone(long done, Map<String, Double> metrics) {
                            stopWhere(done == cut);
                        }
                    }))
                    .isInstanceOf(Killed.class);
            trainer(eyes, CONFIG).train(run);
            assertThat(Files.mismatch(run.resolve("model.safetensors"), folder.resolve("whole/run/model.safetensors")))
                    .as("killed after %d updates", cut)
                    .isEqualTo(-1);
            assertThat(eyes.looks().get())
                    .as("each frame once, and noise to know the encoder by")
                    .isLessThan(24 * 91 + 10);
        }
    }

    private static void stopWhere(boolean here) {
        if (here) {
            throw new Killed();
        }
    }

    @Test
    void latentsThatWereDamagedOnTheDiskAreSeenAgain() throws IOException {
        trainer(new Eyes(), CONFIG).train(folder.resolve("whole/run"));
        Path run = folder.resolve("damaged/run");
        assertThatThrownBy(() -> trainer(new Eyes(), CONFIG).train(run, (done, _) -> stopWhere(done == 7)))
                .isInstanceOf(Killed.class);
        Path part = run.resolve("latents/part-00001.safetensors");
        byte[] bytes = Files.readAllBytes(part);
        Files.write(part, Arrays.copyOf(bytes, bytes.length / 2));
        Path other = run.resolve("latents/part-00000.safetensors");
        byte[] turned = Files.readAllBytes(other);
        turned[turned.length - 2] ^= 1; // a number that is still one
        Files.write(other, turned);

        trainer(new Eyes(), CONFIG).train(run);

        assertThat(run.resolve("model.safetensors"))
                .hasBinaryContent(Files.readAllBytes(folder.resolve("whole/run/model.safetensors")));
    }

    @Test
    void aRunThatIsDoneIsReadBesideItsEncoderAndRefusedBesideAnother() throws IOException {
        Path run = folder.resolve("run");
        Path file = run.resolve("model.safetensors");
        JepaModel model = trainer(new Eyes(), CONFIG).train(run);
        byte[] bytes = Files.readAllBytes(file);
        Observation seen = store.episode(3).observations().get(5);
        var others = new Eyes(2, new AtomicInteger());

        JepaModel again = trainer(new Eyes(), CONFIG).train(run);

        assertThat(again.encoder().encode(seen)).isEqualTo(model.encoder().encode(seen));
        assertThat(again.metadata()).containsEntry("data", store.hash()).containsEntry("steps", "12");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> trainer(others, CONFIG).train(run))
                .withMessageContainingAll("run", "another encoder", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JepaModel.load(file, others))
                .withMessageContainingAll("model.safetensors", "another encoder", "\nMaybe");
        assertThatThrownBy(() -> trainer(new Eyes(), CONFIG.with("steps=13")).train(run))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another training");
        assertThat(file).hasBinaryContent(bytes);
        RunFolder.open(run).close(); // the lock was given back
    }

    @Test
    void anEnsembleCanBeLearnedOfItsLatents() throws IOException {
        JepaModel model = trainer(new Eyes(), CONFIG).train(folder.resolve("run"));
        SafeTensors file = SafeTensors.read(folder.resolve("run/model.safetensors"));

        var ensemble = new EnsembleTrainer(new EnsembleConfig(2, UNROLLED, 5, 16, 1e-3), 1)
                .train(file, List.of(LatentEpisode.of(model, store.episode(0))), new Seed(1), (_, _) -> {});

        assertThat(ensemble.members())
                .hasSize(2)
                .allSatisfy(member -> assertThat(member.latentDimension()).isEqualTo(3));
    }

    /// Sees nothing.
    private record Blind() implements Encoder {

        @Override
        public int dimension() {
            return 3;
        }

        @Override
        public Latent encode(Observation observation) {
            return new Latent(new float[] {1, 2, 3});
        }
    }

    @Test
    void whatCannotTeachIsRefused() {
        assertThatIllegalArgumentException()
                .as("eyes for other observations")
                .isThrownBy(() -> trainer(eyesForSignals(), CONFIG))
                .withMessageContaining("\nMaybe");
        assertThatIllegalArgumentException()
                .as("episodes that are too short")
                .isThrownBy(() -> trainer(new Eyes(), CONFIG.with("unrolled=91")))
                .withMessageContainingAll("24 episodes", "90 actions", "91", "\nMaybe");
        assertThatIllegalArgumentException()
                .as("eyes that see no difference")
                .isThrownBy(() -> trainer(new Blind(), CONFIG).train(folder.resolve("blind")))
                .withMessageContainingAll("same latent", "\nMaybe");
        assertThatThrownBy(() -> CONFIG.with("hidden=0")).hasMessageContainingAll("hidden", "at least 1");
        assertThatThrownBy(() -> CONFIG.with("learningRate=2")).hasMessageContainingAll("learningRate", "2");
    }

    private static Encoder eyesForSignals() {
        return new Encoder() {
            @Override
            public int dimension() {
                return 1;
            }

            @Override
            public Latent encode(Observation observation) {
                if (!(observation instanceof Signals)) {
                    throw new IllegalArgumentException(
                            "Signals were expected, but %s was seen.\nMaybe choose other eyes.".formatted(observation));
                }
                return new Latent(new float[1]);
            }
        };
    }
}
