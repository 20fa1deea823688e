package io.github.jepa4j.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Scalar;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The networks that watch a clip frame by frame: encoder, memory, predictor, and the decoder of pixels.
class FrameNetworksTest {

    private static final Seed SEED = new Seed(44);
    private static final double STIRRED = 0.3;

    /// Sums of a few dozen products in single precision.
    private static final double ROUNDING = 1e-5;

    @BeforeAll
    static void openTheEngine() {
        Engine.open(1);
    }

    @Test
    void theMemoryIsWhatPlainLoopsRemember() {
        Parameters parameters = new Parameters(SEED);
        var gru = new ConvGru(parameters, "gru", 2, 3);
        Agreement.stir(parameters, SEED, STIRRED);
        var plain = new PlainConvGru(parameters.copy(), "gru");
        double[][][] expected = new double[3][4][5];
        try (Scope scope = Scope.open()) {
            var memory = gru.empty(Natives.of(new float[2 * 4 * 5], 1, 2, 4, 5));
            assertThat(Natives.values(memory)).containsOnly(0).hasSize(60);
            for (int t = 0; t < 4; t++) {
                float[] input = Agreement.gaussian(SEED.split("input").split(t), 2 * 4 * 5, 1);
                expected = plain.forward(maps(input, 2, 4, 5), expected);

                memory = gru.remember(gru.hear(Natives.of(input, 1, 2, 4, 5)), memory);

                float[] remembered = Natives.values(memory);
                for (int i = 0; i < remembered.length; i++) {
                    assertThat((double) remembered[i]).isCloseTo(expected[i / 20][i / 5 % 4][i % 5], within(ROUNDING));
                }
            }
        }
    }

    private static double[][][] maps(float[] values, int channels, int rows, int columns) {
        double[][][] maps = new double[channels][rows][columns];
        for (int i = 0; i < values.length; i++) {
            maps[i / (rows * columns)][i / columns % rows][i % columns] = values[i];
        }
        return maps;
    }

    @Test
    void withoutAChangeThePredictorForeseesThatNothingChanges() {
        Parameters parameters = new Parameters(SEED);
        var predictor = new FramePredictor(parameters, "p", new FrameSpec(1, 8, 8, 3, 5));
        Agreement.stir(parameters, SEED, STIRRED);
        parameters.set("p.change.weight", Tensor.zeros(3, 5, 3, 3));
        parameters.set("p.change.bias", Tensor.zeros(3));
        float[] latent = Agreement.gaussian(SEED.split("latent"), 12, 1);
        try (Scope scope = Scope.open()) {
            var now = Natives.of(latent, 1, 3, 2, 2);
            var prediction = predictor.forward(now, predictor.empty(now));

            assertThat(Natives.values(prediction.next())).isEqualTo(latent);
            assertThat(prediction.memory().shape()).containsExactly(1, 5, 2, 2);
            assertThat(Natives.values(prediction.memory())).doesNotContain(0);
        }
    }

    @Test
    void whatTellsTheErrorTeachesTheMemoryNothing() {
        Parameters parameters = new Parameters(SEED);
        var predictor = new FramePredictor(parameters, "p", new FrameSpec(1, 8, 8, 3, 5));
        try (Scope scope = Scope.open()) {
            var now = Natives.of(Agreement.gaussian(SEED, 12, 1), 1, 3, 2, 2);
            var prediction = predictor.forward(now, predictor.empty(now));
            var logError = prediction.logError();
            var nothing = prediction.next().sum().mul(new Scalar(0.0)); // but it has a gradient by all

            assertThat(logError.shape()).containsExactly(1, 1, 2, 2);
            var gradients = parameters.gradients(logError.sum().add(nothing));
            var names = List.copyOf(parameters.copy().keySet());
            for (int i = 0; i < gradients.size(); i++) {
                boolean moves = gradients.get(i).abs().sum().item_float() > 0;
                assertThat(moves).as(names.get(i)).isEqualTo(names.get(i).matches("p\\.(doubt|log_error)\\..*"));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"8,8", "12,20", "4,4", "48,48"})
    void aLatentMapHasAPlaceForEveryFourPixels(int rows, int columns) {
        FrameSpec spec = new FrameSpec(3, rows, columns, 6, 4);
        Parameters parameters = new Parameters(SEED);
        var encoder = new FrameEncoder(parameters, new Buffers(), "encoder", spec);
        var decoder = new PixelDecoder(parameters, "decoder", 6, 2, 3);
        try (Scope scope = Scope.open()) {
            var map = encoder.forward(
                    Natives.of(Agreement.gaussian(SEED, 2 * 3 * rows * columns, 1), 2, 3, rows, columns),
                    Mode.TRAINING);

            assertThat(map.shape()).containsExactly(2, 6, spec.placeRows(), spec.placeColumns());
            assertThat(spec.placeRows()).isEqualTo(rows / 4);
            assertThat(decoder.forward(map).shape()).containsExactly(2, 3, rows, columns);
        }
    }

    @Test
    void whatIsSeenAtAPlaceReachesOverSeventeenPixels() {
        FrameSpec spec = new FrameSpec(1, 40, 40, 4, 2);
        Parameters parameters = new Parameters(SEED);
        var encoder = new FrameEncoder(parameters, new Buffers(), "encoder", spec);
        Agreement.stir(parameters, SEED, STIRRED);
        int first = 40;
        int last = -1;
        try (Scope scope = Scope.open()) {
            float[] dark = at(encoder, new float[1600]);
            for (int x = 0; x < 40; x++) {
                float[] pixels = new float[1600];
                for (int y = 0; y < 40; y++) {
                    pixels[y * 40 + x] = 5;
                }
                if (!java.util.Arrays.equals(at(encoder, pixels), dark)) {
                    first = Math.min(first, x);
                    last = Math.max(last, x);
                }
            }
        }

        assertThat(last - first + 1).isEqualTo(17);
        assertThat(first).as("around the place's own pixels, 20 to 23").isLessThan(20);
        assertThat(last).isGreaterThan(23);
    }

    /// The latent of the place in the middle.
    private static float[] at(FrameEncoder encoder, float[] pixels) {
        var map = encoder.forward(Natives.of(pixels, 1, 1, 40, 40), Mode.INFERENCE);
        return Natives.values(map.select(3, 5).select(2, 5));
    }

    @Test
    void aDecoderRepeatsPlacesBeforeItConvolves() {
        Parameters parameters = new Parameters(SEED);
        var decoder = new PixelDecoder(parameters, "d", 16, 1, 1);
        Map<String, Tensor> values = parameters.copy();
        values.replaceAll((_, tensor) -> Tensor.zeros(tensor.shape()));
        // kernels that pass on the first channel as it is
        values.get("d.0.weight").values()[4] = 1;
        values.get("d.last.weight").values()[4] = 1;
        parameters.load(values);
        float[] map = new float[16 * 4];
        System.arraycopy(new float[] {1, 2, 3, 4}, 0, map, 0, 4);
        try (Scope scope = Scope.open()) {
            assertThat(Natives.values(decoder.forward(Natives.of(map, 1, 16, 2, 2))))
                    .containsExactly(1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4);
        }
    }

    @ParameterizedTest
    @CsvSource({"0,8,8,4,2", "1,6,8,4,2", "1,8,10,4,2", "1,0,8,4,2", "1,8,8,1,2", "1,8,8,4,0"})
    void sizesThatCannotBeWatchedAreRefused(int channels, int rows, int columns, int width, int memory) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FrameSpec(channels, rows, columns, width, memory))
                .withMessageContaining("\nMaybe");
    }
}
