package io.github.jepa4j.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.perception.ImpalaEncoder;
import io.github.jepa4j.perception.ImpalaSpec;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.perception.SignalsEncoder;
import io.github.jepa4j.perception.SignalsSpec;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Pixels;
import io.github.jepa4j.world.Signals;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.CategoricalSpec;
import io.github.jepa4j.worldmodel.CategoricalWorldModel;
import io.github.jepa4j.worldmodel.GruSpec;
import io.github.jepa4j.worldmodel.GruWorldModel;
import io.github.jepa4j.worldmodel.LatentPredictor;
import io.github.jepa4j.worldmodel.Level;
import io.github.jepa4j.worldmodel.LevelSpec;
import io.github.jepa4j.worldmodel.PredictorSpec;
import io.github.jepa4j.worldmodel.Quasimetric;
import io.github.jepa4j.worldmodel.QuasimetricSpec;
import io.github.jepa4j.worldmodel.ResidualSpec;
import io.github.jepa4j.worldmodel.ResidualWorldModel;
import io.github.jepa4j.worldmodel.Rollout;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The networks that are trained (libtorch) and those that plan (pure Java) are the same functions: forward
/// and gradient.
class NetworkAgreementTest {

    /// Both add the same products in other orders, in float: the project's floor for agreement, relative to
    /// the largest entry.
    private static final double AGREEMENT = 1e-4;

    private static final Seed SEED = new Seed(21);

    @BeforeAll
    static void openTheEngine() {
        Engine.open();
    }

    @ParameterizedTest
    @CsvSource({"16-32-32, 2, 1, 512", "16-32, 1, 4, 256", "8-16-16, 1, 1, 64", "8-16, 1, 2, 48"})
    void theEncoderSeesTheSameWithAndWithoutTheEngine(String widths, int blocks, int firstStride, int dimension) {
        int[] channels = java.util.Arrays.stream(widths.split("-"))
                .mapToInt(Integer::parseInt)
                .toArray();
        ImpalaSpec spec = new ImpalaSpec(
                2, 65, 65, channels, blocks, firstStride, dimension, new float[] {0.0026f, 0.0989f}, new float[] {
                    0.0369f, 0.2986f
                });
        Parameters parameters = new Parameters(SEED);
        ImpalaNetwork network = new ImpalaNetwork(parameters, spec);
        Pixels image = image(SEED.split("image").generator());
        float[] pure = ImpalaEncoder.of(spec, new SafeTensors(parameters.copy(), Map.of()))
                .encode(image)
                .values();
        try (Scope scope = Scope.open()) {
            Tensor input = Natives.of(spec.normalisation().normalise(image), 1, 2, 65, 65)
                    .contiguous(torch.MemoryFormat.ChannelsLast);
            assertAgree(pure, Natives.values(network.forward(input)));
        }
    }

    @ParameterizedTest
    @CsvSource({"64, 8", "16-24, 3"})
    void theSignalsEncoderSeesTheSameWithAndWithoutTheEngine(String widths, int features) {
        int[] units = java.util.Arrays.stream(widths.split("-"))
                .mapToInt(Integer::parseInt)
                .toArray();
        SignalsSpec spec = new SignalsSpec(
                java.util.List.of("angle", "rate"),
                new float[] {6, 0},
                new float[] {0, 0.5f, 2},
                new float[] {1, 1, 3},
                units,
                features);
        Parameters parameters = new Parameters(SEED);
        SignalsNetwork network = new SignalsNetwork(parameters, spec);
        assertThat(parameters.count()).isEqualTo(spec.parameters());
        Signals seen = new Signals(new float[] {2, -7});
        float[] pure = SignalsEncoder.of(spec, new SafeTensors(parameters.copy(), Map.of()))
                .encode(seen)
                .values();
        float[] inputs = new float[3];
        spec.normalise(seen.values(), inputs, 0);
        try (Scope scope = Scope.open()) {
            assertAgree(pure, Natives.values(network.forward(Natives.of(inputs, 1, 3))));
        }
    }

    @Test
    void withoutNormalisationTheRolloutAndItsGradientAgreeToo() {
        ResidualSpec spec = new ResidualSpec(14, 2, 40, 2);
        Parameters parameters = new Parameters(SEED);
        Predictor predictor = Predictor.of(parameters, spec, null);
        LatentPredictor model = ResidualWorldModel.unnormalised(spec, new SafeTensors(parameters.copy(), Map.of()));
        assertRolloutsAgree(predictor, model, 7, 9);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 6})
    void theChancesOfALatentVariableAreTheSameWithAndWithoutTheEngine(int waves) {
        CategoricalSpec spec = new CategoricalSpec(14, 2, 5, 0, 40, 2, 24, waves);
        Parameters parameters = new Parameters(SEED);
        Predictor.of(parameters, spec.predictor(), null);
        ChancesNetwork network = new ChancesNetwork(parameters, spec, 3);
        CategoricalWorldModel model =
                CategoricalWorldModel.of(spec, new SafeTensors(Map.of(), Map.of()), parameters.copy());
        RandomGenerator random = SEED.split("chances").generator();
        float[] latent = gaussian(random, 14);
        float[] action = gaussian(random, 2);
        try (Scope scope = Scope.open()) {
            Tensor logarithms = network.logarithms(Natives.of(latent, 1, 14), Natives.of(action, 1, 2));
            assertAgree(model.chances(new Latent(latent), action), Natives.values(logarithms.exp()));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2})
    void aLevelIsTheSameWithAndWithoutTheEngine(int context) {
        LevelSpec spec = new LevelSpec(7, 2, 5, 3, context, 2, 11, 9, 20);
        Parameters parameters = new Parameters(SEED);
        LevelNetwork network = new LevelNetwork(parameters, spec, 2);
        FeedforwardNetwork macros = LevelNetwork.macros(parameters, spec);
        RandomGenerator random = SEED.split("level").generator();
        Map<String, io.github.jepa4j.tensor.Tensor> weights = new TreeMap<>(parameters.copy());
        weights.put("codes", new io.github.jepa4j.tensor.Tensor(new int[] {11, 2}, gaussian(random, 22)));
        weights.put("step", new io.github.jepa4j.tensor.Tensor(new int[] {1}, new float[] {1}));
        Level level = Level.of(spec, weights);
        float[] lower = gaussian(random, 4 * 7);
        float[] latents = gaussian(random, 4 * 3);
        float[] done = gaussian(random, 4 * 5 * 2);
        float[] chosen = gaussian(random, 4 * 2);
        try (Scope scope = Scope.open()) {
            Tensor natives = Natives.of(latents, 4, 3);
            assertAgree(level.encodeAll(lower), Natives.values(network.encode(Natives.of(lower, 4, 7))));
            assertAgree(level.decodeAll(latents), Natives.values(network.decode(natives)));
            assertAgree(level.macros(done), Natives.values(macros.forward(Natives.of(done, 4, 10))));
            assertAgree(
                    level.affordances(latents),
                    Natives.values(network.affordances(natives).exp()));
            assertAgree(
                    level.support(latents),
                    Natives.values(network.support(natives).sigmoid()));
            assertAgree(
                    level.step(latents, new ActionBatch(4, 1, 2, chosen)),
                    Natives.values(network.predict(natives, Natives.of(chosen, 4, 2))));
        }
    }

    @Test
    void aQuasimetricAndItsGradientAreTheSameWithAndWithoutTheEngine() {
        QuasimetricSpec spec = new QuasimetricSpec(5, 4, 6, 16, 2, 3, 4, 10);
        Parameters parameters = new Parameters(SEED);
        QuasimetricNetwork network = new QuasimetricNetwork(parameters, spec, 1);
        RandomGenerator random = SEED.split("quasimetric").generator();
        Quasimetric metric = Quasimetric.of(spec, parameters.copy());
        float[] from = gaussian(random, 6 * 5);
        float[] to = gaussian(random, 5);
        try (Scope scope = Scope.open()) {
            Tensor begin = Natives.of(from, 6, 5).set_requires_grad(true);
            Tensor end = network.encode(Natives.of(to, 1, 5)).expand(6, -1, -1);
            Tensor distances = network.distance(network.encode(begin), end);
            assertAgree(metric.distances(from, to), Natives.values(distances));
            distances.sum().backward();
            float[] ones = {1, 1, 1, 1, 1, 1};
            assertAgree(metric.pullback(from, to, ones), Natives.values(begin.grad()));
        }
    }

    @Test
    void theReferenceNetworksHaveThePublishedNumbersOfParameters() {
        Parameters encoder = new Parameters(SEED);
        LayerNorm norm = new ImpalaNetwork(encoder, ImpalaSpec.reference()).norm();
        assertThat(encoder.count()).isEqualTo(1_426_096);
        assertThat(ImpalaSpec.reference().parameters()).isEqualTo(1_426_096);
        Parameters predictor = new Parameters(SEED);
        new GruPredictor(predictor, new GruSpec(512, 2), norm);
        assertThat(predictor.count()).isEqualTo(792_576);
        Parameters head = new Parameters(SEED);
        new InverseDynamics(head, 512, 2);
        assertThat(head.count()).isEqualTo(328_706);
    }

    @ParameterizedTest
    @CsvSource({
        "512, 0, 7, 9",
        "256, 0, 64, 20",
        "48, 0, 5, 3",
        "33, 0, 1, 1",
        "256, 2, 64, 20",
        "256, 1, 7, 60",
        "33, 2, 5, 3"
    })
    void theRolloutAndItsGradientAreTheSameWithAndWithoutTheEngine(
            int dimension, int layers, int candidates, int horizon) {
        PredictorSpec spec =
                layers == 0 ? new GruSpec(dimension, 2) : new ResidualSpec(dimension, 2, 2 * dimension, layers);
        Parameters parameters = new Parameters(SEED);
        LayerNorm norm = new LayerNorm(parameters, "encoder.norm", dimension);
        Predictor predictor = Predictor.of(parameters, spec, norm);
        assertRolloutsAgree(predictor, pure(spec, new SafeTensors(parameters.copy(), Map.of())), candidates, horizon);
    }

    private static void assertRolloutsAgree(Predictor predictor, LatentPredictor model, int candidates, int horizon) {
        int dimension = model.latentDimension();
        RandomGenerator random = SEED.split("rollout").generator();
        float[] now = gaussian(random, dimension);
        float[] actions = gaussian(random, candidates * horizon * 2);
        float[] pull = gaussian(random, candidates * (horizon + 1) * dimension);

        Rollout rollout = model.imagine(new Latent(now), new ActionBatch(candidates, horizon, 2, actions));
        float[] gradient = model.pullback(rollout, pull);

        try (Scope scope = Scope.open()) {
            Tensor input = Natives.of(actions, candidates, horizon, 2);
            input.set_requires_grad(true);
            Tensor latents = unroll(predictor, Natives.of(now, 1, dimension).expand(candidates, dimension), input);
            assertAgree(rollout.latents(), Natives.values(latents));
            Tensor scalar = latents.mul(Natives.of(pull, candidates, horizon + 1L, dimension))
                    .sum();
            Tensor expected = torch.grad(new TensorVector(scalar), new TensorVector(input))
                    .get(0);
            assertAgree(gradient, Natives.values(expected));
        }
    }

    private static LatentPredictor pure(PredictorSpec spec, SafeTensors weights) {
        return switch (spec) {
            case GruSpec gru -> GruWorldModel.of(gru, weights);
            case ResidualSpec residual -> ResidualWorldModel.of(residual, weights);
        };
    }

    private static Tensor unroll(Predictor predictor, Tensor now, Tensor actions) {
        int horizon = Math.toIntExact(actions.size(1));
        Tensor[] latents = new Tensor[horizon + 1];
        latents[0] = now;
        for (int t = 0; t < horizon; t++) {
            latents[t + 1] = predictor.forward(latents[t], actions.select(1, t));
        }
        return torch.stack(new TensorVector(latents), 1);
    }

    private static void assertAgree(float[] found, float[] expected) {
        assertThat(found).hasSameSizeAs(expected);
        double largest = 0;
        double gap = 0;
        for (int i = 0; i < found.length; i++) {
            largest = Math.max(largest, Math.abs(expected[i]));
            gap = Math.max(gap, Math.abs((double) found[i] - expected[i]));
        }
        assertThat(largest).isGreaterThan(0);
        assertThat(gap / largest).isLessThan(AGREEMENT);
    }

    private static Pixels image(RandomGenerator random) {
        byte[] values = new byte[2 * 65 * 65];
        random.nextBytes(values);
        return new Pixels(2, 65, 65, values);
    }

    private static float[] gaussian(RandomGenerator random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
