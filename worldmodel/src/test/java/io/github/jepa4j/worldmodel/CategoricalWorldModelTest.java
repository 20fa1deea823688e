package io.github.jepa4j.worldmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.perception.ImpalaSpec;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.worldmodel.CategoricalWorldModel.Inferred;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A model whose next latent depends on chance.
class CategoricalWorldModelTest {

    private static final ImpalaSpec PIXELS =
            new ImpalaSpec(1, 9, 9, new int[] {3}, 0, 2, 5, new float[] {0.125f}, new float[] {0.3f});
    private static final CategoricalSpec SPEC = new CategoricalSpec(5, 2, 3, 0.1, 7, 1, 6, 0);

    @TempDir
    Path folder;

    @Nested
    class Likeliest implements WorldModelContract {
        @Override
        public WorldModel model() {
            return random(true).likeliest();
        }
    }

    @Nested
    class Drawn implements WorldModelContract {
        @Override
        public WorldModel model() {
            return random(false).future(new Seed(4));
        }
    }

    @Nested
    class Given implements WorldModelContract {
        @Override
        public WorldModel model() {
            return random(true).given(2, 0, 1);
        }
    }

    @Nested
    class SideBySide implements WorldModelContract {
        @Override
        public WorldModel model() {
            return Futures.together(random(false).futures(3, new Seed(4)));
        }
    }

    @Test
    void futuresSideBySideAreEachWhatItIsByItself() {
        for (int waves : new int[] {0, 4}) {
            CategoricalWorldModel model = unsure(waves);
            List<WorldModel> each = model.futures(6, new Seed(2));
            Futures futures = Futures.together(each);
            Latent now = new Latent(new float[] {0.3f, -0.2f, 0.1f, 0.5f, -1});
            ActionBatch actions = ActionBatch.zeros(70, 4, 2); // more than are imagined at a time
            for (int i = 0; i < actions.values().length; i++) {
                actions.values()[i] = (float) Math.sin(i);
            }

            assertThat(ScenarioTree.of(each))
                    .as("they share what they have in common")
                    .isNotNull();
            Rollout all = futures.imagine(futures.now(now), actions);

            Set<List<Float>> ends = new HashSet<>();
            for (int future = 0; future < each.size(); future++) {
                float[] own = futures.of(all, future).latents();
                assertThat(own)
                        .containsExactly(each.get(future).imagine(now, actions).latents());
                ends.add(List.of(own[20], own[21]));
            }
            assertThat(ends).as("different futures").hasSizeGreaterThan(1);
        }
    }

    private static CategoricalWorldModel unsure(int waves) {
        var spec = new CategoricalSpec(5, 2, 3, 0.1, 7, 1, 6, waves);
        Map<String, Tensor> weights =
                new TreeMap<>(RandomWeights.of(spec.predictor(), new Seed(8)).tensors());
        weights.putAll(chances(new Seed(9)));
        if (waves > 0) {
            put(weights, new Seed(10), "chances.waves", waves, 5);
            put(weights, new Seed(11), "chances.hidden.0.weight", 6, 2 * waves);
        }
        return CategoricalWorldModel.of(spec, model(), weights);
    }

    /// Hidden units are firmly on or off, and values far from equally likely, so that the contract's small steps
    /// change no choice.
    private static CategoricalWorldModel random(boolean normalised) {
        Map<String, Tensor> weights =
                new TreeMap<>(RandomWeights.of(SPEC.predictor(), new Seed(8)).tensors());
        firm(weights.get("predictor.hidden.0.bias").values(), 30);
        weights.putAll(chances(new Seed(9)));
        firm(weights.get("chances.hidden.0.bias").values(), 30);
        firm(weights.get("chances.hidden.1.bias").values(), 300);
        return CategoricalWorldModel.of(SPEC, normalised ? model() : unnormalised(), weights);
    }

    private static void firm(float[] bias, float firmness) {
        for (int unit = 0; unit < bias.length; unit++) {
            bias[unit] = Math.copySign(firmness, bias[unit]);
        }
    }

    private static SafeTensors model() {
        GruSpec own = new GruSpec(5, 2);
        return new SafeTensors(
                RandomWeights.of(own, new Seed(1)).tensors(), JepaModel.metadata(PIXELS, own, ActionScale.identity(2)));
    }

    private static SafeTensors unnormalised() {
        Map<String, Tensor> tensors = new TreeMap<>(model().tensors());
        tensors.keySet().removeIf(name -> name.startsWith("encoder.norm"));
        return new SafeTensors(tensors, model().metadata());
    }

    private static Map<String, Tensor> chances(Seed seed) {
        Map<String, Tensor> weights = new TreeMap<>();
        put(weights, seed, "chances.hidden.0.weight", 6, 5);
        put(weights, seed, "chances.hidden.0.bias", 6);
        put(weights, seed, "chances.action.weight", 6, 2);
        put(weights, seed, "chances.hidden.1.weight", 6, 6);
        put(weights, seed, "chances.hidden.1.bias", 6);
        put(weights, seed, "chances.output.weight", 3, 6);
        put(weights, seed, "chances.output.bias", 3);
        return weights;
    }

    private static void put(Map<String, Tensor> weights, Seed seed, String name, int... shape) {
        var random = seed.split(name).generator();
        float[] values = new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        weights.put(name, new Tensor(shape, values));
    }

    /// One latent number that an action moves and chance moves too: by -1, 0 or +1, with chances that depend on where
    /// it is. A hand-made model, so that everything is known: `z' = z + a + (v - 1)`.
    private static CategoricalWorldModel walker(float... logits) {
        CategoricalSpec spec = new CategoricalSpec(1, 1, 3, 0.1, 2, 1, 1, 0);
        Map<String, Tensor> weights = new TreeMap<>();
        weights.put("predictor.hidden.0.weight", Tensor.zeros(2, 1));
        weights.put("predictor.hidden.0.bias", Tensor.zeros(2));
        // one unit for what moves up, one for what moves down
        weights.put("predictor.action.weight", new Tensor(new int[] {2, 4}, new float[] {1, -1, 0, 1, -1, 1, 0, -1}));
        weights.put("predictor.output.weight", new Tensor(new int[] {1, 2}, new float[] {1, -1}));
        weights.put("predictor.output.bias", Tensor.zeros(1));
        weights.put("chances.hidden.0.weight", Tensor.zeros(1, 1));
        weights.put("chances.hidden.0.bias", Tensor.zeros(1));
        weights.put("chances.action.weight", Tensor.zeros(1, 1));
        weights.put("chances.hidden.1.weight", Tensor.zeros(1, 1));
        weights.put("chances.hidden.1.bias", Tensor.zeros(1));
        weights.put("chances.output.weight", Tensor.zeros(3, 1));
        weights.put("chances.output.bias", new Tensor(new int[] {3}, logits));
        return CategoricalWorldModel.of(spec, new SafeTensors(Map.of(), Map.of()), weights);
    }

    private static float[] walked(WorldModel model, float... actions) {
        Rollout rollout = model.imagine(new Latent(new float[] {10}), new ActionBatch(1, actions.length, 1, actions));
        return Arrays.copyOfRange(rollout.latents(), 1, rollout.latents().length);
    }

    @Test
    void givenWhatChanceDoesTheFutureIsCertain() {
        CategoricalWorldModel walker = walker(0, 1, 0);

        assertThat(walked(walker.given(2, 0), 0.5f, 0.5f, 0.5f)).containsExactly(11.5f, 11f, 11.5f);
        assertThat(walked(walker.likeliest(), 0.5f, 0.5f)).containsExactly(10.5f, 11f);
    }

    @Test
    void futuresFallAsOftenAsTheyAreLikely() {
        CategoricalWorldModel walker = walker(0, (float) Math.log(2), 0); // 1/4, 1/2, 1/4
        assertThat(walker.chances(new Latent(new float[] {3}), new float[] {0}))
                .containsExactly(new float[] {0.25f, 0.5f, 0.25f}, within(1e-6f));
        int[] counts = new int[3];
        for (int seed = 0; seed < 2000; seed++) {
            counts[Math.round(walked(walker.future(new Seed(seed)), 0)[0]) - 9]++;
        }
        // Deviations of 19.4 and 22.4; the seeds are fixed.
        assertThat(counts[0]).isBetween(500 - 58, 500 + 58);
        assertThat(counts[1]).isBetween(1000 - 67, 1000 + 67);
    }

    /// So that none who plans finds a moment at which all are lucky.
    @Test
    void ofFuturesDrawnTogetherAsManyAsAreLikelyAreUnluckyAtEveryStep() {
        List<WorldModel> futures = walker(0, (float) Math.log(2), 0).futures(8, new Seed(6));
        for (int time = 0; time < 20; time++) {
            int[] counts = new int[3];
            for (WorldModel future : futures) {
                float[] path = walked(future, new float[20]);
                counts[Math.round(path[time] - (time == 0 ? 10 : path[time - 1])) + 1]++;
            }
            assertThat(counts).containsExactly(2, 4, 2);
        }
    }

    @Test
    void aFutureIsTheSameLuckForAllThatMightBeDone() {
        WorldModel future = walker(0, 0, 0).future(new Seed(2));
        float[] alone = walked(future, 0, 0, 0, 0, 0, 0);
        float[] moved = walked(future, 1, 0, 0, 0, 0, 0);
        for (int time = 0; time < alone.length; time++) {
            assertThat(moved[time]).isEqualTo(alone[time] + 1);
        }
        assertThat(walked(walker(0, 0, 0).future(new Seed(3)), 0, 0, 0, 0, 0, 0))
                .isNotEqualTo(alone);
    }

    @Test
    void whatChanceDidIsInferredFromWhatHappened() {
        CategoricalWorldModel walker = walker(0, (float) Math.log(2), 0);
        Inferred inferred = walker.infer(new Latent(new float[] {3}), new float[] {1}, new Latent(new float[] {4.9f}));

        assertThat(inferred.value()).isEqualTo(2); // 5 is nearer than 4 or 3
        assertThat(inferred.energy()).isCloseTo(0.01f, within(1e-5f));
        assertThat(inferred.chance()).isCloseTo(0.25f, within(1e-6f));

        // Half way, what is twice as likely is nearer by its price.
        Latent between = new Latent(new float[] {4.51f});
        assertThat(walker.infer(new Latent(new float[] {3}), new float[] {1}, between)
                        .value())
                .isEqualTo(1);
    }

    @Test
    void itsFileGivesItBackAndTheModelIsAsItWas() throws IOException {
        CategoricalWorldModel written = random(true);
        Path file = folder.resolve("model.safetensors");
        assertThat(CategoricalWorldModel.in(model())).isFalse();

        written.in(model(), Map.of("seed", "7")).write(file);

        SafeTensors read = SafeTensors.read(file);
        assertThat(CategoricalWorldModel.in(read)).isTrue();
        assertThat(read.metadata()).containsEntry("latent_variable.seed", "7");
        CategoricalWorldModel back = CategoricalWorldModel.of(read);
        assertThat(back.spec()).isEqualTo(SPEC);
        ActionBatch actions = new ActionBatch(1, 2, 2, new float[] {1, -1, 0.5f, 2});
        Latent now = new Latent(new float[] {1, -2, 0.5f, 0, 1});
        assertThat(back.future(new Seed(1)).imagine(now, actions).latents())
                .containsExactly(
                        written.future(new Seed(1)).imagine(now, actions).latents());
        assertThat(JepaModel.predictor(read).imagine(now, actions).latents())
                .containsExactly(
                        JepaModel.predictor(model()).imagine(now, actions).latents());
        assertThat(back.in(read, Map.of("seed", "7"))).isEqualTo(read);
    }

    @Test
    void whatDoesNotFitIsRefused() {
        CategoricalWorldModel walker = walker(0, 0, 0);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> walker.given(0, 3))
                .withMessageContainingAll("is to be 3", "0 to 2", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> walker.futures(0, new Seed(1)))
                .withMessageContaining("\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> walker.chances(new Latent(new float[2]), new float[1]))
                .withMessageContaining("\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> walker.infer(new Latent(new float[1]), new float[1], new Latent(new float[] {Float.NaN})))
                .withMessageContainingAll("finite", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CategoricalWorldModel.of(model()))
                .withMessageContainingAll("holds no latent variable", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CategoricalSpec(1, 1, 1, 0, 2, 1, 1, 0))
                .withMessageContaining("\nMaybe");
        SafeTensors broken = random(true).in(model(), Map.of());
        broken.tensors().get("latent_variable.chances.output.bias").values()[1] = Float.NaN;
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CategoricalWorldModel.of(broken))
                .withMessageContainingAll("chances.output.bias", "NaN", "\nMaybe");
        Map<String, String> metadata =
                new TreeMap<>(random(true).in(model(), Map.of()).metadata());
        metadata.put("latent_variable.spec", "{}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> CategoricalWorldModel.of(new SafeTensors(model().tensors(), metadata)))
                .withMessageContainingAll("latent_variable.spec", "\nMaybe");
    }
}
