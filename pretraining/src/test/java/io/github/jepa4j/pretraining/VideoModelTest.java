package io.github.jepa4j.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.jepa4j.network.FrameSpec;
import io.github.jepa4j.pretraining.VideoJepaConfig.Target;
import io.github.jepa4j.run.TrainingLoop;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.world.Clip;
import io.github.jepa4j.world.Pixels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VideoModelTest {

    private static final int SIDE = Tiny.SIDE;
    private static final LabelledClips MOVING = Tiny.clips(48, Tiny.SEED.split("moving"));
    private static final TrainingLoop.Listener QUIET = (_, _) -> {};

    @TempDir
    Path folder;

    @BeforeAll
    static void openTheEngine() {
        Tiny.openTheEngine();
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWatchedFrameByFrameErrsAsTheWholeClipDoesAndTheFirstFrameNever(Target target) throws IOException {
        VideoModel model = trained(MOVING, config(4).with("target=" + target));
        Clip clip = clip(MOVING, 3);

        float[][] errors = model.errors(clip);

        VideoModel.Watching one = model.watch();
        VideoModel.Watching other = model.watch(); // at the same time, of another clip
        for (int t = 0; t < 8; t++) {
            assertThat(one.look(clip.frame(t)).errors()).isEqualTo(errors[t]).hasSize(16);
            other.look(clip(MOVING, 5).frame(t));
        }
        assertThat(errors[0]).containsOnly(0);
        for (int t = 1; t < 8; t++) {
            for (float error : errors[t]) {
                assertThat(error).isNotNegative().isFinite();
            }
            assertThat(sum(errors[t])).isPositive();
        }
    }

    @ParameterizedTest
    @EnumSource
    void theErrorOfAFrameDoesNotDependOnWhatComesLater(Target target) throws IOException {
        VideoModel model = trained(MOVING, config(4).with("target=" + target));
        byte[] cut = MOVING.clips().getFirst().clone();
        java.util.Arrays.fill(cut, 5 * SIDE * SIDE, cut.length, (byte) 255);

        float[][] errors = model.errors(clip(MOVING, 0));
        float[][] others = model.errors(new Clip(8, 1, SIDE, SIDE, cut));

        for (int t = 0; t < 5; t++) {
            assertThat(others[t]).isEqualTo(errors[t]);
        }
        assertThat(others[5]).isNotEqualTo(errors[5]);
    }

    @ParameterizedTest
    @EnumSource(names = {"LATENT", "PIXELS"})
    void whoHasSeenOnlyWhatStaysIsNotSurprisedByWhatStaysAndMuchByAJump(Target target) throws IOException {
        LabelledClips still = Tiny.still(48);
        VideoModel model = trained(still, config(110).with("target=" + target));
        byte[] jump = Tiny.clip(8, (t, frame) -> Tiny.square(frame, 4, t < 5 ? 2 : 10, 220));
        byte[] stay = Tiny.clip(8, (_, frame) -> Tiny.square(frame, 4, 2, 220));

        float[][] surprised = model.errors(new Clip(8, 1, SIDE, SIDE, jump));
        float[][] calm = model.errors(new Clip(8, 1, SIDE, SIDE, stay));

        for (int t = 2; t < 5; t++) {
            assertThat(surprised[t]).as("nothing has happened yet").isEqualTo(calm[t]);
            assertThat(sum(surprised[5])).isGreaterThan(3 * sum(calm[t]));
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatIsImaginedBeginsWithWhatIsSeenAndDoesNotDependOnHowMuchFollows(Target target) throws IOException {
        VideoModel model = trained(MOVING, config(4).with("target=" + target));
        Clip seen = clip(MOVING, 3);
        Clip begin = new Clip(3, 1, SIDE, SIDE, java.util.Arrays.copyOf(seen.values(), 3 * SIDE * SIDE));

        float[][] maps = model.imagine(begin, 4);

        assertThat(maps).hasNumberOfRows(7);
        assertThat(java.util.Arrays.copyOf(maps, 3)).isDeepEqualTo(java.util.Arrays.copyOf(model.imagine(seen, 0), 3));
        assertThat(model.imagine(begin, 1)[3]).isEqualTo(maps[3]);
        assertThat(maps[4]).isNotEqualTo(maps[3]);
        if (target != Target.PIXELS) {
            // the error of the next frame is its distance from what was imagined
            float[] came = model.imagine(seen, 0)[3];
            double sum = 0;
            for (int i = 0; i < came.length; i++) {
                sum += Math.abs(came[i] - maps[3][i]) / 8;
            }
            assertThat(sum(model.errors(seen)[3])).isCloseTo(sum, org.assertj.core.api.Assertions.within(1e-4));
        }
    }

    /// The lowest quarter is noise, which nobody can foresee; the topmost one sees nothing of it. Of pixels, whose
    /// errors are about 1, as is expected at first: so few updates are enough.
    @Test
    void whereNothingCanBeForeseenMuchErrorIsExpectedSoThatItIsLittleSurprise() throws IOException {
        LabelledClips noisy = LabelledClips.generated(
                new int[] {8, 1, SIDE, SIDE},
                48,
                n -> noiseBelow(Tiny.SEED.split("noise").split(n)));
        VideoModel model = trained(noisy, config(160).with("target=pixels"));

        double[] errors = new double[4]; // by row of places
        double[] expected = new double[4];
        double[] surprise = new double[4];
        List<VideoModel.Sight> sights = model.sights(clip(noisy, 0));
        for (VideoModel.Sight sight : sights.subList(2, 8)) {
            for (int place = 0; place < 16; place++) {
                errors[place / 4] += sight.errors()[place] / 24;
                surprise[place / 4] += sight.surprise()[place] / 24;
                expected[place / 4] += sight.expected()[place] / 24;
            }
        }

        assertThat(expected[3]).isGreaterThan(2 * expected[0]);
        assertThat(expected[3]).isBetween(0.7 * errors[3], 1.3 * errors[3]);
        assertThat(surprise[3]).isLessThan(errors[3] / 3);
    }

    private static byte[] noiseBelow(Seed seed) {
        var random = seed.generator();
        return Tiny.clip(8, (_, frame) -> {
            for (int i = SIDE * SIDE * 3 / 4; i < frame.length; i++) {
                frame[i] = (byte) random.nextInt(256);
            }
        });
    }

    @ParameterizedTest
    @EnumSource
    void theErrorOfWhatIsForeseenFallsWhileItLearns(Target target) throws IOException {
        double[] losses = new double[45];
        new VideoPretrainer(MOVING, MOVING.hash(), config(45).with("target=" + target), Tiny.SEED, Tiny.CLOCK)
                .train(
                        folder.resolve("falling"),
                        (done, metrics) -> losses[(int) done - 1] = metrics.getOrDefault("loss.total", Double.NaN));

        assertThat(Tiny.mean(losses, 37, 45)).isLessThan(0.9 * Tiny.mean(losses, 0, 5));
    }

    @Test
    void aRandomEncoderStaysAsItWasDrawnAndALearnedOneDoesNot() throws IOException {
        for (Target target : List.of(Target.RANDOM_LATENT, Target.LATENT)) {
            Path run = folder.resolve(target.name());
            var config = config(3).with("target=" + target);
            new VideoPretrainer(MOVING, "clips", config, Tiny.SEED, Tiny.CLOCK).train(run, QUIET);
            Map<String, Tensor> trained =
                    SafeTensors.read(run.resolve("model.safetensors")).tensors();
            try (var scope = io.github.jepa4j.engine.Scope.open()) {
                Map<String, Tensor> drawn = FrameNetworks.begin(
                                new FrameSpec(1, SIDE, SIDE, 8, 8), target, Tiny.SEED.split("networks"))
                        .parameters()
                        .copy();
                drawn.forEach((name, tensor) -> {
                    boolean isFixed = name.startsWith("decoder.")
                            || name.startsWith("encoder.") && target == Target.RANDOM_LATENT;
                    assertThat(java.util.Arrays.equals(trained.get(name).values(), tensor.values()))
                            .as("%s of %s", name, target)
                            .isEqualTo(isFixed);
                });
            }
        }
    }

    @Test
    void withoutVarianceAndCovarianceTheLatentMapsShrink() throws IOException {
        double[] kept = new double[45];
        double[] lost = new double[45];
        new VideoPretrainer(MOVING, "clips", config(45), Tiny.SEED, Tiny.CLOCK)
                .train(folder.resolve("kept"), (done, m) -> kept[(int) done - 1] = std(m));
        new VideoPretrainer(MOVING, "clips", config(45).with("variance=0", "covariance=0"), Tiny.SEED, Tiny.CLOCK)
                .train(folder.resolve("lost"), (done, m) -> lost[(int) done - 1] = std(m));

        assertThat(kept[44]).isGreaterThan(0.5);
        assertThat(lost[44]).isLessThan(0.15);
    }

    private static double std(Map<String, Double> metrics) {
        return metrics.getOrDefault("collapse.std_mean", Double.NaN);
    }

    @Test
    void aTrainingThatIsCutOffGoesOnToTheSameBytes() throws IOException {
        Path whole = folder.resolve("whole").resolve("run");
        Path cut = folder.resolve("cut").resolve("run");
        var config = config(5).with("optimisation.checkpoint=2");
        new VideoPretrainer(MOVING, "clips", config, Tiny.SEED, Tiny.CLOCK).train(whole, QUIET);
        assertThatThrownBy(() -> new VideoPretrainer(MOVING, "clips", config, Tiny.SEED, Tiny.CLOCK)
                        .train(cut, (done, _) -> {
                            if (done == 3) {
                                throw new IllegalStateException("cut");
                            }
                        }))
                .hasMessage("cut");
        new VideoPretrainer(MOVING, "clips", config, Tiny.SEED, Tiny.CLOCK).train(cut, QUIET);

        assertThat(cut.resolve("model.safetensors")).hasSameBinaryContentAs(whole.resolve("model.safetensors"));
        assertThat(cut.resolve("metrics.jsonl")).hasSameTextualContentAs(whole.resolve("metrics.jsonl"));
    }

    @Test
    void aModelThatIsReadFromItsFileForeseesTheSame() throws IOException {
        VideoModel model = trained(MOVING, config(4));
        VideoModel read = VideoModel.load(folder.resolve("run4").resolve("model.safetensors"));

        assertThat(read.spec()).isEqualTo(new FrameSpec(1, SIDE, SIDE, 8, 8));
        assertThat(read.provenance()).containsEntry("method", "video-latent");
        assertThat(read.errors(clip(MOVING, 2))).isDeepEqualTo(model.errors(clip(MOVING, 2)));
    }

    @ParameterizedTest
    @CsvSource({
        "format,jepa4j-vision/1,jepa4j-video/2 was expected",
        "target,SOUND,LATENT",
        "target,,does not say its target",
        "width,4,has shape",
        "width,100000,has shape",
        "memory,100000,has shape",
        "columns,1073741824,at most 268435456",
        "memory,many,no whole number",
        "rows,18,multiples of 4",
    })
    void aFileThatSaysSomethingElseIsRefusedWithWhatIsWrong(String key, String value, String why) throws IOException {
        SafeTensors good = good();
        Map<String, String> metadata = new TreeMap<>(good.metadata());
        if (value == null) {
            metadata.remove(key);
        } else {
            metadata.put(key, value);
        }

        assertRefused(good.tensors(), metadata, why);
    }

    @Test
    void aFileThatLacksATensorOrHasOneMoreIsRefused() throws IOException {
        SafeTensors good = good();
        for (String name : good.tensors().keySet()) {
            Map<String, Tensor> tensors = new LinkedHashMap<>(good.tensors());
            tensors.remove(name);
            assertRefused(tensors, good.metadata(), name);
        }
        Map<String, Tensor> more = new LinkedHashMap<>(good.tensors());
        more.put("encoder.3.weight", Tensor.zeros(2));
        assertRefused(more, good.metadata(), "encoder.3.weight");
    }

    private SafeTensors good() throws IOException {
        trained(MOVING, config(4));
        return SafeTensors.read(folder.resolve("run4").resolve("model.safetensors"));
    }

    private void assertRefused(Map<String, Tensor> tensors, Map<String, String> metadata, String why)
            throws IOException {
        Path file = folder.resolve("other.safetensors");
        new SafeTensors(tensors, metadata).write(file);
        assertThatThrownBy(() -> VideoModel.load(file))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(file.toString(), why, "\nMaybe");
    }

    @Test
    void framesOfAnotherShapeAreRefused() throws IOException {
        VideoModel.Watching watching = trained(MOVING, config(4)).watch();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> watching.look(new Pixels(1, SIDE, 20, new byte[SIDE * 20])))
                .withMessageContainingAll("[1, 16, 16]", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> watching.look(new Pixels(3, SIDE, SIDE, new byte[3 * SIDE * SIDE])))
                .withMessageContaining("\nMaybe");
    }

    @Test
    void clipsThatCannotBeLearnedFromAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pretrainer(MOVING, config(4).with("unrolled=8")))
                .withMessageContainingAll("8 frames are too short", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pretrainer(MOVING, config(4).with("optimisation.batch=49")))
                .withMessageContainingAll("48 images or clips", "\nMaybe");
        LabelledClips odd = LabelledClips.generated(new int[] {8, 1, SIDE, 18}, 48, _ -> new byte[8 * SIDE * 18]);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> pretrainer(odd, config(4)))
                .withMessageContainingAll("16 by 18", "\nMaybe");
        assertThatThrownBy(() -> config(4).with("unrolled=0")).hasMessageContaining("Maybe");
    }

    private static VideoPretrainer pretrainer(LabelledClips clips, VideoJepaConfig config) {
        return new VideoPretrainer(clips, "clips", config, new Seed(1), Tiny.CLOCK);
    }

    private VideoModel trained(LabelledClips clips, VideoJepaConfig config) throws IOException {
        return pretrainer(clips, config)
                .train(folder.resolve("run" + config.optimisation().steps()), QUIET);
    }

    private static VideoJepaConfig config(long steps) {
        return new VideoJepaConfig(
                Target.LATENT,
                VideoJepaConfig.Variation.LATENTS,
                8,
                8,
                2,
                10,
                10,
                new Optimisation(steps, 16, 3e-3, 0.1, 1e-4, 10, 1000, 1, 1, Optimisation.Descent.ADAMW));
    }

    private static Clip clip(LabelledClips clips, int number) {
        return new Clip(8, 1, SIDE, SIDE, clips.clips().get(number));
    }

    private static double sum(float[] errors) {
        double sum = 0;
        for (float error : errors) {
            sum += error;
        }
        return sum;
    }
}
