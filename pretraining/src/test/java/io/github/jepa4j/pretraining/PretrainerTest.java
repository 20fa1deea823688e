package io.github.jepa4j.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jepa4j.run.Checkpoints;
import io.github.jepa4j.run.MetricsLog;
import io.github.jepa4j.run.RunFolder;
import io.github.jepa4j.run.TrainingLoop;
import io.github.jepa4j.tensor.Seed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Trainings into a folder, cut off and gone on with.
class PretrainerTest {

    private static final int STEPS = 6;
    private static final LabelledClips IMAGES = Tiny.shapes(70, Tiny.SEED.split("images"));
    private static final LabelledClips CLIPS = Tiny.clips(40, Tiny.SEED.split("clips"));
    private static final TrainingLoop.Listener QUIET = (_, _) -> {};

    @TempDir
    Path folder;

    @BeforeAll
    static void openTheEngine() {
        Tiny.openTheEngine();
    }

    private static final class CutOff extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @ParameterizedTest
    @CsvSource({"VICREG,ADAMW", "BYOL,MUON", "DINO,MUON", "I_JEPA,ADAMW", "V_JEPA,MUON", "NEXT_TOKEN,MUON"})
    void aTrainingThatIsCutOffAnywhereGoesOnToTheSameBytes(Method method, Optimisation.Descent descent)
            throws IOException {
        var config = config(method).with("optimisation.descent=" + descent);
        Path whole = folder.resolve("whole").resolve("run");
        pretrainer(config, Tiny.SEED).train(whole, QUIET);
        for (int cut = 1; cut <= STEPS; cut++) {
            Path run = folder.resolve("cut" + cut).resolve("run");
            int last = cut;
            assertThatThrownBy(() -> pretrainer(config, Tiny.SEED).train(run, (done, _) -> {
                        if (done == last) {
                            throw new CutOff();
                        }
                    }))
                    .isInstanceOf(CutOff.class);
            assertThat(run.resolve("model.safetensors")).doesNotExist();

            pretrainer(config, Tiny.SEED).train(run, QUIET);

            assertThat(run.resolve("model.safetensors"))
                    .as("cut off after %d updates", cut)
                    .hasSameBinaryContentAs(whole.resolve("model.safetensors"));
            assertThat(run.resolve("metrics.jsonl")).hasSameTextualContentAs(whole.resolve("metrics.jsonl"));
            assertThat(state(run)).hasSameBinaryContentAs(state(whole));
        }
        assertThat(MetricsLog.read(whole.resolve("metrics.jsonl")).rows()).hasSize(STEPS);
    }

    private static Path state(Path run) {
        return run.resolve("checkpoints").resolve("step-%08d".formatted(STEPS)).resolve("state.safetensors");
    }

    @Test
    void aDamagedCheckpointIsPassedOver() throws IOException {
        Path whole = folder.resolve("whole").resolve("run");
        pretrainer(config(Method.VICREG), Tiny.SEED).train(whole, QUIET);
        Path run = folder.resolve("run");
        assertThatThrownBy(() -> pretrainer(config(Method.VICREG), Tiny.SEED).train(run, (done, _) -> {
                    if (done == 5) {
                        throw new CutOff();
                    }
                }))
                .isInstanceOf(CutOff.class);
        Path newest = run.resolve("checkpoints/step-00000004/state.safetensors");
        byte[] bytes = Files.readAllBytes(newest);
        bytes[bytes.length / 2] ^= 1;
        Files.write(newest, bytes);

        List<Checkpoints.Ignored> ignored = new ArrayList<>();
        List<Long> done = new ArrayList<>();
        pretrainer(config(Method.VICREG), Tiny.SEED).train(run, new TrainingLoop.Listener() {
            @Override
            public void stepDone(long step, Map<String, Double> metrics) {
                done.add(step);
            }

            @Override
            public void ignored(Checkpoints.Ignored checkpoint) {
                ignored.add(checkpoint);
            }
        });

        assertThat(ignored).hasSize(1);
        assertThat(ignored.getFirst().directory()).hasFileName("step-00000004");
        assertThat(done).containsExactly(3L, 4L, 5L, 6L);
        assertThat(run.resolve("model.safetensors")).hasSameBinaryContentAs(whole.resolve("model.safetensors"));
    }

    @Test
    void theFolderOfAnotherTrainingIsRefusedAndLeftAsItWas() throws IOException {
        Path run = folder.resolve("run");
        pretrainer(config(Method.VICREG), Tiny.SEED).train(run, QUIET);
        byte[] model = Files.readAllBytes(run.resolve("model.safetensors"));

        assertRefused(pretrainer(config(Method.VICREG), new Seed(2)), run);
        assertRefused(pretrainer(config(Method.BYOL), Tiny.SEED), run);
        assertRefused(pretrainer(config(Method.VICREG).with("methods.vicreg.variance=24"), Tiny.SEED), run);
        assertRefused(new Pretrainer(IMAGES, "other images", config(Method.VICREG), Tiny.SEED, Tiny.CLOCK), run);
        LabelledClips clips = Tiny.clips(40, Tiny.SEED);
        assertThatThrownBy(
                        () -> new VideoPretrainer(clips, IMAGES.hash(), VideoJepaConfig.small(), Tiny.SEED, Tiny.CLOCK)
                                .train(run, QUIET))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("another training", "\nMaybe");

        assertThat(run.resolve("model.safetensors")).hasBinaryContent(model);
        RunFolder.open(run).close(); // the lock was given back
    }

    private static void assertRefused(Pretrainer pretrainer, Path run) {
        assertThatThrownBy(() -> pretrainer.train(run, QUIET))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("another training", "\nMaybe");
    }

    @Test
    void aFolderThatHoldsSomethingElseIsRefused() throws IOException {
        Path holiday = Files.createDirectory(folder.resolve("holiday"));
        Files.writeString(holiday.resolve("beach.txt"), "sand");

        assertThatThrownBy(() -> pretrainer(config(Method.VICREG), Tiny.SEED).train(holiday, QUIET))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("beach.txt", "\nMaybe");
    }

    @Test
    void aTrainingThatIsDoneIsReadAndADamagedModelMadeAgain() throws IOException {
        Path run = folder.resolve("run");
        float[] features = pretrainer(config(Method.VICREG), Tiny.SEED)
                .train(run, QUIET)
                .features(IMAGES)
                .values();
        byte[] model = Files.readAllBytes(run.resolve("model.safetensors"));
        TrainingLoop.Listener never = (done, _) -> {
            throw new AssertionError("update " + done);
        };

        assertThat(pretrainer(config(Method.VICREG), Tiny.SEED)
                        .train(run, never)
                        .features(IMAGES)
                        .values())
                .isEqualTo(features);

        Files.write(run.resolve("model.safetensors"), Arrays.copyOf(model, model.length / 2));
        pretrainer(config(Method.VICREG), Tiny.SEED).train(run, never);
        assertThat(run.resolve("model.safetensors")).hasBinaryContent(model);

        Files.move(run.resolve("checkpoints"), folder.resolve("elsewhere"));
        Files.write(run.resolve("model.safetensors"), Arrays.copyOf(model, model.length / 2));
        assertThatThrownBy(() -> pretrainer(config(Method.VICREG), Tiny.SEED).train(run, never))
                .as("without a checkpoint it is not touched")
                .isInstanceOf(IOException.class)
                .hasMessageContaining("model.safetensors");
    }

    @Test
    void theModelSaysHowItWasMade() throws IOException {
        VisionModel model = pretrainer(config(Method.VICREG), Tiny.SEED).train(folder.resolve("run"), QUIET);

        assertThat(model.provenance())
                .containsEntry("method", "vicreg")
                .containsEntry("seed", Long.toString(Tiny.SEED.value()))
                .containsEntry("steps", Integer.toString(STEPS))
                .containsEntry("data", IMAGES.hash())
                .containsEntry("run", "run");
    }

    @Test
    void whatCannotBeLearnedFromIsRefusedBeforeAFolderIsBegun() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pretrainer(config(Method.VICREG).with("optimisation.batch=71"), Tiny.SEED))
                .withMessageContainingAll("70 images", "batch of 71", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pretrainer(config(Method.VICREG).with("backbone.widths=[4,4,4,4,4]"), Tiny.SEED))
                .withMessageContainingAll("16 by 16", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Pretrainer(
                        Tiny.clips(40, Tiny.SEED), "clips", config(Method.VICREG), Tiny.SEED, Tiny.CLOCK))
                .withMessageContainingAll("vit (or symbols, for next-token) for clips of 8 frames", "\nMaybe");
        assertRefused(
                Method.W_MSE, "methods.wmse.part=128", "the batch is 16", "\nMaybe set optimisation.batch to 128");
        assertRefused(Method.W_MSE, "methods.wmse.part=16", "in 16 dimensions", "\nMaybe set methods.wmse.part to 32");
        assertRefused(Method.I_JEPA, "methods.ijepa.heads=5", "16 cannot be split among 5 heads", "\nMaybe");
        assertRefused(Method.MASKED_CONVOLUTIONAL_AUTOENCODER, "methods.filling.patch=5", "in patches of 5", "\nMaybe");
        assertRefused(Method.MASKED_AUTOENCODER, "methods.masked.hiding=future", "1 times", "\nMaybe these are images");
        var ofSymbols =
                config(Method.VICREG).with("backbone={kind: symbols, widths: [24], blocks: 2, patch: 4, heads: 2}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pretrainer(ofSymbols, Tiny.SEED))
                .withMessageContainingAll("vicreg does not read images or clips as symbols", "\nMaybe");
        assertRefused(Method.BYOL, "projector=[64,32]", "projector is [64, 32]", "byol", "\nMaybe leave it out");
        assertRefused(Method.DINO, "projector=[0]", "projector is [0]", "\nMaybe leave it out");
        assertRefused(Method.I_JEPA, "backbone.patch=16", "1 by 1 tokens", "\nMaybe");
    }

    private static void assertRefused(Method method, String setting, String... why) {
        assertThatIllegalArgumentException()
                .as(setting)
                .isThrownBy(() -> pretrainer(config(method).with(setting), Tiny.SEED))
                .withMessageContainingAll(why);
    }

    @Test
    void labelsThatAreAllTheSameTeachNothingAndAreRefused() {
        LabelledClips same = IMAGES.part(IntStream.range(0, IMAGES.size())
                .filter(i -> IMAGES.labels()[i] == 1)
                .toArray());
        var config = config(Method.SUPERVISED).with("optimisation.batch=2");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Pretrainer(same, "crosses", config, Tiny.SEED, Tiny.CLOCK))
                .withMessageContainingAll("of one class, 'cross'", "supervised learning needs two", "\nMaybe");
    }

    @Test
    void clipsAreRefusedByMethodsForImagesWhateverTheirBackbone() {
        LabelledClips clips = Tiny.clips(40, Tiny.SEED);
        for (Method method : List.of(Method.I_JEPA, Method.DENOISING_AUTOENCODER)) {
            for (String kind : List.of("vit", "resnet")) {
                var config = config(method).with("backbone.kind=" + kind, "backbone.widths=[24]");
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> new Pretrainer(clips, "clips", config, Tiny.SEED, Tiny.CLOCK))
                        .withMessageContainingAll(method.label(), "for images", "clips of 8 frames", "\nMaybe take");
            }
        }
    }

    @Test
    void whiteningWorksOnClipsAsOnImagesWithoutASetting() {
        LabelledClips clips = Tiny.clips(128, Tiny.SEED);
        var config = PretrainingConfig.ofClips(Method.W_MSE).with("optimisation.threads=1");
        var small = config.with("backbone.widths=[24]", "backbone.blocks=1", "backbone.heads=2");

        assertThat(new Pretrainer(clips, "clips", small, Tiny.SEED, Tiny.CLOCK).pace(3))
                .isZero(); // the clock stands
        assertThat(PretrainingConfig.ofClips(Method.VICREG).optimisation().batch())
                .isEqualTo(32);
    }

    @Test
    void thePaceIsTheMedianOfUpdatesWithoutTheFirst() {
        long[] now = {0};
        var clock = new io.github.jepa4j.learning.JepaTrainer.Clock(Tiny.CLOCK.instants(), () -> now[0] += 500_000_000);

        double pace = new Pretrainer(IMAGES, IMAGES.hash(), config(Method.VICREG), Tiny.SEED, clock).pace(3);

        assertThat(pace).isEqualTo(0.5);
    }

    private static PretrainingConfig config(Method method) {
        return Tiny.config(method, STEPS, "optimisation.checkpoint=2", "optimisation.batch=16");
    }

    private static Pretrainer pretrainer(PretrainingConfig config, Seed seed) {
        LabelledClips clips = config.method() == Method.V_JEPA ? CLIPS : IMAGES;
        return new Pretrainer(clips, clips.hash(), config, seed, Tiny.CLOCK);
    }
}
