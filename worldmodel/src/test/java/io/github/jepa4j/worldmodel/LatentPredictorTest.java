package io.github.jepa4j.worldmodel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.offset;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.tensor.internal.Kernels;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The predictors, each against its formula.
class LatentPredictorTest {

    /// Single precision and the rational tanh, over five steps whose errors the recurrence carries on.
    private static final double FORWARD_TOLERANCE = 2e-5;

    /// The same for gradients, which are products of many such factors; relative to the largest.
    private static final double GRADIENT_TOLERANCE = 1e-4;

    /// Step of the differences in double precision: the error is of the order of its square.
    private static final double STEP = 1e-5;

    private static final ResidualSpec FIRM = new ResidualSpec(21, 3, 35, 2);

    @Nested
    class GruWithVectors implements WorldModelContract {
        @Override
        public WorldModel model() {
            return small(new GruSpec(21, 3), Kernels.best());
        }
    }

    @Nested
    class GruWithoutVectors implements WorldModelContract {
        @Override
        public WorldModel model() {
            return small(new GruSpec(21, 3), Kernels.scalar());
        }
    }

    @Nested
    class GruWithThreads implements WorldModelContract {
        @Override
        public WorldModel model() {
            return small(new GruSpec(21, 3), Kernels.best()).withThreads(3);
        }
    }

    @Nested
    class ResidualWithVectors implements WorldModelContract {
        @Override
        public WorldModel model() {
            return firm(Kernels.best());
        }
    }

    @Nested
    class ResidualWithoutVectors implements WorldModelContract {
        @Override
        public WorldModel model() {
            return firm(Kernels.scalar());
        }
    }

    @Nested
    class ResidualUnnormalised implements WorldModelContract {
        @Override
        public WorldModel model() {
            return ResidualWorldModel.unnormalised(FIRM, firmWeights());
        }
    }

    private static LatentPredictor small(PredictorSpec spec, Kernels kernels) {
        return of(spec, RandomWeights.of(spec, new Seed(8)), kernels);
    }

    /// Each unit is firmly on or off, so that a difference of the contract's step crosses no kink; that gradients are
    /// right on either side of a kink is for the formula in double precision, whose step is a thousandth of it.
    private static LatentPredictor firm(Kernels kernels) {
        return of(FIRM, firmWeights(), kernels);
    }

    private static SafeTensors firmWeights() {
        SafeTensors weights = RandomWeights.of(FIRM, new Seed(8));
        float[] firmness = {6, 40};
        for (int layer = 0; layer < firmness.length; layer++) {
            float[] bias =
                    weights.tensors().get("predictor.hidden." + layer + ".bias").values();
            for (int unit = 0; unit < bias.length; unit++) {
                bias[unit] = Math.copySign(firmness[layer], bias[unit]);
            }
        }
        return weights;
    }

    private static LatentPredictor of(PredictorSpec spec, SafeTensors weights, Kernels kernels) {
        return switch (spec) {
            case GruSpec gru -> GruWorldModel.of(gru, weights, kernels);
            case ResidualSpec residual -> ResidualWorldModel.of(residual, weights, kernels);
        };
    }

    /// A GRU where there are no hidden layers.
    private static PredictorSpec spec(int d, int a, int layers) {
        return layers == 0 ? new GruSpec(d, a) : new ResidualSpec(d, a, 2 * d + 1, layers);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 0, 1",
        "7, 2, 0, 3",
        "16, 2, 0, 9",
        "17, 1, 0, 8",
        "64, 2, 0, 5",
        "100, 5, 0, 12",
        "2, 1, 1, 1",
        "7, 2, 3, 3",
        "16, 2, 1, 9",
        "17, 1, 2, 8",
        "64, 2, 2, 5",
        "100, 5, 1, 12"
    })
    void itsLatentsAreThoseOfTheFormulaInDoublePrecision(int d, int a, int layers, int candidates) {
        PredictorSpec spec = spec(d, a, layers);
        SafeTensors weights = RandomWeights.of(spec, new Seed(d));
        Latent now = new Latent(gaussian("now", d));
        ActionBatch actions = new ActionBatch(candidates, 5, a, gaussian("actions", candidates * 5 * a));

        for (Kernels kernels : new Kernels[] {Kernels.best(), Kernels.scalar()}) {
            Rollout rollout = of(spec, weights, kernels).imagine(now, actions);
            for (int k = 0; k < candidates; k++) {
                double[][] expected =
                        PlainPredictor.of(spec, weights).imagine(doubles(now.values()), candidate(actions, k));
                assertThat(largestError(rollout, k, expected))
                        .as(kernels.description())
                        .isLessThan(FORWARD_TOLERANCE);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void itsPullbackIsTheDerivativeOfTheFormulaInDoublePrecision(int layers) {
        PredictorSpec spec = spec(33, 2, layers);
        SafeTensors weights = RandomWeights.of(spec, new Seed(4));
        Latent now = new Latent(gaussian("now", 33));
        ActionBatch actions = new ActionBatch(9, 4, 2, gaussian("actions", 9 * 4 * 2));
        float[] gradients = gaussian("gradients", 9 * 5 * 33);
        PlainPredictor oracle = PlainPredictor.of(spec, weights);

        for (Kernels kernels : new Kernels[] {Kernels.best(), Kernels.scalar()}) {
            LatentPredictor model = of(spec, weights, kernels);
            float[] pulled = model.pullback(model.imagine(now, actions), gradients);
            for (int i = 0; i < pulled.length; i++) {
                double expected = derivative(oracle, now, actions, gradients, i);
                assertThat(Math.abs(pulled[i] - expected)).isLessThan(GRADIENT_TOLERANCE * (1 + Math.abs(expected)));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"1, 0", "7, 0", "8, 0", "16, 0", "64, 0", "65, 0", "200, 0", "7, 2", "65, 2"})
    void theNumberOfThreadsChangesNoBit(int candidates, int layers) {
        PredictorSpec spec = spec(24, 2, layers);
        LatentPredictor one = small(spec, Kernels.best());
        Latent now = new Latent(gaussian("now", 24));
        ActionBatch actions = new ActionBatch(candidates, 6, 2, gaussian("actions", candidates * 12));
        Rollout alone = one.imagine(now, actions);
        float[] gradients = gaussian("gradients", alone.latents().length);
        for (int threads : new int[] {2, 3, 16}) {
            LatentPredictor shared = one.withThreads(threads);
            Rollout rollout = shared.imagine(now, actions);
            assertThat(rollout.latents()).containsExactly(alone.latents());
            assertThat(shared.pullback(rollout, gradients)).containsExactly(one.pullback(alone, gradients));
        }
    }

    @Test
    void anUpdateGateThatIsShutKeepsTheNormalisedPresentWhateverIsDone() {
        GruSpec spec = new GruSpec(4, 1);
        Map<String, Tensor> weights = new TreeMap<>();
        weights.put("predictor.gru.weight_ih", Tensor.zeros(12, 1));
        weights.put("predictor.gru.weight_hh", Tensor.zeros(12, 4));
        weights.put("predictor.gru.bias_hh", Tensor.zeros(12));
        float[] bias = new float[12];
        Arrays.fill(bias, 4, 8, 100); // update is 1: all of the old, none of the new
        weights.put("predictor.gru.bias_ih", new Tensor(new int[] {12}, bias));
        weights.put("encoder.norm.weight", new Tensor(new int[] {4}, new float[] {1, 1, 1, 1}));
        weights.put("encoder.norm.bias", Tensor.zeros(4));
        GruWorldModel model = GruWorldModel.of(spec, new SafeTensors(weights, Map.of()));

        Rollout rollout = model.imagine(new Latent(new float[] {3, -3, 3, -3}), ActionBatch.zeros(1, 1, 1));

        float unit = (float) (3 / Math.sqrt(9 + 1e-5));
        assertThat(Arrays.copyOfRange(rollout.latents(), 4, 8))
                .containsExactly(new float[] {unit, -unit, unit, -unit}, offset(1e-6f));
    }

    @Test
    void aResidualPredictorWhoseUnitsAreSilentKeepsTheNormalisedPresentWhateverIsDone() {
        ResidualSpec spec = new ResidualSpec(4, 1, 2, 1);
        Map<String, Tensor> weights = new TreeMap<>();
        weights.put("predictor.hidden.0.weight", Tensor.zeros(2, 4));
        weights.put("predictor.hidden.0.bias", new Tensor(new int[] {2}, new float[] {-100, -100}));
        weights.put("predictor.action.weight", new Tensor(new int[] {2, 1}, new float[] {1, -1}));
        weights.put("predictor.output.weight", new Tensor(new int[] {4, 2}, new float[] {1, 2, 3, 4, 5, 6, 7, 8}));
        weights.put("predictor.output.bias", Tensor.zeros(4));
        weights.put("encoder.norm.weight", new Tensor(new int[] {4}, new float[] {1, 1, 1, 1}));
        weights.put("encoder.norm.bias", Tensor.zeros(4));
        ResidualWorldModel model = ResidualWorldModel.of(spec, new SafeTensors(weights, Map.of()));

        Rollout rollout =
                model.imagine(new Latent(new float[] {3, -3, 3, -3}), new ActionBatch(1, 1, 1, new float[] {5}));

        float unit = (float) (3 / Math.sqrt(9 + 1e-5));
        assertThat(Arrays.copyOfRange(rollout.latents(), 4, 8))
                .containsExactly(new float[] {unit, -unit, unit, -unit}, offset(1e-6f));
    }

    @Test
    void aResidualPredictorCountsItsWeights() {
        ResidualSpec spec = new ResidualSpec(256, 2, 512, 2);
        long weights = RandomWeights.of(spec, new Seed(1)).tensors().values().stream()
                .mapToLong(Tensor::size)
                .sum();

        assertThat(spec.parameters() + 2 * 256).isEqualTo(weights);
    }

    @Test
    void theReferencePredictorHasAsManyWeightsAsPublished() {
        // The published count contains the shared normalisation: 2 * 512 more (PLDM, appendix).
        assertThat(new GruSpec(512, 2).parameters()).isEqualTo(792_576);
        assertThat(new GruSpec(512, 2).parameters() + 2 * 512).isEqualTo(793_600);
    }

    @Test
    void aDivergedWeightIsReportedWithItsNameAndPlace() {
        GruSpec spec = new GruSpec(4, 2);
        SafeTensors weights = RandomWeights.of(spec, new Seed(1));
        weights.tensors().get("predictor.gru.bias_hh").values()[5] = Float.NaN;

        assertThatIllegalArgumentException()
                .isThrownBy(() -> GruWorldModel.of(spec, weights))
                .withMessageContainingAll("predictor.gru.bias_hh", "NaN", "place 5", "Maybe");
    }

    @Test
    void weightsOfAnotherSizeAreReportedWithBothShapes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> GruWorldModel.of(new GruSpec(8, 2), RandomWeights.of(new GruSpec(4, 2), new Seed(1))))
                .withMessageContainingAll("predictor.gru.weight_ih", "[12, 2]", "[24, 2]", "Maybe");
    }

    private static double derivative(
            PlainPredictor oracle, Latent now, ActionBatch actions, float[] gradients, int index) {
        int perCandidate = actions.horizon() * actions.dimension();
        int k = index / perCandidate;
        double[] sums = new double[2];
        for (int side = 0; side < 2; side++) {
            double[][] moved = candidate(actions, k);
            moved[index % perCandidate / actions.dimension()][index % actions.dimension()] += side == 0 ? -STEP : STEP;
            double[][] latents = oracle.imagine(doubles(now.values()), moved);
            for (int t = 1; t < latents.length; t++) {
                for (int i = 0; i < now.dimension(); i++) {
                    sums[side] += latents[t][i] * gradients[(k * latents.length + t) * now.dimension() + i];
                }
            }
        }
        return (sums[1] - sums[0]) / (2 * STEP);
    }

    private static double largestError(Rollout rollout, int k, double[][] expected) {
        double largest = 0;
        for (int t = 0; t < expected.length; t++) {
            for (int i = 0; i < rollout.latentDimension(); i++) {
                largest = Math.max(largest, Math.abs(rollout.latents()[rollout.index(k, t) + i] - expected[t][i]));
            }
        }
        return largest;
    }

    private static double[][] candidate(ActionBatch actions, int k) {
        double[][] result = new double[actions.horizon()][];
        for (int t = 0; t < result.length; t++) {
            result[t] = doubles(actions.sequence(k).action(t));
        }
        return result;
    }

    private static double[] doubles(float[] values) {
        double[] result = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            result[i] = values[i];
        }
        return result;
    }

    private static float[] gaussian(String purpose, int count) {
        RandomGenerator random = new Seed(11).split(purpose).generator();
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return values;
    }
}
