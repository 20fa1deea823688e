package io.github.jepa4j.network;

import static io.github.jepa4j.network.Agreement.assertAgree;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.network.VitSpec.Extra;
import io.github.jepa4j.network.VitSpec.Size;
import io.github.jepa4j.tensor.Seed;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class VisionTransformerTest {

    private static final Seed SEED = new Seed(31);

    /// Large enough that attention is far from even.
    private static final double STIRRED = 0.3;

    private static final Size SMALL = new Size(24, 4, 2, 40);

    @BeforeAll
    static void openTheEngine() {
        Engine.open(1);
    }

    static List<VitSpec> kinds() {
        PatchGrid image = new PatchGrid(3, 1, 6, 8, 1, 2);
        PatchGrid clip = new PatchGrid(2, 4, 6, 8, 2, 2);
        return List.of(
                new VitSpec(image, SMALL, Positions.SINCOS_2D, Set.of(), 1e-6),
                new VitSpec(image, SMALL, Positions.SINCOS_2D, Set.of(Extra.CLASS_TOKEN), 1e-6),
                new VitSpec(image, SMALL, Positions.LEARNED, Set.of(Extra.CLASS_TOKEN), 1e-12),
                new VitSpec(
                        image,
                        SMALL,
                        Positions.LEARNED,
                        Set.of(Extra.CLASS_TOKEN, Extra.MASK_TOKEN, Extra.LAYER_SCALE, Extra.GATED_MLP),
                        1e-6),
                new VitSpec(clip, SMALL, Positions.ROPE_3D_V2, Set.of(), 1e-6),
                new VitSpec(clip, SMALL, Positions.ROPE_3D_V2_1, Set.of(), 1e-2),
                new VitSpec(clip, new Size(40, 4, 2, 30), Positions.ROPE_3D_V2, Set.of(), 1e-6),
                new VitSpec(image, SMALL, Positions.ROPE_3D_V2_1, Set.of(), 1e-6),
                new VitSpec(clip, SMALL, Positions.ROPE_3D_V2_1, Set.of(Extra.LEVELS), 1e-6));
    }

    /// Every gradient is asked for, and the engine refuses what a loss does not depend on.
    @ParameterizedTest
    @MethodSource("kinds")
    void withoutWhatIsUnusedEveryParameterHasAGradient(VitSpec spec) {
        Parameters parameters = new Parameters(SEED);
        var network = new VisionTransformer(parameters, "vit", spec);
        VisionTransformer.freezeUnused(parameters, "vit", spec);
        PatchGrid grid = spec.grid();
        try (Scope scope = Scope.open()) {
            Tensor input = Natives.of(
                    Agreement.gaussian(SEED.split("seen"), grid.tokens() * grid.patchValues(), 1),
                    1,
                    grid.frames(),
                    grid.channels(),
                    grid.rows(),
                    grid.columns());
            List<Tensor> gradients =
                    parameters.gradients(network.forward(input).square().sum());
            assertThat(gradients).hasSameSizeAs(parameters.names());
        }
    }

    @Test
    void someParametersAreLoadedAndTheOthersStayAsTheyWereDrawnOrZero() {
        Parameters parameters = Parameters.toBeLoaded(SEED, name -> name.equals("drawn"));
        parameters.normal("drawn", 1, 4);
        parameters.normal("loaded", 1, 2);
        assertThat(Natives.values(parameters.tensor("loaded"))).containsOnly(0);
        float[] drawn = Natives.values(parameters.tensor("drawn"));
        assertThat(drawn).isEqualTo(Natives.values(new Parameters(SEED).normal("drawn", 1, 4)));

        var value = new io.github.jepa4j.tensor.Tensor(new int[] {2}, new float[] {3, 4});
        parameters.load(java.util.Map.of("loaded", value), name -> name.equals("loaded"));

        assertThat(Natives.values(parameters.tensor("loaded"))).containsExactly(3, 4);
        assertThat(Natives.values(parameters.tensor("drawn"))).isEqualTo(drawn);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> parameters.load(java.util.Map.of(), name -> name.equals("loaded")))
                .withMessageContainingAll("loaded is missing", "\nMaybe");
    }

    static Stream<Object[]> published() {
        return Stream.of(
                new Object[] {VitSizes.ijepaHuge14(), 630_762_240L},
                new Object[] {VitSizes.ijepaHuge16(), 631_668_480L},
                new Object[] {VitSizes.ijepaGiant16(), 1_011_368_576L},
                new Object[] {VitSizes.vjepa2Large(), 303_885_312L},
                new Object[] {VitSizes.vjepa2Huge(), 631_648_000L},
                new Object[] {VitSizes.vjepa2Giant(), 1_012_173_952L},
                new Object[] {VitSizes.vjepa21Base(), 86_833_152L},
                new Object[] {VitSizes.vjepa21Large(), 304_680_960L},
                new Object[] {VitSizes.vjepa21Giant(), 1_013_267_968L},
                new Object[] {VitSizes.vjepa21Gigantic(), 1_845_216_768L},
                new Object[] {VitSizes.dinov2Small(), 22_056_576L},
                new Object[] {VitSizes.dinov2Base(), 86_580_480L},
                new Object[] {VitSizes.dinov2Large(), 304_368_640L});
    }

    @ParameterizedTest
    @MethodSource("published")
    void aPublishedSizeHasThePublishedNumberOfParameters(VitSpec spec, long parameters) {
        assertThat(spec.parameters()).isEqualTo(parameters);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aNetworkHasAsManyParametersAsItsSpecSays(VitSpec spec) {
        Parameters parameters = new Parameters(SEED);
        new VisionTransformer(parameters, "vit", spec);
        assertThat(parameters.count()).isEqualTo(spec.parameters());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void itComputesWhatPlainLoopsCompute(VitSpec spec) {
        Parameters parameters = new Parameters(SEED);
        var network = new VisionTransformer(parameters, "vit", spec);
        Agreement.stir(parameters, SEED, STIRRED);
        float[] input = input(spec, 1);
        var plain = new PlainVit(parameters.copy(), "vit", spec);
        int[] all = IntStream.range(0, spec.grid().tokens()).toArray();
        int[] some = {5, 0, 7, 2};
        try (Scope scope = Scope.open()) {
            assertAgree(network.forward(batch(spec, input, 1)), plain.forward(input, all));
            Tensor keep = Natives.of(new long[] {5, 0, 7, 2}, 1, 4);
            assertAgree(network.forward(batch(spec, input, 1), keep), plain.forward(input, some));
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void eachOfABatchKeepsTokensOfItsOwn(VitSpec spec) {
        var network = new VisionTransformer(new Parameters(SEED), "vit", spec);
        float[] input = input(spec, 2);
        try (Scope scope = Scope.open()) {
            Tensor frames = batch(spec, input, 2);
            Tensor both = network.forward(frames, Natives.of(new long[] {1, 2, 3, 9, 4, 0}, 2, 3));
            Tensor second = network.forward(frames.narrow(0, 1, 1), Natives.of(new long[] {9, 4, 0}, 1, 3));
            assertAgree(both.narrow(0, 1, 1), second);
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void whatIsNotKeptIsNotSeen(VitSpec spec) {
        var network = new VisionTransformer(new Parameters(SEED), "vit", spec);
        float[] input = input(spec, 1);
        float[] changed = input.clone();
        changed[changed.length - 1] += 100; // in the last token
        try (Scope scope = Scope.open()) {
            Tensor keep = Natives.of(new long[] {0, 3, 6}, 1, 3);
            Tensor before = network.forward(batch(spec, input, 1), keep);
            Tensor after = network.forward(batch(spec, changed, 1), keep);
            assertThat(Agreement.gap(before, after)).isZero();
            assertThat(Agreement.gap(network.forward(batch(spec, input, 1)), network.forward(batch(spec, changed, 1))))
                    .isPositive();
        }
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void everyTrainedParameterButTheMaskTokenAndOtherLevelsGetsAGradient(VitSpec spec) {
        Parameters parameters = new Parameters(SEED);
        var network = new VisionTransformer(parameters, "vit", spec);
        parameters.freeze(name ->
                name.contains("mask_token") || name.contains("image") || name.matches("vit\\.norm\\.[012]\\..*"));
        Agreement.stir(parameters, SEED, STIRRED);
        try (Scope scope = Scope.open()) {
            Tensor loss = network.forward(batch(spec, input(spec, 2), 2))
                    .pow(new org.bytedeco.pytorch.Scalar(3))
                    .sum();
            List<Tensor> gradients = parameters.gradients(loss);
            for (int i = 0; i < gradients.size(); i++) {
                assertThat(gradients.get(i).abs().max().item().toDouble())
                        .as(parameters.names().get(i))
                        .isPositive()
                        .isFinite();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"ROPE_3D_V2", "ROPE_3D_V2_1"})
    void atTheFirstPositionNothingIsTurned(Positions positions) {
        try (Scope scope = Scope.open()) {
            Tensor heads = heads(12, 32);
            Tensor turned =
                    Rotation.of(positions, new PatchGrid(1, 4, 4, 6, 2, 2), 32).apply(heads);
            assertThat(Agreement.gap(turned.select(1, 0), heads.select(1, 0))).isZero();
            assertThat(Agreement.gap(turned.select(1, 7), heads.select(1, 7))).isGreaterThan(0.1);
        }
    }

    @Test
    void onlyTheLaterVariantKeepsLengths() {
        assertThat(lengthChange(Positions.ROPE_3D_V2_1)).isCloseTo(0, within(1e-5));
        assertThat(lengthChange(Positions.ROPE_3D_V2)).isGreaterThan(0.1);
    }

    /// Only the distance of two tokens counts in a rotation.
    @Test
    void likenessDependsOnDistanceInTimeAlone() {
        try (Scope scope = Scope.open()) {
            Tensor same = heads(1, 32).expand(1, 5, 2, 1, 32);
            Tensor turned = Rotation.of(Positions.ROPE_3D_V2_1, new PatchGrid(1, 5, 2, 2, 1, 2), 32)
                    .apply(same)
                    .select(0, 0);
            Tensor likeness = turned.select(1, 0)
                    .flatten(1, -1)
                    .matmul(turned.select(1, 1).flatten(1, -1).t());
            assertThat(likeness.get(0).get(2).item().toDouble())
                    .isCloseTo(likeness.get(2).get(4).item().toDouble(), within(1e-4));
        }
    }

    @Test
    void aPictureTakesItsOwnWayThroughATransformerWithLevels() {
        VitSpec spec = kinds().getLast();
        var network = new VisionTransformer(new Parameters(SEED), "vit", spec);
        try (Scope scope = Scope.open()) {
            Tensor clip = batch(spec, input(spec, 1), 1);
            List<Tensor> levels = network.levels(clip);
            assertThat(levels).hasSize(4);
            assertThat(Agreement.gap(levels.getLast(), network.forward(clip))).isZero();
            Tensor picture = network.forward(clip.select(1, 0));
            assertThat(picture.shape()).containsExactly(1, 12, 24);
        }
    }

    @Test
    void weightsStartWithinTwoDeviationsAndOutputsSmallerTheDeeper() {
        Parameters parameters = new Parameters(SEED);
        VitSpec spec = VitSizes.tinyImages(3);
        int width = spec.size().width();
        new VisionTransformer(parameters, "vit", spec);
        assertStart(parameters, "vit.block.0.attention.qkv.weight", Math.sqrt(2 / (4.0 * width)));
        assertStart(parameters, "vit.block.0.attention.output.weight", Math.sqrt(2 / (2.0 * width)) / Math.sqrt(2));
        assertStart(parameters, "vit.block.5.mlp.second.weight", Math.sqrt(2 / (5.0 * width)) / Math.sqrt(12));
    }

    @Test
    void aWrongShapeIsNamed() {
        var network = new VisionTransformer(new Parameters(SEED), "vit", VitSizes.tinyClips(1));
        try (Scope scope = Scope.open()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> network.forward(Natives.of(new float[1024], 1, 1, 32, 32)))
                    .withMessageContainingAll("[1, 1, 32, 32]", "[B, 16, 1, 32, 32]", "\nMaybe");
            Tensor floats = Natives.of(new float[2], 1, 2);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> network.forward(Natives.of(new float[16 * 1024], 1, 16, 1, 32, 32), floats))
                    .withMessageContainingAll("kept tokens", "int64", "\nMaybe");
        }
    }

    @Test
    void whatCannotBeIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PatchGrid.image(30, 4))
                .withMessageContainingAll("30 x 30", "patches of 4 x 4", "\nMaybe resize or crop it first, to 28 x 28");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PatchGrid.clip(3, 32, 4))
                .withMessageContainingAll("3 frames", "patches of 2 frames", "\nMaybe take 2 frames");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Size.of(100, 2, 3))
                .withMessageContainingAll("100", "3 heads", "Maybe take 102");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VitSizes.dinov2Small().on(PatchGrid.clip(4, 28, 14)))
                .withMessageContainingAll("LEARNED", "2 times", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new VitSpec(
                        PatchGrid.image(8, 4), SMALL, Positions.ROPE_3D_V2, Set.of(Extra.CLASS_TOKEN), 1e-6))
                .withMessageContainingAll("class token", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new VitSpec(PatchGrid.image(8, 4), Size.of(20, 1, 4), Positions.ROPE_3D_V2, Set.of(), 1e-6))
                .withMessageContainingAll("Heads of 5", "\nMaybe");
    }

    private static void assertStart(Parameters parameters, String name, double std) {
        float[] values = Natives.values(parameters.tensor(name));
        double largest = 0;
        double squares = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
            squares += (double) value * value / values.length;
        }
        // A normal value cut off at two deviations has a deviation of 0.8796.
        assertThat(largest).isBetween(1.9 * std, 2.0001 * std);
        assertThat(Math.sqrt(squares)).isCloseTo(0.8796 * std, within(0.02 * std));
    }

    private static double lengthChange(Positions positions) {
        try (Scope scope = Scope.open()) {
            Tensor heads = heads(12, 32);
            Tensor turned =
                    Rotation.of(positions, new PatchGrid(1, 4, 4, 6, 2, 2), 32).apply(heads);
            return Agreement.gap(
                    turned.square().sum(-1).sqrt(), heads.square().sum(-1).sqrt());
        }
    }

    /// `[1, N, 2, 1, d]`
    private static Tensor heads(int tokens, int width) {
        return Natives.of(Agreement.gaussian(SEED.split("heads"), tokens * 2 * width, 1), 1, tokens, 2, 1, width);
    }

    private static float[] input(VitSpec spec, int batch) {
        PatchGrid grid = spec.grid();
        int size = grid.frames() * grid.channels() * grid.rows() * grid.columns();
        return Agreement.gaussian(SEED.split("input"), batch * size, 1);
    }

    private static Tensor batch(VitSpec spec, float[] values, int batch) {
        PatchGrid grid = spec.grid();
        return grid.frames() == 1
                ? Natives.of(values, batch, grid.channels(), grid.rows(), grid.columns())
                : Natives.of(values, batch, grid.frames(), grid.channels(), grid.rows(), grid.columns());
    }
}
