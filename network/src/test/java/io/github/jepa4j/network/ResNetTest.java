package io.github.jepa4j.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Residual networks, and what they and projectors are made of.
class ResNetTest {

    private static final Seed SEED = new Seed(45);
    private static final double STIRRED = 0.3;

    /// Sums of some hundred values in single precision.
    private static final float ROUNDING = 1e-5f;

    @BeforeAll
    static void openTheEngine() {
        Engine.open(1);
    }

    @ParameterizedTest
    @CsvSource({"1,1,32,32", "2,1,32,16", "4,2,16,16", "1,3,8,8", "2,2,4,4"})
    void everyStageButTheFirstHalvesTheMap(int patch, int blocks, int rows, int columns) {
        int[] widths = rows == 4 ? new int[] {4, 6} : new int[] {4, 6, 8};
        var spec = new ResNetSpec(3, rows, columns, widths, blocks, patch);
        Parameters parameters = new Parameters(SEED);
        var network = new ResNet(parameters, new Buffers(), "r", spec);
        int halved = patch << widths.length - 1;
        try (Scope scope = Scope.open()) {
            var images = Natives.of(Agreement.gaussian(SEED, 2 * 3 * rows * columns, 1), 2, 3, rows, columns);
            var map = network.map(images, Mode.TRAINING);

            assertThat(map.shape()).containsExactly(2, spec.dimension(), rows / halved, columns / halved);
            assertThat(spec.lastRows()).isEqualTo(rows / halved);
            assertThat(spec.lastColumns()).isEqualTo(columns / halved);
            assertThat(ResNet.pooled(map).shape()).containsExactly(2, spec.dimension());
            assertThat(parameters.gradients(map.sum()))
                    .as("all of it is used")
                    .hasSize(parameters.names().size());
        }
    }

    /// With few channels, an engine that skips places by itself writes beyond its buffers on some processors.
    @ParameterizedTest
    @CsvSource({"1,2", "3,2", "4,2", "6,2", "7,3", "8,2", "12,2"})
    void aKernelOfOneThatStridesLearnsFromThePlacesThatItLooksAt(int channels, int stride) {
        int side = 12;
        Parameters parameters = new Parameters(SEED);
        var conv = new Conv2d(parameters, "c", channels, 5, 1, stride);
        float[] image = Agreement.gaussian(SEED, channels * side * side, 1);
        for (int again = 0; again < 20; again++) {
            try (Scope scope = Scope.open()) {
                var input = Natives.of(image, 1, channels, side, side).contiguous(torch.MemoryFormat.ChannelsLast);
                float[] gradient = Natives.values(
                        parameters.gradients(conv.forward(input).sum()).getFirst());

                for (int i = 0; i < gradient.length; i++) {
                    float looked = looked(image, i % channels, side, stride);
                    assertThat(gradient[i]).isCloseTo(looked, within(ROUNDING));
                }
            }
        }
    }

    /// The sum over the places of a channel that are looked at.
    private static float looked(float[] image, int channel, int side, int stride) {
        double sum = 0;
        for (int y = 0; y < side; y += stride) {
            for (int x = 0; x < side; x += stride) {
                sum += image[(channel * side + y) * side + x];
            }
        }
        return (float) sum;
    }

    @Test
    void anIdentityBlockAddsToWhatItIsGiven() {
        // one stage of one block, whose second normalisation says 0: what is left is the stem's map
        var spec = new ResNetSpec(1, 4, 4, new int[] {3}, 1, 2);
        Parameters parameters = new Parameters(SEED);
        var network = new ResNet(parameters, new Buffers(), "r", spec);
        Agreement.stir(parameters, SEED, STIRRED);
        parameters.set("r.stage.0.block.0.norm2.weight", Tensor.zeros(3));
        parameters.set("r.stage.0.block.0.norm2.bias", Tensor.zeros(3));
        Map<String, Tensor> values = parameters.copy();
        float[] image = Agreement.gaussian(SEED.split("image"), 16, 1);
        try (Scope scope = Scope.open()) {
            float[] map = Natives.values(network.map(Natives.of(image, 1, 1, 4, 4), Mode.INFERENCE));

            for (int c = 0; c < 3; c++) {
                for (int place = 0; place < 4; place++) {
                    assertThat(map[c * 4 + place]).isCloseTo(stem(values, image, c, place), within(ROUNDING));
                }
            }
        }
    }

    /// A patch of 2 by 2 through the stem and its normalisation, whose running statistics are 0 and 1.
    private static float stem(Map<String, Tensor> values, float[] image, int channel, int place) {
        double sum = values.get("r.stem.bias").values()[channel];
        for (int i = 0; i < 4; i++) {
            int at = (place / 2 * 2 + i / 2) * 4 + place % 2 * 2 + i % 2;
            sum += values.get("r.stem.weight").values()[channel * 4 + i] * image[at];
        }
        double scaled =
                sum / Math.sqrt(1 + 1e-5) * values.get("r.stem.norm.weight").values()[channel];
        return (float) Math.max(0, scaled + values.get("r.stem.norm.bias").values()[channel]);
    }

    @Test
    void pooledFeaturesAreTheMeanOverPlaces() {
        float[] map = Agreement.gaussian(SEED, 2 * 3 * 2 * 5, 1);
        try (Scope scope = Scope.open()) {
            float[] pooled = Natives.values(ResNet.pooled(Natives.of(map, 2, 3, 2, 5)));
            for (int i = 0; i < 6; i++) {
                double sum = 0;
                for (int p = 0; p < 10; p++) {
                    sum += map[i * 10 + p] / 10;
                }
                assertThat((double) pooled[i]).isCloseTo(sum, within((double) ROUNDING));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0,16,16,1,1", "3,18,16,1,1", "3,16,18,1,1", "3,16,16,0,1", "3,16,16,1,3"})
    void sizesThatCannotBeSeenAreRefused(int channels, int rows, int columns, int blocks, int patch) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ResNetSpec(channels, rows, columns, new int[] {4, 4, 4}, blocks, patch))
                .withMessageContaining("\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ResNetSpec(3, 16, 16, new int[0], 1, 1))
                .withMessageContaining("\nMaybe");
    }

    @Test
    void batchNormalisationIsTheFormulaWithTheBatchsOwnStatisticsAndRemembersATenthOfThem() {
        Parameters parameters = new Parameters(SEED);
        Buffers buffers = new Buffers();
        var norm = new BatchNorm(parameters, buffers, "n", 2);
        Agreement.stir(parameters, SEED, STIRRED);
        float[] gain = parameters.copy().get("n.weight").values();
        float[] bias = parameters.copy().get("n.bias").values();
        float[] input = Agreement.gaussian(SEED.split("input"), 14, 3);
        double[] mean = new double[2];
        double[] squares = new double[2];
        for (int i = 0; i < 14; i++) {
            mean[i % 2] += input[i] / 7;
        }
        for (int i = 0; i < 14; i++) {
            squares[i % 2] += Math.pow(input[i] - mean[i % 2], 2);
        }
        try (Scope scope = Scope.open()) {
            float[] output = Natives.values(norm.forward(Natives.of(input, 7, 2), Mode.TRAINING));

            for (int i = 0; i < 14; i++) {
                double standard = (input[i] - mean[i % 2]) / Math.sqrt(squares[i % 2] / 7 + 1e-5);
                assertThat((double) output[i])
                        .isCloseTo(standard * gain[i % 2] + bias[i % 2], within((double) ROUNDING));
            }
        }
        for (int d = 0; d < 2; d++) {
            assertThat((double) buffers.copy().get("n.running_mean").values()[d])
                    .isCloseTo(0.1 * mean[d], within((double) ROUNDING));
            assertThat((double) buffers.copy().get("n.running_var").values()[d])
                    .as("the unbiased variance")
                    .isCloseTo(0.9 + 0.1 * squares[d] / 6, within((double) ROUNDING));
        }
    }

    @Test
    void inferenceIsTheFormulaWithWhatWasRememberedAndRemembersNothing() {
        Parameters parameters = new Parameters(SEED);
        Buffers buffers = new Buffers();
        var norm = new BatchNorm(parameters, buffers, "n", 2);
        buffers.load(Map.of("n.running_mean", tensor(3, -1), "n.running_var", tensor(4, 0.25f)));
        parameters.load(Map.of("n.weight", tensor(2, 3), "n.bias", tensor(1, -1)));
        try (Scope scope = Scope.open()) {
            float[] output = Natives.values(norm.forward(Natives.of(new float[] {5, 0, 3, -1}, 2, 2), Mode.INFERENCE));

            // (5 - 3) / 2 * 2 + 1, (0 + 1) / 0.5 * 3 - 1
            assertThat(output).containsExactly(new float[] {3, 5, 1, -1}, within(1e-3f));
        }
        assertThat(buffers.copy().get("n.running_mean").values()).containsExactly(3, -1);
        assertThat(buffers.copy().get("n.running_var").values()).containsExactly(4, 0.25f);
    }

    @Test
    void buffersThatDoNotFitAreRefusedAndNothingIsOverwritten() {
        Buffers buffers = new Buffers();
        buffers.constant("a", 1, 2);
        buffers.constant("b", 2, 2);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> buffers.load(Map.of("a", tensor(7, 7))))
                .withMessageContainingAll("buffer b is missing", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> buffers.load(Map.of("a", tensor(7, 7), "b", Tensor.zeros(3))))
                .withMessageContainingAll("buffer b is", "2 values were expected", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> buffers.constant("a", 0, 5))
                .withMessageContainingAll("named a already", "\nMaybe");
        assertThat(buffers.copy().get("a").values()).containsExactly(1, 1);

        Map<String, Tensor> more = new LinkedHashMap<>(Map.of("a", tensor(7, 8), "b", tensor(9, 10)));
        more.put("c", tensor(0, 0)); // of another network in the same file
        buffers.load(more);
        assertThat(buffers.copy().get("a").values()).containsExactly(7, 8);
        assertThat(buffers.copy().get("b").values()).containsExactly(9, 10);
    }

    @Test
    void aCopyOfABufferDoesNotFollowIt() {
        Buffers buffers = new Buffers();
        var native_ = buffers.constant("a", 1, 2);
        Tensor copy = buffers.copy().get("a");
        native_.fill_(new org.bytedeco.pytorch.Scalar(5.0));

        assertThat(copy.values()).containsExactly(1, 1);
        assertThat(buffers.copy().get("a").values()).containsExactly(5, 5);
    }

    @Test
    void aProjectorOfOneWidthIsTheIdentityAndOneOfTwoALinearMap() {
        Parameters parameters = new Parameters(SEED);
        Buffers buffers = new Buffers();
        float[] features = Agreement.gaussian(SEED.split("features"), 12, 1);
        try (Scope scope = Scope.open()) {
            var input = Natives.of(features, 4, 3);
            assertThat(Natives.values(new Projector(parameters, buffers, "none", 3).forward(input, Mode.TRAINING)))
                    .isEqualTo(features);
            assertThat(parameters.names()).isEmpty();

            var linear = new Projector(parameters, buffers, "p", 3, 2);
            float[] output = Natives.values(linear.forward(input, Mode.TRAINING));
            float[] weight = parameters.copy().get("p.0.weight").values();
            float[] bias = parameters.copy().get("p.0.bias").values();
            for (int i = 0; i < 8; i++) {
                double sum = bias[i % 2];
                for (int d = 0; d < 3; d++) {
                    sum += weight[i % 2 * 3 + d] * features[i / 2 * 3 + d];
                }
                assertThat((double) output[i]).isCloseTo(sum, within((double) ROUNDING));
            }
            assertThat(buffers.copy()).as("no normalisation at the end").isEmpty();
        }
    }

    @Test
    void betweenTheLayersOfAProjectorUnitsAreNormalisedAndRectified() {
        Parameters parameters = new Parameters(SEED);
        Buffers buffers = new Buffers();
        var projector = new Projector(parameters, buffers, "p", 3, 4, 2);
        Agreement.stir(parameters, SEED, STIRRED);
        float[] features = Agreement.gaussian(SEED.split("features"), 15, 1);
        try (Scope scope = Scope.open()) {
            var first = torch.linear(Natives.of(features, 5, 3), weight(parameters, "p.0"), bias(parameters, "p.0"));
            var normalised = new BatchNorm(new Parameters(SEED), new Buffers(), "q", 4);
            var units = normalised.forward(first, Mode.TRAINING);
            float[] gain = parameters.copy().get("p.0.norm.weight").values();
            float[] shift = parameters.copy().get("p.0.norm.bias").values();
            var hidden = torch.relu(units.mul(Natives.of(gain, 4)).add(Natives.of(shift, 4)));
            float[] expected = Natives.values(torch.linear(hidden, weight(parameters, "p.1"), bias(parameters, "p.1")));

            assertThat(Natives.values(projector.forward(Natives.of(features, 5, 3), Mode.TRAINING)))
                    .containsExactly(expected, within(ROUNDING));
            assertThat(buffers.copy()).containsOnlyKeys("p.0.norm.running_mean", "p.0.norm.running_var");
        }
    }

    private static org.bytedeco.pytorch.Tensor weight(Parameters parameters, String name) {
        return Natives.of(parameters.copy().get(name + ".weight"));
    }

    private static org.bytedeco.pytorch.TensorOptional bias(Parameters parameters, String name) {
        return new org.bytedeco.pytorch.TensorOptional(
                Natives.of(parameters.copy().get(name + ".bias")));
    }

    @Test
    void aMovingTargetHasNoGradient() {
        Parameters source = new Parameters(SEED);
        new ResNet(source, new Buffers(), "r", new ResNetSpec(1, 4, 4, new int[] {2}, 1, 1));
        Parameters target = new Parameters(SEED);
        var network = new ResNet(target, new Buffers(), "r", new ResNetSpec(1, 4, 4, new int[] {2}, 1, 1));
        ExponentialMovingAverage.follow(target, source, ExponentialMovingAverage.Config.vjepa2());
        try (Scope scope = Scope.open()) {
            var map = network.map(Natives.of(new float[16], 1, 1, 4, 4), Mode.INFERENCE);

            assertThat(map.requires_grad()).isFalse();
            assertThat(target.names()).isEmpty();
        }
    }

    private static Tensor tensor(float... values) {
        return new Tensor(new int[] {values.length}, values);
    }
}
