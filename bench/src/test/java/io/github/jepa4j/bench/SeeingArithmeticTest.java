package io.github.jepa4j.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.network.Buffers;
import io.github.jepa4j.network.FrameEncoder;
import io.github.jepa4j.network.FramePredictor;
import io.github.jepa4j.network.FrameSpec;
import io.github.jepa4j.network.MaskedPredictor;
import io.github.jepa4j.network.MaskedPredictorSpec;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.network.PatchGrid;
import io.github.jepa4j.network.Positions;
import io.github.jepa4j.network.ResNet;
import io.github.jepa4j.network.ResNetSpec;
import io.github.jepa4j.network.VisionTransformer;
import io.github.jepa4j.network.VitSpec;
import io.github.jepa4j.tensor.Seed;
import java.util.Arrays;
import java.util.Set;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Counted a second time, from the networks' weights: each is multiplied once at every place or token that it is for.
class SeeingArithmeticTest {

    private static final VitSpec.Size SIZE = VitSpec.Size.of(24, 3, 2);

    @BeforeAll
    static void openTheEngine() {
        Engine.open(1);
    }

    @Test
    void aResidualNetworkMultipliesEachWeightAtThePlacesOfItsStage() {
        ResNetSpec spec = new ResNetSpec(3, 32, 32, new int[] {8, 16, 24}, 2, 2);
        try (Scope scope = Scope.open()) {
            Parameters parameters = new Parameters(new Seed(1));
            new ResNet(parameters, new Buffers(), "net", spec);
            assertThat(SeeingArithmetic.resNet(spec)).isEqualTo(weights(parameters, name -> {
                int stage = name.contains(".stage.") ? name.charAt(name.indexOf(".stage.") + 7) - '0' : 0;
                return (16L >> stage) * (16L >> stage);
            }));
        }
    }

    @Test
    void aTransformerMultipliesOnlyTheTokensThatAreSeen() {
        PatchGrid grid = new PatchGrid(3, 1, 32, 32, 1, 4);
        VitSpec spec = new VitSpec(grid, SIZE, Positions.SINCOS_2D, Set.of(), 1e-6);
        int seen = 16;
        try (Scope scope = Scope.open()) {
            Parameters parameters = new Parameters(new Seed(1));
            new VisionTransformer(parameters, "vit", spec);
            assertThat(SeeingArithmetic.patches(grid, SIZE.width(), seen) + SeeingArithmetic.blocks(SIZE, seen))
                    .isEqualTo(weights(parameters, name -> name.endsWith(".positions") ? 0 : seen) + attention(seen));
        }
    }

    @Test
    void aMaskedPredictorReadsWhatIsSeenAndTellsWhatIsHidden() {
        PatchGrid grid = new PatchGrid(3, 1, 32, 32, 1, 4);
        VitSpec encoder = new VitSpec(grid, VitSpec.Size.of(40, 1, 2), Positions.SINCOS_2D, Set.of(), 1e-6);
        int seen = 16;
        int hidden = 48;
        try (Scope scope = Scope.open()) {
            Parameters parameters = new Parameters(new Seed(1));
            new MaskedPredictor(parameters, "told", MaskedPredictorSpec.of(encoder, SIZE));
            long weights = weights(parameters, name -> switch (name) {
                case "told.positions", "told.mask_tokens" -> 0;
                case "told.input.weight" -> seen;
                case "told.output.weight" -> hidden;
                default -> seen + hidden;
            });
            assertThat(SeeingArithmetic.maskedPredictor(40, SIZE, seen, hidden))
                    .isEqualTo(weights + attention(seen + hidden));
        }
    }

    @Test
    void foresightSeesAllFramesAndForeseesFromAllButTheLast() {
        FrameSpec spec = new FrameSpec(3, 16, 24, 6, 10);
        try (Scope scope = Scope.open()) {
            Parameters encoder = new Parameters(new Seed(1));
            new FrameEncoder(encoder, new Buffers(), "eye", spec);
            Parameters predictor = new Parameters(new Seed(2));
            new FramePredictor(predictor, "mind", spec);
            long seen = weights(encoder, name -> name.startsWith("eye.0") ? 8 * 12 : 4 * 6);
            long foreseen = weights(predictor, name -> name.endsWith(".forgetting") ? 0 : 4 * 6);

            assertThat(SeeingArithmetic.foresight(spec, 20, 1)).isEqualTo(20 * seen + 19 * foreseen);
            assertThat(SeeingArithmetic.foresight(spec, 20, 3)).isEqualTo(20 * seen + (19 + 18 + 17) * foreseen);
        }
    }

    /// Of each block, queries with keys and weights with values.
    private static long attention(long tokens) {
        return SIZE.layers() * 2 * tokens * tokens * SIZE.width();
    }

    /// Multiply-adds of all weights of more than one axis.
    ///
    /// @param times how often the weight of a name is multiplied
    private static long weights(Parameters parameters, ToLongFunction<String> times) {
        return parameters.shapes().entrySet().stream()
                .filter(entry -> entry.getValue().length > 1)
                .mapToLong(entry -> times.applyAsLong(entry.getKey())
                        * Arrays.stream(entry.getValue()).asLongStream().reduce(1, (a, b) -> a * b))
                .sum();
    }
}
