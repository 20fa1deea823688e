package io.github.jepa4j.worldmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.worldmodel.GaussianWorldModel.Inferred;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A model whose next latent depends on what lies on a line.
class GaussianWorldModelTest {

    private static final SafeTensors MODEL = new SafeTensors(Map.of(), Map.of("format", "jepa4j/1"));

    @TempDir
    Path folder;

    @Nested
    class Likeliest implements WorldModelContract {
        @Override
        public WorldModel model() {
            return random().likeliest();
        }
    }

    @Nested
    class Drawn implements WorldModelContract {
        @Override
        public WorldModel model() {
            return random().future(new Seed(4));
        }
    }

    private static GaussianWorldModel random() {
        GaussianSpec spec = new GaussianSpec(5, 2, 2, 7, 1);
        Map<String, Tensor> weights =
                new TreeMap<>(RandomWeights.of(spec.predictor(), new Seed(8)).tensors());
        float[] bias = weights.get("predictor.hidden.0.bias").values();
        for (int unit = 0; unit < bias.length; unit++) {
            bias[unit] = Math.copySign(30, bias[unit]); // firmly on or off, for the contract's steps
        }
        put(weights, "inference.hidden.0.weight", 7, 10);
        put(weights, "inference.hidden.0.bias", 7);
        put(weights, "inference.action.weight", 7, 2);
        put(weights, "inference.hidden.1.weight", 7, 7);
        put(weights, "inference.hidden.1.bias", 7);
        put(weights, "inference.output.weight", 4, 7);
        put(weights, "inference.output.bias", 4);
        return GaussianWorldModel.of(spec, MODEL, weights);
    }

    private static void put(Map<String, Tensor> weights, String name, int... shape) {
        var random = new Seed(9).split(name).generator();
        float[] values = new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        weights.put(name, new Tensor(shape, values));
    }

    /// `z' = z + a + 2 v`, made by hand; what happened tells `v` with a deviation of 1/e.
    private static GaussianWorldModel drifter() {
        GaussianSpec spec = new GaussianSpec(1, 1, 1, 2, 1);
        Map<String, Tensor> weights = new TreeMap<>();
        weights.put("predictor.hidden.0.weight", Tensor.zeros(2, 1));
        weights.put("predictor.hidden.0.bias", Tensor.zeros(2));
        weights.put("predictor.action.weight", new Tensor(new int[] {2, 2}, new float[] {1, 2, -1, -2}));
        weights.put("predictor.output.weight", new Tensor(new int[] {1, 2}, new float[] {1, -1}));
        weights.put("predictor.output.bias", Tensor.zeros(1));
        weights.put("inference.hidden.0.weight", new Tensor(new int[] {2, 2}, new float[] {-0.5f, 0.5f, 0.5f, -0.5f}));
        weights.put("inference.hidden.0.bias", Tensor.zeros(2));
        weights.put("inference.action.weight", new Tensor(new int[] {2, 1}, new float[] {-0.5f, 0.5f}));
        weights.put("inference.hidden.1.weight", new Tensor(new int[] {2, 2}, new float[] {1, 0, 0, 1}));
        weights.put("inference.hidden.1.bias", Tensor.zeros(2));
        weights.put("inference.output.weight", new Tensor(new int[] {2, 2}, new float[] {1, -1, 0, 0}));
        weights.put("inference.output.bias", new Tensor(new int[] {2}, new float[] {0, -1}));
        return GaussianWorldModel.of(spec, MODEL, weights);
    }

    private static float walked(WorldModel model, float... actions) {
        Rollout rollout = model.imagine(new Latent(new float[] {10}), new ActionBatch(1, actions.length, 1, actions));
        return rollout.latents()[actions.length];
    }

    @Test
    void givenTheVariableTheFutureIsCertain() {
        assertThat(walked(drifter().likeliest(), 1, 1)).isEqualTo(12);
        assertThat(walked(drifter().given(new float[] {0.5f}, new float[] {-1}), 1, 1, 1))
                .isEqualTo(12);
    }

    @Test
    void futuresDrawnTogetherAreSpreadAsANormalIs() {
        List<WorldModel> futures = drifter().futures(400, new Seed(3));
        double sum = 0;
        double squares = 0;
        for (WorldModel future : futures) {
            double drift = walked(future, 0) - 10;
            sum += drift;
            squares += drift * drift;
        }
        assertThat(sum / 400).isCloseTo(0, within(0.02)); // drawn singly it would be off by 0.1
        assertThat(Math.sqrt(squares / 400)).isCloseTo(2, within(0.03));
    }

    @Test
    void quantilesOfTheNormalAreThoseOfTables() {
        assertThat(NormalQuantile.of(0.5)).isZero();
        assertThat(NormalQuantile.of(0.975)).isCloseTo(1.959964f, within(1e-6f));
        assertThat(NormalQuantile.of(0.01)).isCloseTo(-2.326348f, within(1e-6f));
        assertThat(NormalQuantile.of(0.999)).isCloseTo(3.090232f, within(1e-6f));
        assertThat(NormalQuantile.of(0)).isEqualTo(NormalQuantile.of(1e-7)).isCloseTo(-5.199338f, within(1e-5f));
    }

    @Test
    void whatTheVariableWasIsInferredWithItsBits() {
        Inferred inferred =
                drifter().infer(new Latent(new float[] {10}), new float[] {1}, new Latent(new float[] {14}));

        assertThat(inferred.mean()[0]).isCloseTo(1.5f, within(1e-6f)); // 14 = 10 + 1 + 2 * 1.5
        assertThat(inferred.deviation()[0]).isCloseTo((float) Math.exp(-1), within(1e-6f));
        double nats = (1.5 * 1.5 + Math.exp(-2) - 1) / 2 + 1;
        assertThat(inferred.bits()).isCloseTo((float) (nats / Math.log(2)), within(1e-5f));
    }

    @Test
    void itsFileGivesItBack() throws IOException {
        GaussianWorldModel written = random();
        Path file = folder.resolve("model.safetensors");
        written.in(MODEL, Map.of("seed", "7")).write(file);
        SafeTensors read = SafeTensors.read(file);

        assertThat(GaussianWorldModel.in(read)).isTrue();
        assertThat(GaussianWorldModel.in(MODEL)).isFalse();
        GaussianWorldModel back = GaussianWorldModel.of(read);
        assertThat(back.spec()).isEqualTo(written.spec());
        Latent now = new Latent(new float[] {1, -2, 0.5f, 0, 1});
        ActionBatch actions = new ActionBatch(1, 2, 2, new float[] {1, -1, 0.5f, 2});
        assertThat(back.future(new Seed(1)).imagine(now, actions).latents())
                .containsExactly(
                        written.future(new Seed(1)).imagine(now, actions).latents());
    }

    @Test
    void whatDoesNotFitIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> drifter().given(new float[2]))
                .withMessageContaining("\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> drifter().infer(new Latent(new float[2]), new float[1], new Latent(new float[1])))
                .withMessageContaining("\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GaussianWorldModel.of(MODEL))
                .withMessageContainingAll("holds no continuous latent variable", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> drifter().futures(0, new Seed(1)))
                .withMessageContaining("\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new GaussianSpec(1, 1, 0, 1, 1))
                .withMessageContaining("\nMaybe");
    }
}
