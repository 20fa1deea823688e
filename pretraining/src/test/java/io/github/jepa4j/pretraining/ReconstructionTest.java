package io.github.jepa4j.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.network.Mode;
import io.github.jepa4j.network.PatchGrid;
import io.github.jepa4j.pretraining.Tiny.Work;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The baselines that make pixels.
class ReconstructionTest {

    private static final LabelledClips IMAGES = Tiny.shapes(40, Tiny.SEED.split("images"));

    /// Standardised values of a patch, in single precision.
    private static final float ROUNDING = 1e-4f;

    @BeforeAll
    static void openTheEngine() {
        Tiny.openTheEngine();
    }

    @Test
    void patchesAreTheirPixelsStandardisedInTheOrderOfTheTokens() {
        PatchGrid grid = new PatchGrid(3, 1, 6, 4, 1, 2);
        float[] images = gaussian(2 * 3 * 6 * 4);
        try (Scope scope = Scope.open()) {
            var patches = MaskedAutoencoder.patches(Natives.of(images, 2, 3, 6, 4), grid);

            assertThat(patches.shape()).containsExactly(2, 6, 12);
            float[] values = Natives.values(patches);
            for (int b = 0; b < 2; b++) {
                for (int token = 0; token < 6; token++) {
                    float[] expected = standardised(patch(images, b, token / 2 * 2, token % 2 * 2));
                    for (int i = 0; i < 12; i++) {
                        assertThat(values[(b * 6 + token) * 12 + i]).isCloseTo(expected[i], within(ROUNDING));
                    }
                }
            }
        }
    }

    /// The pixels of a patch of 2 by 2, row by row, the channels of each together.
    private static float[] patch(float[] images, int b, int top, int left) {
        float[] values = new float[12];
        for (int y = 0; y < 2; y++) {
            for (int x = 0; x < 2; x++) {
                for (int c = 0; c < 3; c++) {
                    values[(y * 2 + x) * 3 + c] = images[((b * 3 + c) * 6 + top + y) * 4 + left + x];
                }
            }
        }
        return values;
    }

    private static float[] standardised(float[] values) {
        double mean = 0;
        double squares = 0;
        for (float value : values) {
            mean += value / (double) values.length;
        }
        for (float value : values) {
            squares += Math.pow(value - mean, 2) / (values.length - 1);
        }
        float[] result = values.clone();
        for (int i = 0; i < result.length; i++) {
            result[i] = (float) ((values[i] - mean) / Math.sqrt(squares + 1e-6));
        }
        return result;
    }

    @Test
    void theDenoisingAutoencoderIsShownNoiseAndAskedForWhatWasUnderneath() {
        try (Scope scope = Scope.open()) {
            var config = Tiny.config(Method.DENOISING_AUTOENCODER, 3, "methods.denoising.noise=0.7");
            Work work = Work.begin(IMAGES, config, Tiny.SEED);
            Lesson lesson = lesson(8);
            double loss = work.learner().look(lesson).loss().total().item_float();

            float[] view = Natives.values(lesson.view(ViewSettings.oneView(), "only"));
            float[] noisy = view.clone();
            var random = lesson.seed().split("noise").generator();
            for (int i = 0; i < noisy.length; i++) {
                noisy[i] += 0.7f * (float) random.nextGaussian();
            }
            Networks twin = work.networks().twin();
            var network = twin.convolutional(Method.DENOISING_AUTOENCODER);
            var decoder = Reconstruction.decoder(twin, network.spec());
            twin.parameters().load(work.networks().parameters().copy());
            float[] told = Natives.values(decoder.forward(network.map(Natives.of(noisy, 8, 3, 16, 16), Mode.TRAINING)));
            double squares = 0;
            for (int i = 0; i < view.length; i++) {
                squares += Math.pow(told[i] - view[i], 2) / view.length;
            }
            assertThat(loss).isCloseTo(squares, within(1e-4));
        }
    }

    @Test
    void aPatchWithoutContrastIsZeroAndNotNoise() {
        try (Scope scope = Scope.open()) {
            float[] same = new float[16];
            java.util.Arrays.fill(same, 0.7f);
            var patches = MaskedAutoencoder.patches(Natives.of(same, 1, 1, 4, 4), new PatchGrid(1, 1, 4, 4, 1, 2));

            assertThat(Natives.values(patches)).containsExactly(new float[16], within(1e-3f));
        }
    }

    @ParameterizedTest
    @CsvSource({"0.6,4", "0.25,8", "0.5,2", "0.9,4"})
    void ofEveryImageAsManyWholePatchesAreHiddenAtPlacesOfTheirOwn(double hidden, int patch) {
        var config = new MaskedConvolutionalAutoencoder(hidden, patch);
        float[] mask = MaskedConvolutionalAutoencoder.mask(new long[] {6, 3, 16, 24}, config, new Seed(3));
        int patches = 16 / patch * (24 / patch);
        long different = 0;
        for (int b = 0; b < 6; b++) {
            float sum = 0;
            for (int y = 0; y < 16; y++) {
                for (int x = 0; x < 24; x++) {
                    float value = mask[(b * 16 + y) * 24 + x];
                    assertThat(value).isEqualTo(mask[(b * 16 + y / patch * patch) * 24 + x / patch * patch]);
                    assertThat(value).isIn(0f, 1f);
                    different += value == mask[y * 24 + x] ? 0 : 1;
                    sum += value;
                }
            }
            assertThat(sum).isEqualTo(Math.round(hidden * patches) * patch * patch);
        }
        assertThat(different).isPositive();
    }

    @Test
    void everyPatchIsHiddenEquallyOften() {
        var config = new MaskedConvolutionalAutoencoder(0.25, 4);
        int[] hidden = new int[16];
        float[] mask = MaskedConvolutionalAutoencoder.mask(new long[] {2000, 1, 16, 16}, config, new Seed(4));
        for (int i = 0; i < mask.length; i++) {
            int y = i / 16 % 16;
            int x = i % 16;
            hidden[y / 4 * 4 + x / 4] += y % 4 == 0 && x % 4 == 0 ? (int) mask[i] : 0;
        }

        double deviation = Math.sqrt(2000 * 0.25 * 0.75);
        for (int count : hidden) {
            assertThat(count).isBetween((int) (500 - 4 * deviation), (int) (500 + 4 * deviation));
        }
    }

    /// With a decoder that says 0 everywhere, the loss is the mean square of what is to be said.
    @Test
    void theConvolutionalLossIsThatOfHiddenPixelsAlone() {
        try (Scope scope = Scope.open()) {
            Work work = Work.begin(
                    IMAGES, Tiny.config(Method.MASKED_CONVOLUTIONAL_AUTOENCODER, 3, "optimisation.batch=8"), Tiny.SEED);
            silence(work, "decoder.last.");
            Lesson lesson = lesson(8);
            double loss = work.learner().look(lesson).loss().total().item_float();

            float[] view = Natives.values(lesson.view(ViewSettings.oneView(), "only"));
            float[] mask = MaskedConvolutionalAutoencoder.mask(
                    new long[] {8, 3, 16, 16},
                    MaskedConvolutionalAutoencoder.defaults(),
                    lesson.seed().split("mask"));
            double sum = 0;
            double count = 0;
            for (int i = 0; i < view.length; i++) {
                int place = i / (3 * 256) * 256 + i % 256;
                sum += mask[place] * view[i] * view[i];
                count += mask[place];
            }
            assertThat(loss).isCloseTo(sum / count, within(1e-4));
        }
    }

    @Test
    void theTransformersLossIsThatOfStandardisedHiddenPatchesAlone() {
        try (Scope scope = Scope.open()) {
            Work work =
                    Work.begin(IMAGES, Tiny.config(Method.MASKED_AUTOENCODER, 3, "optimisation.batch=8"), Tiny.SEED);
            silence(work, "head.pixels.0.");
            Lesson lesson = lesson(8);
            double loss = work.learner().look(lesson).loss().total().item_float();

            float[] patches = Natives.values(MaskedAutoencoder.patches(
                    lesson.view(ViewSettings.oneView(), "only"), new PatchGrid(3, 1, 16, 16, 1, 4)));
            var mask = MaskedAutoencoder.mask(8, 16, 0.75, lesson.seed().split("mask"));
            double sum = 0;
            for (int b = 0; b < 8; b++) {
                for (long token : mask.left()[b]) {
                    for (int i = 0; i < 48; i++) {
                        sum += Math.pow(patches[(b * 16 + (int) token) * 48 + i], 2) / (8 * 12 * 48);
                    }
                }
            }
            assertThat(loss).isCloseTo(sum, within(1e-4));
        }
    }

    @Test
    void ofAClipTheSamePlacesAreLeftOutAtAllTimesOrItsEndEverywhere() {
        PatchGrid grid = new PatchGrid(1, 8, 16, 16, 2, 4);
        var tubes = MaskedAutoencoder.tubes(3, grid, 0.75, new Seed(1));
        var places = MaskedAutoencoder.mask(3, 16, 0.75, new Seed(1));
        for (int b = 0; b < 3; b++) {
            assertThat(tubes.left()[b]).hasSize(48).doesNotHaveDuplicates();
            assertThat(tubes.seen()[b]).hasSize(16).doesNotHaveDuplicates();
            for (long token : tubes.left()[b]) {
                assertThat(places.left()[b]).contains(token % 16);
            }
        }
        Set<Integer> seen = new TreeSet<>();
        for (int n = 0; n < 40; n++) {
            var future = MaskedAutoencoder.future(2, grid, 0.5, new Seed(n));
            int tokens = future.seen()[1].length;
            seen.add(tokens);
            assertThat(future.seen()[1])
                    .isEqualTo(future.seen()[0])
                    .containsExactly(LongStream.range(0, tokens).toArray());
            assertThat(future.left()[1])
                    .containsExactly(LongStream.range(tokens, 64).toArray());
        }
        assertThat(seen).as("two or three of four times").containsExactly(32, 48);
        for (int n = 0; n < 40; n++) {
            assertThat(MaskedAutoencoder.future(1, grid, 0.99, new Seed(n)).seen()[0])
                    .isNotEmpty();
            assertThat(MaskedAutoencoder.future(1, grid, 0.01, new Seed(n)).left()[0])
                    .as("not none")
                    .hasSize(16);
        }
    }

    @Test
    void patchesOfAClipAreOfTwoFrames() {
        PatchGrid grid = new PatchGrid(1, 4, 4, 4, 2, 2);
        float[] clip = gaussian(64);
        try (Scope scope = Scope.open()) {
            float[] values = Natives.values(MaskedAutoencoder.patches(Natives.of(clip, 1, 4, 1, 4, 4), grid));
            for (int token = 0; token < 8; token++) {
                float[] patch = new float[8];
                for (int i = 0; i < 8; i++) {
                    int time = token / 4 * 2 + i / 4;
                    int row = token % 4 / 2 * 2 + i / 2 % 2;
                    patch[i] = clip[(time * 4 + row) * 4 + token % 2 * 2 + i % 2];
                }
                float[] expected = standardised(patch);
                for (int i = 0; i < 8; i++) {
                    assertThat(values[token * 8 + i]).isCloseTo(expected[i], within(ROUNDING));
                }
            }
        }
    }

    @Test
    void whatIsSeenAndWhatIsLeftOutAreAllTokensOnce() {
        var mask = MaskedAutoencoder.mask(20, 16, 0.75, new Seed(1));
        for (int b = 0; b < 20; b++) {
            assertThat(mask.left()[b]).hasSize(12);
            long[] all = LongStream.concat(LongStream.of(mask.seen()[b]), LongStream.of(mask.left()[b]))
                    .sorted()
                    .toArray();
            assertThat(all).containsExactly(LongStream.range(0, 16).toArray());
        }
        assertThat(mask.left()[0]).isNotEqualTo(mask.left()[1]);
        assertThat(MaskedAutoencoder.mask(1, 2, 0.01, new Seed(1)).left()[0])
                .as("at least one")
                .hasSize(1);
        assertThat(MaskedAutoencoder.mask(1, 2, 0.99, new Seed(1)).seen()[0])
                .as("not all")
                .hasSize(1);
    }

    @Test
    void noiseIsStandardNormalAndAFunctionOfTheSeed() {
        try (Scope scope = Scope.open()) {
            var like = Natives.of(new float[3 * 2000], 2, 3, 20, 50);
            float[] noise = Natives.values(Reconstruction.noise(like, new Seed(5)));
            double sum = 0;
            double squares = 0;
            for (float value : noise) {
                sum += value / (double) noise.length;
                squares += value * (double) value / noise.length;
            }

            assertThat(sum).isCloseTo(0, within(4 / Math.sqrt(6000)));
            assertThat(squares).isCloseTo(1, within(4 * Math.sqrt(2.0 / 6000)));
            assertThat(Natives.values(Reconstruction.noise(like, new Seed(5)))).isEqualTo(noise);
            assertThat(Natives.values(Reconstruction.noise(like, new Seed(6)))).isNotEqualTo(noise);
        }
    }

    @ParameterizedTest
    @CsvSource({"0.6,5", "0.6,3", "0.6,16", "0.01,4", "0.99,8"})
    void patchesThatDoNotFillTheImageOrLeaveNothingAreRefused(double hidden, int patch) {
        var config = Tiny.config(
                Method.MASKED_CONVOLUTIONAL_AUTOENCODER,
                3,
                "methods.filling.hidden=" + hidden,
                "methods.filling.patch=" + patch);
        try (Scope scope = Scope.open()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Work.begin(IMAGES, config, Tiny.SEED))
                    .withMessageContainingAll("16 by 16", "patches of " + patch, "\nMaybe");
        }
    }

    private static void silence(Work work, String prefix) {
        work.networks().parameters().copy().forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                work.networks().parameters().set(name, Tensor.zeros(tensor.shape()));
            }
        });
    }

    private static Lesson lesson(int size) {
        int[] drawn = java.util.stream.IntStream.range(0, size).toArray();
        return new Lesson(IMAGES, drawn, ChannelStatistics.of(IMAGES), new Seed(9));
    }

    private static float[] gaussian(int size) {
        var random = new Seed(2).generator();
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
