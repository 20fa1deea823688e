package io.github.jepa4j.worldmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jepa4j.perception.EncoderSpec;
import io.github.jepa4j.perception.ImpalaSpec;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.perception.SignalsSpec;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.world.Signals;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// An ensemble in the file of the model whose latents it imagines.
class EnsembleTest {

    private static final SignalsSpec SIGNALS =
            new SignalsSpec(List.of("x", "y"), new float[2], new float[2], new float[] {1, 1}, new int[] {3}, 2);
    private static final ImpalaSpec PIXELS =
            new ImpalaSpec(1, 9, 9, new int[] {3}, 0, 2, 4, new float[] {0.125f}, new float[] {0.3f});
    private static final ResidualSpec RESIDUAL = new ResidualSpec(4, 2, 5, 1);
    private static final GruSpec GRU = new GruSpec(4, 2);

    @TempDir
    Path folder;

    private static SafeTensors model() {
        return model(SIGNALS, RESIDUAL);
    }

    private static SafeTensors model(EncoderSpec encoder, PredictorSpec predictor) {
        Map<String, Tensor> tensors =
                new TreeMap<>(RandomWeights.of(predictor, new Seed(1)).tensors());
        tensors.put("encoder.hidden.0.weight", new Tensor(new int[] {3, 2}, new float[] {1, 2, -1, 0, 1, 1}));
        tensors.put("encoder.hidden.0.bias", Tensor.zeros(3));
        tensors.put("encoder.output.weight", new Tensor(new int[] {2, 3}, new float[] {1, 0, -1, 2, 1, 0}));
        tensors.put("encoder.output.bias", Tensor.zeros(2));
        return new SafeTensors(tensors, JepaModel.metadata(encoder, predictor, ActionScale.identity(2)));
    }

    private static List<Map<String, Tensor>> weights(int... seeds) {
        return java.util.Arrays.stream(seeds)
                .mapToObj(seed -> RandomWeights.of(RESIDUAL, new Seed(seed)).tensors())
                .toList();
    }

    private static float[] future(WorldModel model) {
        ActionBatch actions = new ActionBatch(1, 3, 2, new float[] {1, 0, 0.5f, -1, 0, 0.3f});
        return model.imagine(new Latent(new float[] {0.3f, -1, 0.2f, 0.8f}), actions)
                .latents();
    }

    @Test
    void aFileGivesTheEnsembleBackAndItsModelIsAsItWas() throws IOException {
        Path file = folder.resolve("model.safetensors");
        Ensemble ensemble = Ensemble.of(model(), weights(2, 3));
        assertThat(Ensemble.in(model())).isFalse();

        ensemble.in(model(), Map.of("seed", "7")).write(file);

        SafeTensors written = SafeTensors.read(file);
        assertThat(Ensemble.in(written)).isTrue();
        assertThat(written.metadata()).containsEntry("ensemble.seed", "7").containsEntry("ensemble.members", "2");
        List<WorldModel> back = Ensemble.of(written).members();
        assertThat(back).hasSize(2);
        for (int n = 0; n < 2; n++) {
            assertThat(future(back.get(n)))
                    .containsExactly(future(ensemble.members().get(n)));
        }
        assertThat(future(back.get(0))).isNotEqualTo(future(back.get(1)));
        JepaModel loaded = JepaModel.load(file);
        assertThat(future(loaded.worldModel()))
                .containsExactly(future(JepaModel.of(model()).worldModel()));
        assertThat(loaded.encoder().encode(new Signals(new float[] {1, 2})).values())
                .containsExactly(JepaModel.of(model())
                        .encoder()
                        .encode(new Signals(new float[] {1, 2}))
                        .values());
    }

    @Test
    void anotherEnsembleTakesThePlaceOfTheOneBefore() {
        SafeTensors three = Ensemble.of(model(), weights(2, 3, 4)).in(model(), Map.of("fit", "100", "seed", "1"));

        SafeTensors one = Ensemble.of(three, weights(5)).in(three, Map.of("seed", "2"));

        assertThat(one).isEqualTo(Ensemble.of(model(), weights(5)).in(model(), Map.of("seed", "2")));
    }

    @Test
    void membersAreNormalisedAsTheEncoderIsWhateverTheirOwnFileSays() {
        SafeTensors model = model(PIXELS, GRU);
        Map<String, Tensor> member = RandomWeights.of(GRU, new Seed(2)).tensors(); // with another normalisation
        Map<String, Tensor> expected = new TreeMap<>(member);
        for (String name : List.of("encoder.norm.weight", "encoder.norm.bias")) {
            expected.put(name, model.tensor(name, 4));
        }

        WorldModel found = Ensemble.of(model, List.of(member)).members().getFirst();

        assertThat(future(found)).containsExactly(future(GruWorldModel.of(GRU, new SafeTensors(expected, Map.of()))));
    }

    @Test
    void aWeightThatIsMissingOfAnotherShapeOrNotFiniteIsNamedWithItsMember() {
        SafeTensors good = Ensemble.of(model(), weights(2, 3)).in(model(), Map.of());
        String name = "ensemble.1.predictor.output.bias";

        Map<String, Tensor> missing = new TreeMap<>(good.tensors());
        missing.remove(name);
        refused(new SafeTensors(missing, good.metadata()), "Member 1", "no tensor predictor.output.bias");

        Map<String, Tensor> longer = new TreeMap<>(good.tensors());
        longer.put(name, Tensor.zeros(5));
        refused(new SafeTensors(longer, good.metadata()), "Member 1", "predictor.output.bias", "[5]", "[4]");

        Map<String, Tensor> diverged = new TreeMap<>(good.tensors());
        diverged.put(name, new Tensor(new int[] {4}, new float[] {0, Float.NaN, 0, 0}));
        refused(new SafeTensors(diverged, good.metadata()), "Member 1", "predictor.output.bias", "NaN", "place 1");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ensemble.of(model(), List.of()))
                .withMessageContainingAll("no member", "\nMaybe");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "two", "99999999999", "3"})
    void aNumberOfMembersThatIsNotThatOfTheFileIsRefused(String count) {
        SafeTensors good = Ensemble.of(model(), weights(2, 3)).in(model(), Map.of());
        Map<String, String> metadata = new TreeMap<>(good.metadata());
        metadata.put("ensemble.members", count);

        refused(
                new SafeTensors(good.tensors(), metadata),
                count.equals("3") ? "Member 2" : "ensemble.members = " + count);
    }

    @Test
    void aFileWithoutOneSaysHowToLearnOne() {
        refused(model(), "ensemble.members = nothing", "jepa4j ensemble");
    }

    private static void refused(SafeTensors file, String... parts) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Ensemble.of(file))
                .withMessageContainingAll(parts)
                .withMessageContaining("\nMaybe");
    }
}
