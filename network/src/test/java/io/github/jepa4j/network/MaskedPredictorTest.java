package io.github.jepa4j.network;

import static io.github.jepa4j.network.Agreement.assertAgree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.network.VitSpec.Size;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MaskedPredictorTest {

    private static final Seed SEED = new Seed(32);
    private static final double STIRRED = 0.3;
    private static final int WIDTH = 20;
    private static final Size SMALL = new Size(24, 2, 2, 40);
    private static final PatchGrid GRID = new PatchGrid(1, 1, 6, 8, 1, 2);

    @BeforeAll
    static void openTheEngine() {
        Engine.open(1);
    }

    @Test
    void thePublishedSizesHaveThePublishedNumbersOfParameters() {
        assertThat(MaskedPredictorSpec.vjepa2(VitSizes.vjepa2Large()).parameters())
                .isEqualTo(22_086_016);
        assertThat(MaskedPredictorSpec.vjepa2(VitSizes.vjepa2Huge()).parameters())
                .isEqualTo(22_282_880);
        assertThat(MaskedPredictorSpec.vjepa2(VitSizes.vjepa2Giant()).parameters())
                .isEqualTo(22_381_312);
    }

    @ParameterizedTest
    @EnumSource(names = {"SINCOS_2D", "ROPE_3D_V2", "ROPE_3D_V2_1"})
    void itComputesWhatPlainLoopsCompute(Positions positions) {
        var spec = new MaskedPredictorSpec(GRID, WIDTH, SMALL, positions, 3);
        Parameters parameters = new Parameters(SEED);
        var predictor = new MaskedPredictor(parameters, "predictor", spec);
        assertThat(parameters.count()).isEqualTo(spec.parameters());
        Agreement.stir(parameters, SEED, STIRRED);
        float[] context = Agreement.gaussian(SEED.split("context"), 3 * WIDTH, 1);
        int[] places = {7, 0, 4, 9, 2};

        double[][] expected = plain(spec, parameters.copy(), context, places, 1);

        try (Scope scope = Scope.open()) {
            assertAgree(
                    predictor.forward(
                            Natives.of(context, 1, 3, WIDTH),
                            Natives.of(new long[] {7, 0, 4}, 1, 3),
                            Natives.of(new long[] {9, 2}, 1, 2),
                            4), // of three mask tokens, the second
                    expected);
        }
    }

    private static double[][] plain(
            MaskedPredictorSpec spec, Map<String, Tensor> tensors, float[] context, int[] places, int kind) {
        var plain = new PlainTransformer(tensors, spec.size(), false, 1e-6);
        int seen = context.length / WIDTH;
        double[][] given = new double[seen][WIDTH];
        for (int i = 0; i < context.length; i++) {
            given[i / WIDTH][i % WIDTH] = context[i];
        }
        double[][] inner = plain.linear("predictor.input", given);
        int width = spec.size().width();
        double[][] tokens = new double[places.length][width];
        double[][] at = new double[places.length][];
        for (int n = 0; n < places.length; n++) {
            at[n] = PlainVit.place(spec.positions(), GRID, places[n]);
            for (int i = 0; i < width; i++) {
                double table =
                        spec.positions().isTable() ? plain.values("predictor.positions")[places[n] * width + i] : 0;
                tokens[n][i] =
                        (n < seen ? inner[n][i] : plain.values("predictor.mask_tokens")[kind * width + i]) + table;
            }
        }
        boolean turned = !spec.positions().isTable();
        for (int block = 0; block < spec.size().layers(); block++) {
            tokens = plain.block(
                    "predictor.block." + block, tokens, turned ? at : null, turned ? spec.positions() : null);
        }
        double[][] all = plain.linear("predictor.output", plain.norm("predictor.norm", tokens));
        return java.util.Arrays.copyOfRange(all, seen, all.length);
    }

    @ParameterizedTest
    @EnumSource(names = {"SINCOS_2D", "ROPE_3D_V2", "ROPE_3D_V2_1"})
    void theOrderInWhichTokensAreGivenDoesNotMatter(Positions positions) {
        Parameters parameters = new Parameters(SEED);
        var predictor = new MaskedPredictor(parameters, "p", new MaskedPredictorSpec(GRID, WIDTH, SMALL, positions, 1));
        Agreement.stir(parameters, SEED, STIRRED);
        try (Scope scope = Scope.open()) {
            var context = Natives.of(Agreement.gaussian(SEED.split("context"), 3 * WIDTH, 1), 1, 3, WIDTH);
            var targets = Natives.of(new long[] {9, 2}, 1, 2);
            var sorted = predictor.forward(context, Natives.of(new long[] {0, 4, 7}, 1, 3), targets);
            var turned = predictor.forward(context.flip(1), Natives.of(new long[] {7, 4, 0}, 1, 3), targets);
            assertAgree(turned, sorted);
        }
    }

    @Test
    void aContextThatDoesNotFitItsPlacesIsNamed() {
        var spec = MaskedPredictorSpec.ijepa(VitSizes.tinyImages(3));
        var predictor = new MaskedPredictor(new Parameters(SEED), "p", spec);
        try (Scope scope = Scope.open()) {
            var context = Natives.of(new float[4 * 128], 1, 4, 128);
            var three = Natives.of(new long[3], 1, 3);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> predictor.forward(context, three, three))
                    .withMessageContainingAll("[1, 4, 128]", "[1, 3, 128]", "\nMaybe");
        }
    }
}
