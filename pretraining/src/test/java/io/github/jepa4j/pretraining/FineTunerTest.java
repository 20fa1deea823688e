package io.github.jepa4j.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.network.LowRankAdapter;
import io.github.jepa4j.network.PatchGrid;
import io.github.jepa4j.pretrained.PretrainedEncoder;
import io.github.jepa4j.pretrained.WeightFamily;
import io.github.jepa4j.run.TrainingLoop;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.world.Pixels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Public weights that learn to tell classes apart, all of them or by adapters.
class FineTunerTest {

    private static final int STEPS = 5;
    private static final int RANK = 3;
    private static final LabelledClips IMAGES = colours(60, Tiny.SEED.split("learned"));
    private static final TrainingLoop.Listener QUIET = (_, _) -> {};

    /// Sums in another order, and pixels that were resampled onto their own places.
    private static final float ROUNDING = 1e-4f;

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
    @ValueSource(ints = {0, RANK})
    void aTrainingThatIsCutOffAnywhereGoesOnToTheSameBytes(int rank) throws IOException {
        PublicWeights weights = weights(WeightFamily.DINOV2);
        FineTuningConfig config = config(rank, STEPS, 1e-3);
        Path whole = folder.resolve("whole").resolve("run");
        tuner(weights, config).train(whole, QUIET);
        for (int cut = 1; cut <= STEPS; cut++) {
            Path run = folder.resolve("cut" + cut).resolve("run");
            int last = cut;
            assertThatThrownBy(() -> tuner(weights, config).train(run, (done, _) -> {
                        if (done == last) {
                            throw new CutOff();
                        }
                    }))
                    .isInstanceOf(CutOff.class);
            assertThat(run.resolve("model.safetensors")).doesNotExist();
            tuner(weights, config).train(run, QUIET);
            assertThat(Files.mismatch(run.resolve("model.safetensors"), whole.resolve("model.safetensors")))
                    .as("cut off after %d updates", cut)
                    .isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, RANK})
    void coloursAreToldApartThatTheWeightsNeverHeardOf(int rank) throws IOException {
        LabelledClips asked = colours(40, Tiny.SEED.split("asked"));
        PublicModel model =
                tuner(weights(WeightFamily.DINOV2), config(rank, 120, 1e-2)).train(folder.resolve("run"), QUIET);

        int[] answers = model.classify(asked);

        assertThat(model.classes()).containsExactly("dark", "red", "blue");
        long right = 0;
        for (int i = 0; i < answers.length; i++) {
            right += answers[i] == asked.labels()[i] ? 1 : 0;
        }
        assertThat(right).isGreaterThan(36);
        assertThat(PublicModel.load(folder.resolve("run/model.safetensors"), null)
                        .classify(asked))
                .isEqualTo(answers);
    }

    @ParameterizedTest
    @EnumSource
    void allWeightsOfEveryFamilyLearnAndAreReadAgainAsTheWeightsOfTheFamily(WeightFamily family) throws IOException {
        PublicWeights weights = weights(family);
        LabelledClips clips = seen(family);
        PublicModel tuned = tuner(weights, config(0, 2, 1e-3), clips).train(folder.resolve("run"), QUIET);

        Path file = folder.resolve("run/model.safetensors");
        PublicWeights again = PublicWeights.open(file, Tiny.SIDE, clips.frames(), TinyWeights.HEADS);
        assertThat(again.recognised()).isEqualTo(weights.recognised());
        assertThat(PublicModel.of(again).features(clips)).isEqualTo(tuned.features(clips));
        assertThat(tuned.features(clips)).isNotEqualTo(PublicModel.of(weights).features(clips));
        assertThat(SafeTensors.read(file).metadata()).containsEntry("format", "pt");
        assertThat(tuned.tokens(clips, new int[] {0, 1}).length / 2 / 16).isGreaterThan(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"VJEPA2", "VJEPA2_ORIGINAL"})
    void aPictureIsSeenAndLearnedFromAsAClipInWhichNothingMoves(WeightFamily family) throws IOException {
        Path file = weights(family).path();
        PublicModel ofFour = PublicModel.of(weights(family));
        assertThat(ofFour.features(IMAGES)).isEqualTo(ofFour.features(seen(family)));

        PublicWeights pictures = PublicWeights.open(file, Tiny.SIDE, 1, TinyWeights.HEADS);
        assertThat(PublicModel.of(pictures).spec().frames()).as("one tubelet").isEqualTo(2);
        PublicModel tuned = tuner(pictures, config(2, 2, 1e-3), IMAGES).train(folder.resolve("still"), QUIET);
        assertThat(tuned.classify(IMAGES)).hasSize(IMAGES.size());
        assertThat(tuned.features(IMAGES)).isNotEqualTo(PublicModel.of(pictures).features(IMAGES));
    }

    @Test
    void anOblongTableIsReadAsItIsThoughItHasAsManyTokensAsASquare() throws IOException {
        PublicWeights square = weights(WeightFamily.DINOV2); // 4 by 4 tokens
        var grid = new PatchGrid(3, 1, Tiny.SIDE / 2, 2 * Tiny.SIDE, 1, 4); // 2 by 8
        PublicWeights oblong =
                new PublicWeights(square.path(), square.recognised().on(grid));
        LabelledClips wide = new LabelledClips(
                1, 3, Tiny.SIDE / 2, 2 * Tiny.SIDE, IMAGES.clips(), IMAGES.labels(), IMAGES.classes());
        PublicModel tuned = tuner(oblong, config(0, 2, 1e-3), wide).train(folder.resolve("run"), QUIET);

        PublicModel read = PublicModel.load(folder.resolve("run/model.safetensors"), null);

        assertThat(read.spec().grid()).isEqualTo(grid);
        assertThat(read.features(wide)).isEqualTo(tuned.features(wide));
    }

    @Test
    void adaptersAloneAreLeftAndCheckpointsHoldNoWeightsThatStay() throws IOException {
        PublicWeights weights = weights(WeightFamily.IJEPA);
        tuner(weights, config(RANK, STEPS, 1e-3)).train(folder.resolve("run"), QUIET);

        SafeTensors file = SafeTensors.read(folder.resolve("run/model.safetensors"));
        assertThat(file.tensors().keySet())
                .hasSize(2 * 2 * 2 + 2)
                .allMatch(name -> LowRankAdapter.isAdapter(name) || name.startsWith("classifier."));
        assertThat(file.metadata())
                .containsEntry("weights", sha256(weights.path()))
                .containsEntry("family", "IJEPA")
                .containsEntry("rank", "3");
        try (Stream<Path> checkpoints = Files.walk(folder.resolve("run/checkpoints"))) {
            Path state = checkpoints
                    .filter(path -> path.endsWith("state.safetensors"))
                    .findFirst()
                    .orElseThrow();
            assertThat(SafeTensors.read(state).tensors().keySet())
                    .isNotEmpty()
                    .allMatch(name -> name.contains(".lora.") || name.contains("classifier."));
        }
    }

    @Test
    void weightsAsTheyAreSeeWhatThePretrainedEncoderSees() throws IOException {
        PublicWeights weights = weights(WeightFamily.LEWM);
        PublicModel model = PublicModel.of(weights);
        var spec = TinyWeights.spec(WeightFamily.LEWM);
        var encoder = PretrainedEncoder.open(
                weights.path(), WeightFamily.LEWM, spec, PretrainedEncoder.Config.defaults(spec));

        float[] features = model.features(IMAGES, new int[] {7});

        Pixels picture = new Pixels(3, Tiny.SIDE, Tiny.SIDE, IMAGES.clips().get(7));
        assertThat(features).containsExactly(encoder.encode(picture).values(), within(ROUNDING));
        assertThat(Arrays.copyOf(model.tokens(IMAGES, new int[] {7}), 16))
                .as("the class token comes first")
                .containsExactly(features, within(ROUNDING));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> model.classify(IMAGES))
                .withMessageContainingAll("no classes", "\nMaybe");
    }

    @Test
    void adaptersKnowTheirWeightsWhereverTheyLie() throws IOException {
        PublicWeights weights = weights(WeightFamily.DINOV2);
        PublicModel tuned = tuner(weights, config(RANK, 2, 1e-3)).train(folder.resolve("run"), QUIET);
        Path file = folder.resolve("run/model.safetensors");
        Path moved = Files.move(weights.path(), folder.resolve("moved"));
        assertThatThrownBy(() -> PublicModel.load(file, null))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("DINOV2", "do not exist", "\nMaybe");
        assertThat(PublicModel.load(file, moved).features(IMAGES)).isEqualTo(tuned.features(IMAGES));

        Path others = TinyWeights.write(WeightFamily.DINOV2, folder.resolve("others"), new Seed(1))
                .path();
        assertThatThrownBy(() -> PublicModel.load(file, others))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(sha256(moved), sha256(others), "belong to", "\nMaybe");
    }

    @Test
    void aFileThatLacksSomethingOrHasTooMuchIsNotLoaded() throws IOException {
        PublicWeights weights = weights(WeightFamily.DINOV2);
        tuner(weights, config(RANK, 1, 1e-3)).train(folder.resolve("run"), QUIET);
        SafeTensors file = SafeTensors.read(folder.resolve("run/model.safetensors"));
        assertDamaged(file, tensors -> tensors.remove("classifier.bias"), "classifier.0.bias is missing");
        assertDamaged(file, tensors -> tensors.put("more", Tensor.zeros(1)), "a tensor more");
        String adapter = "encoder.block.1.attention.qkv.lora.up";
        assertDamaged(file, tensors -> tensors.remove(adapter), adapter + " is missing");
        assertDamaged(file, tensors -> tensors.put(adapter, Tensor.zeros(48, 4)), "[48, 4]");
        assertThatThrownBy(() -> PublicModel.load(weights.path(), null))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("of format 'pt'", "\nMaybe");
    }

    @ParameterizedTest
    @CsvSource({
        "rank,1000,'has shape [3, 16]'",
        "rank,5000000,from 1 to 1024",
        "rank,0,from 1 to 1024",
        "alpha,eight,'alpha is ''eight'', which is no number'",
        "columns,1073741824,at most 268435456",
        "class.3,one more,'has shape [3, 16]'"
    })
    void aFileThatClaimsMoreThanItHoldsIsRefusedBeforeNetworksAreMade(String key, String value, String why)
            throws IOException {
        tuner(weights(WeightFamily.DINOV2), config(RANK, 1, 1e-3)).train(folder.resolve("run"), QUIET);
        SafeTensors good = SafeTensors.read(folder.resolve("run/model.safetensors"));
        Map<String, String> metadata = new TreeMap<>(good.metadata());
        metadata.put(key, value);

        assertDamaged(new SafeTensors(good.tensors(), metadata), _ -> {}, why);
    }

    private interface Damage {
        void on(Map<String, Tensor> tensors);
    }

    private void assertDamaged(SafeTensors file, Damage damage, String why) throws IOException {
        Map<String, Tensor> tensors = new TreeMap<>(file.tensors());
        damage.on(tensors);
        Path damaged = folder.resolve("damaged");
        new SafeTensors(tensors, file.metadata()).write(damaged);
        assertThatThrownBy(() -> PublicModel.load(damaged, null))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("cannot be used", why, "\nMaybe");
    }

    @Test
    void aRunOfOtherWeightsAndWhatCannotBeLearnedFromAreRefused() throws IOException {
        PublicWeights weights = weights(WeightFamily.DINOV2);
        FineTuningConfig config = config(RANK, 1, 1e-3);
        tuner(weights, config).train(folder.resolve("run"), QUIET);
        PublicWeights others = TinyWeights.write(WeightFamily.DINOV2, folder.resolve("others"), new Seed(1));
        assertThatThrownBy(() -> tuner(others, config).train(folder.resolve("run"), QUIET))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another training");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tuner(weights, config, IMAGES.part(new int[] {0, 3, 6, 9, 12, 15, 18, 21})))
                .withMessageContainingAll("of one class, 'dark'", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tuner(weights, config, IMAGES.part(new int[] {0, 1})))
                .withMessageContaining("a batch of 8");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tuner(weights, config, Tiny.clips(20, Tiny.SEED)))
                .withMessageContaining("[1, 3, 16, 16]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FineTuningConfig.lowRank(0))
                .withMessageContainingAll("rank", "\nMaybe");
    }

    private PublicWeights weights(WeightFamily family) throws IOException {
        return TinyWeights.write(family, folder.resolve(family.name()), Tiny.SEED);
    }

    private static FineTuningConfig config(int rank, long steps, double rate) {
        var optimisation = new Optimisation(steps, 8, rate, 0.1, 1e-4, 10, 2, 1, 1, Optimisation.Descent.ADAMW);
        return new FineTuningConfig(rank, 6, ViewSettings.oneView(), optimisation);
    }

    private static FineTuner tuner(PublicWeights weights, FineTuningConfig config) {
        return tuner(weights, config, IMAGES);
    }

    private static FineTuner tuner(PublicWeights weights, FineTuningConfig config, LabelledClips clips) {
        return new FineTuner(clips, weights, config, Tiny.SEED, Tiny.CLOCK);
    }

    /// What weights of a family see: pictures, or clips that stand still.
    private static LabelledClips seen(WeightFamily family) {
        int frames = TinyWeights.spec(family).frames();
        List<byte[]> clips = new ArrayList<>();
        for (byte[] image : IMAGES.clips()) {
            byte[] clip = new byte[frames * image.length];
            for (int t = 0; t < frames; t++) {
                System.arraycopy(image, 0, clip, t * image.length, image.length);
            }
            clips.add(clip);
        }
        return new LabelledClips(frames, 3, Tiny.SIDE, Tiny.SIDE, clips, IMAGES.labels(), IMAGES.classes());
    }

    /// Noise in one of three colours, one after the other.
    private static LabelledClips colours(int count, Seed seed) {
        int area = Tiny.SIDE * Tiny.SIDE;
        List<byte[]> images = new ArrayList<>();
        int[] labels = new int[count];
        for (int n = 0; n < count; n++) {
            labels[n] = n % 3;
            var random = seed.split(n).generator();
            byte[] image = new byte[3 * area];
            for (int i = 0; i < image.length; i++) {
                int channel = i / area;
                boolean bright = labels[n] == 1 && channel == 0 || labels[n] == 2 && channel == 2;
                image[i] = (byte) (random.nextInt(80) + (bright ? 150 : 0));
            }
            images.add(image);
        }
        return new LabelledClips(1, 3, Tiny.SIDE, Tiny.SIDE, images, labels, List.of("dark", "red", "blue"));
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of()
                    .formatHex(
                            java.security.MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
