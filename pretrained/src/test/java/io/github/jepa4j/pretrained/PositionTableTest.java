package io.github.jepa4j.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.network.PatchGrid;
import io.github.jepa4j.network.VisionTransformer;
import io.github.jepa4j.network.VitSizes;
import io.github.jepa4j.network.VitSpec;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.StoredTensors;
import io.github.jepa4j.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tables of positions on other sizes of pictures.
class PositionTableTest {

    private static final Seed SEED = new Seed(43);
    private static final int WIDTH = 5;

    /// PyTorch computes places and weights in single precision.
    private static final float SINGLE = 1e-5f;

    @TempDir
    Path folder;

    @BeforeAll
    static void openTheEngine() {
        Engine.open(1);
    }

    @ParameterizedTest
    @CsvSource({"4, 7, 7, 1", "7, 4, 4, 1", "16, 10, 10, 0", "5, 3, 8, 1", "6, 12, 2, 0", "1, 3, 3, 1", "3, 1, 1, 0"})
    void itIsWhatPyTorchInterpolates(int side, int rows, int columns, int first) {
        Tensor table = Generated.tensor(SEED, 1, first + side * side, WIDTH);

        float[] resized = resized(table, first, rows, columns);

        try (Scope scope = Scope.open()) {
            var patches = Natives.of(table).narrow(1, first, (long) side * side).view(1, side, side, WIDTH);
            var wanted = torch.upsample_bicubic2d(
                            patches.permute(0, 3, 1, 2).contiguous(),
                            new long[] {rows, columns},
                            false,
                            new DoubleOptional(),
                            new DoubleOptional())
                    .permute(0, 2, 3, 1);
            float[] front = java.util.Arrays.copyOf(table.values(), first * WIDTH);
            assertThat(java.util.Arrays.copyOf(resized, front.length)).isEqualTo(front);
            assertThat(java.util.Arrays.copyOfRange(resized, front.length, resized.length))
                    .containsExactly(Natives.values(wanted.contiguous()), within(SINGLE));
        }
    }

    @Test
    void theSameSizeIsTheSameTableToTheBit() {
        Tensor table = Generated.tensor(SEED, 1, 1 + 9, WIDTH);
        assertThat(resized(table, 1, 3, 3)).isEqualTo(table.values());
    }

    @Test
    void asManyTokensInAnotherShapeAreAnotherGrid() {
        Tensor table = of(4, (y, _) -> y);

        float[] oblong = resized(table, 0, 2, 8);

        assertThat(oblong[0]).as("midway between the rows 0 and 1").isCloseTo(0.5f, within(0.1f));
        assertThat(oblong[7 * WIDTH]).isCloseTo(oblong[0], within(SINGLE));
        assertThat(oblong[8 * WIDTH]).as("midway between the rows 2 and 3").isCloseTo(2.5f, within(0.1f));
        assertThat(resized(Generated.tensor(SEED, 1, 6, WIDTH), 0, 2, 3))
                .as("a table of no square is the grid's own")
                .isEqualTo(Generated.tensor(SEED, 1, 6, WIDTH).values());
    }

    @Test
    void aTableThatIsTheSameEverywhereStaysSo() {
        Tensor table = of(7, (_, _) -> 3);
        for (float value : resized(table, 0, 11, 4)) {
            assertThat(value).isCloseTo(3, within(SINGLE));
        }
    }

    @Test
    void aTableThatIsLinearInItsPlaceStaysLinearInsideWhereThePlacesLieMidway() {
        float[] half = resized(of(12, (y, x) -> 2 * y - 3 * x), 0, 6, 6);
        for (int y = 1; y < 5; y++) {
            for (int x = 1; x < 5; x++) {
                double wanted = 2 * (2 * y + 0.5) - 3 * (2 * x + 0.5); // a new place is midway between two old ones
                assertThat(half[(y * 6 + x) * WIDTH]).isCloseTo((float) wanted, within(SINGLE));
            }
        }
    }

    /// Keys' kernel keeps straight lines with `a = -1/2` alone. With `a` the place is off by `(2 a + 1) t (1 - t) (2
    /// t
    /// - 1)` at the part `t` of a step: by 3/64 at a quarter, with PyTorch's -3/4.
    @Test
    void elsewhereALineIsOffByWhatTheKernelSays() {
        float[] twice = resized(of(8, (_, x) -> x), 0, 8, 16);
        for (int x = 4; x < 12; x++) {
            double at = (x + 0.5) / 2 - 0.5;
            double off = x % 2 == 1 ? 3.0 / 64 : -3.0 / 64; // a quarter after an old place, or before one
            assertThat(twice[(3 * 16 + x) * WIDTH]).isCloseTo((float) (at + off), within(SINGLE));
        }
    }

    @Test
    void weightsThatWerePublishedForOneSizeLoadIntoANetworkForAnother() throws IOException {
        VitSpec published = Generated.narrow(VitSizes.dinov2Small()); // 3 x 3 tokens
        VitSpec larger = published.on(PatchGrid.image(5 * 14, 14));
        SafeTensors file = Generated.weights(PublishedWeights.encoder(WeightFamily.DINOV2, published, "vit"), "", SEED);
        file.write(folder.resolve("small"));

        Map<String, Tensor> loaded = loaded(larger, folder.resolve("small"));

        Tensor table = Objects.requireNonNull(file.tensors().get("embeddings.position_embeddings"));
        assertThat(loaded.get("vit.positions"))
                .isEqualTo(new Tensor(
                        new int[] {26, 16}, PositionTable.resized(table, new int[] {1, 26, 16}, larger.grid())));
        Map<String, Tensor> others = new TreeMap<>(loaded);
        others.remove("vit.positions");
        assertThat(others).isEqualTo(without(loaded(published, folder.resolve("small"))));
    }

    @Test
    void aTableThatIsNoSquareIsNamed() throws IOException {
        VitSpec spec = Generated.narrow(VitSizes.lewm());
        WeightNames names = PublishedWeights.encoder(WeightFamily.LEWM, spec, "vit");
        Map<String, Tensor> tensors =
                new TreeMap<>(Generated.weights(names, "encoder.", SEED).tensors());
        tensors.put("encoder.embeddings.position_embeddings", Tensor.zeros(1, 1 + 12, 16));
        new SafeTensors(tensors, Map.of()).write(folder.resolve("odd"));
        assertThatExceptionOfType(WeightNamesException.class)
                .isThrownBy(() -> loaded(spec, folder.resolve("odd")))
                .withMessageContainingAll("position_embeddings [1, 13, 16] rather than [1, 10, 16]", "\nMaybe");
    }

    private static Map<String, Tensor> without(Map<String, Tensor> tensors) {
        Map<String, Tensor> rest = new TreeMap<>(tensors);
        rest.remove("vit.positions");
        return rest;
    }

    private static Map<String, Tensor> loaded(VitSpec spec, Path file) throws IOException {
        Parameters parameters = Parameters.toBeLoaded();
        new VisionTransformer(parameters, "vit", spec);
        try (StoredTensors stored = StoredTensors.open(file)) {
            Recognised recognised = Recognised.of(stored.descriptions(), 2);
            PublishedWeights.encoder(recognised.family(), spec, "vit").load(stored, parameters);
        }
        return new TreeMap<>(parameters.copy());
    }

    private interface Surface {
        double at(int y, int x);
    }

    private static Tensor of(int side, Surface surface) {
        float[] values = new float[side * side * WIDTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) surface.at(i / WIDTH / side, i / WIDTH % side);
        }
        return new Tensor(new int[] {1, side * side, WIDTH}, values);
    }

    private static float[] resized(Tensor table, int first, int rows, int columns) {
        var grid = new PatchGrid(3, 1, rows, columns, 1, 1);
        return PositionTable.resized(table, new int[] {1, first + rows * columns, WIDTH}, grid);
    }
}
