package io.github.jepa4j.worldmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.perception.Encoder;
import io.github.jepa4j.perception.EncoderMark;
import io.github.jepa4j.perception.ImpalaSpec;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.DType;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.SafeTensorsException;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.world.Observation;
import io.github.jepa4j.world.Pixels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JepaModelTest {

    /// Weights rounded to 11 bits, through both networks.
    private static final float HALF_TOLERANCE = 2e-2f;

    private static final ImpalaSpec ENCODER =
            new ImpalaSpec(1, 9, 9, new int[] {3}, 0, 2, 6, new float[] {0.125f}, new float[] {0.3f});
    private static final GruSpec PREDICTOR = new GruSpec(6, 2);
    private static final ActionScale SCALE = new ActionScale(new float[] {0, 1}, new float[] {0.75f, 2});

    @TempDir
    Path folder;

    @Test
    void aModelSavedAndLoadedSeesAndImaginesTheSame() throws IOException {
        checkpoint(Map.of("run", "two-rooms")).write(folder.resolve("model.safetensors"));

        JepaModel loaded = JepaModel.load(folder.resolve("model.safetensors"));

        JepaModel original = JepaModel.of(checkpoint(Map.of()));
        Latent now = original.encoder().encode(image());
        assertThat(loaded.encoder().encode(image())).isEqualTo(now);
        assertThat(future(loaded, now)).containsExactly(future(original, now));
        assertThat(loaded.actionScale()).isEqualTo(SCALE);
        assertThat(loaded.metadata()).containsEntry("run", "two-rooms");
    }

    @Test
    void halfPrecisionChangesTheFutureALittle() throws IOException {
        checkpoint(Map.of()).write(folder.resolve("half"), DType.F16);
        JepaModel whole = JepaModel.of(checkpoint(Map.of()));
        JepaModel half = JepaModel.load(folder.resolve("half"));

        float[] expected = future(whole, whole.encoder().encode(image()));
        float[] found = future(half, half.encoder().encode(image()));

        for (int i = 0; i < expected.length; i++) {
            assertThat(found[i]).isCloseTo(expected[i], within(HALF_TOLERANCE));
        }
    }

    @Test
    void moreThreadsImagineTheSame() {
        JepaModel model = JepaModel.of(checkpoint(Map.of()));
        Latent now = model.encoder().encode(image());

        assertThat(future(model.withThreads(2), now)).containsExactly(future(model, now));
    }

    @Test
    void aFileOfTensorsFromElsewhereIsRefusedWithItsName() throws IOException {
        Path file = folder.resolve("foreign.safetensors");
        new SafeTensors(Map.of("bert.weight", Tensor.zeros(2, 2)), Map.of("format", "pt")).write(file);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> JepaModel.load(file))
                .withMessageContainingAll("foreign.safetensors", "format", "pt", "jepa4j/1", "Maybe");
    }

    @Test
    void aCheckpointCutOffIsRefusedWithItsName() throws IOException {
        Path file = folder.resolve("model.safetensors");
        checkpoint(Map.of()).write(file);
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 100));

        assertThatThrownBy(() -> JepaModel.load(file))
                .isInstanceOf(SafeTensorsException.class)
                .hasMessageContainingAll("model.safetensors", "Maybe");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "encoder; {; encoder",
                "encoder; {\"channels\":1}; encoder",
                "predictor; {\"latentDimension\":7,\"actionDimension\":2}; predictor.gru.weight_ih",
                "predictor; {\"latentDimension\":6,\"actionDimension\":2,\"layers\":3}; layers",
                "predictor; {\"latentDimension\":-1,\"actionDimension\":2}; -1",
                "action_scale; {\"mean\":[0],\"std\":[1]}; 1 axes",
                "action_scale; {\"mean\":[0,0],\"std\":[1,0]}; axis 1",
                "architecture; vit; impala-gru or impala-residual or signals-residual",
            })
    void metadataThatDoesNotFitIsRefusedWithWhatIsWrong(String key, String value, String said) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JepaModel.of(checkpoint(Map.of(key, value))))
                .withMessageContainingAll(said, "Maybe");
    }

    /// Sees the brightness of the first six pixels, in a unit of its own.
    private record Eyes(float unit) implements Encoder {

        @Override
        public int dimension() {
            return 6;
        }

        @Override
        public Latent encode(Observation observation) {
            float[] values = new float[6];
            for (int i = 0; i < 6; i++) {
                values[i] = unit * ((Pixels) observation).at(0, 0, i);
            }
            return new Latent(values);
        }
    }

    private static SafeTensors onFrozen() {
        ResidualSpec predictor = new ResidualSpec(6, 2, 5, 1);
        Map<String, Tensor> tensors =
                new TreeMap<>(RandomWeights.of(predictor, new Seed(2)).tensors());
        tensors.putAll(EncoderMark.of(new Eyes(1), 1, 9, 9).tensors());
        tensors.put("encoder.mean", new Tensor(new int[] {6}, new float[] {100, 100, 100, 100, 100, 100}));
        tensors.put("encoder.std", new Tensor(new int[] {6}, new float[] {50, 50, 50, 50, 50, 50}));
        return new SafeTensors(tensors, JepaModel.metadata(predictor, SCALE));
    }

    @Test
    void aModelOnAFrozenEncoderIsReadBesideIt() throws IOException {
        Path file = folder.resolve("model.safetensors");
        onFrozen().write(file);

        JepaModel model = JepaModel.load(file, new Eyes(1));

        assertThat(model.encoder().encode(image()).values()[0]).isEqualTo((image().at(0, 0, 0) - 100) / 50f);
        assertThat(model.actionScale()).isEqualTo(SCALE);
        assertThat(future(model, model.encoder().encode(image()))).hasSize(9 * 4 * 6);
    }

    @Test
    void aModelOnAFrozenEncoderIsNotReadWithoutItNorBesideAnother() throws IOException {
        Path file = folder.resolve("model.safetensors");
        onFrozen().write(file);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> JepaModel.load(file))
                .withMessageContainingAll("model.safetensors", "is not in it", "JepaModel.load(file, encoder)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JepaModel.load(file, new Eyes(2)))
                .withMessageContainingAll("model.safetensors", "another encoder", "Maybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JepaModel.of(checkpoint(Map.of()), new Eyes(1)))
                .withMessageContainingAll("impala-gru", "frozen-residual", "Maybe");
    }

    @Test
    void surpriseIsTheMeanSquaredDistance() {
        Latent one = new Latent(new float[] {1, 2});

        assertThat(Surprise.between(one, one).value()).isZero();
        assertThat(Surprise.between(one, new Latent(new float[] {4, 2})).value())
                .isEqualTo(4.5);
    }

    private static float[] future(JepaModel model, Latent now) {
        ActionBatch actions = ActionBatch.zeros(9, 3, 2);
        for (int i = 0; i < actions.values().length; i++) {
            actions.values()[i] = (float) Math.sin(i);
        }
        return model.worldModel().imagine(now, actions).latents();
    }

    private static Pixels image() {
        byte[] bytes = new byte[81];
        new Seed(1).generator().nextBytes(bytes);
        return new Pixels(1, 9, 9, bytes);
    }

    private static SafeTensors checkpoint(Map<String, String> changes) {
        Map<String, Tensor> tensors =
                new TreeMap<>(RandomWeights.of(PREDICTOR, new Seed(2)).tensors());
        var random = new Seed(3).generator();
        for (Map.Entry<String, int[]> entry : Map.of(
                        "encoder.stack.0.conv.weight", new int[] {3, 1, 5, 5},
                        "encoder.stack.0.conv.bias", new int[] {3},
                        "encoder.linear.weight", new int[] {6, 75},
                        "encoder.linear.bias", new int[] {6})
                .entrySet()) {
            tensors.put(entry.getKey(), Tensor.zeros(entry.getValue()));
        }
        for (Tensor tensor : new TreeMap<>(tensors).headMap("encoder.norm").values()) {
            for (int i = 0; i < tensor.size(); i++) {
                tensor.values()[i] = (float) (0.3 * random.nextGaussian());
            }
        }
        Map<String, String> metadata = JepaModel.metadata(ENCODER, PREDICTOR, SCALE);
        metadata.putAll(changes);
        return new SafeTensors(tensors, metadata);
    }
}
