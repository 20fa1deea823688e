package io.github.jepa4j.pretraining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.network.Mode;
import io.github.jepa4j.pretraining.Tiny.Work;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Tensor;
import io.github.jepa4j.world.Pixels;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class VisionModelTest {

    private static final LabelledClips IMAGES = Tiny.shapes(40, Tiny.SEED.split("images"));

    /// Batches of other sizes are summed in another order.
    private static final float ROUNDING = 1e-5f;

    @TempDir
    Path folder;

    @BeforeAll
    static void openTheEngine() {
        Tiny.openTheEngine();
    }

    @ParameterizedTest
    @EnumSource(names = {"SIMCLR", "I_JEPA", "NEXT_TOKEN", "V_JEPA"})
    void aModelThatIsWrittenAndReadSeesTheSame(Method method) throws IOException {
        LabelledClips images = method == Method.V_JEPA ? Tiny.clips(40, Tiny.SEED) : IMAGES;
        Path file = folder.resolve("model.safetensors");
        float[] features = trained(images, method, file);

        VisionModel model = VisionModel.load(file);

        assertThat(model.dimension()).isEqualTo(method == Method.SIMCLR ? 16 : 24);
        assertThat(model.features(images).shape()).containsExactly(40, model.dimension());
        assertThat(model.features(images).values()).containsExactly(features, within(ROUNDING));
        assertThat(model.provenance()).containsEntry("method", method.label());
        SafeTensors read = SafeTensors.read(file);
        assertThat(read.tensors().keySet())
                .as("nothing but the backbone is kept")
                .allMatch(name -> name.startsWith("backbone.") || name.startsWith("pixels."));
    }

    @Test
    void aModelOfClipsSeesAnImageAsAClipInWhichNothingMoves() throws IOException {
        LabelledClips still = Tiny.still(5);
        int frame = Tiny.SIDE * Tiny.SIDE;
        List<byte[]> first =
                still.clips().stream().map(clip -> Arrays.copyOf(clip, frame)).toList();
        var images = new LabelledClips(1, 1, Tiny.SIDE, Tiny.SIDE, first, new int[5], List.of("any"));

        VisionModel model = VisionModel.load(written(Tiny.clips(40, Tiny.SEED), Method.V_JEPA));

        assertThat(model.features(images)).isEqualTo(model.features(still));
        assertThat(model.tokens(images, new int[] {3})).isEqualTo(model.tokens(still, new int[] {3}));
    }

    @Test
    void picturesThatAreLookedAtTogetherAreOfOneShape() throws IOException {
        VisionModel model = VisionModel.load(written(IMAGES, Method.VICREG));
        byte[] values = IMAGES.clips().getFirst();
        Pixels whole = new Pixels(3, Tiny.SIDE, Tiny.SIDE, values);
        Pixels other = new Pixels(3, 2 * Tiny.SIDE, Tiny.SIDE / 2, values);

        assertThat(model.encode(List.of(whole, whole))).hasSize(2);
        assertThatThrownBy(() -> model.encode(List.of(whole, other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("[3, 16, 16]", "[3, 32, 8]", "\nMaybe");
    }

    /// Clips of 64 frames of 224 pixels would be 2.4 thousand million numbers at once.
    @Test
    void ofLargeClipsFewAreLookedAtTogether() {
        try (Scope scope = Scope.open()) {
            LabelledClips large =
                    LabelledClips.generated(new int[] {64, 3, 224, 224}, 1, _ -> new byte[64 * 3 * 224 * 224]);
            var config = PretrainingConfig.BackboneConfig.smallVideoVit();

            assertThat(VisionModel.random(large, config, Tiny.SEED).atOnce()).isEqualTo(6);
        }
        assertThat(VisionModel.random(IMAGES, PretrainingConfig.BackboneConfig.smallVit(), Tiny.SEED)
                        .atOnce())
                .isEqualTo(250);
    }

    @Test
    void whatWasTrainedIsWhatIsRead() throws IOException {
        try (Scope scope = Scope.open()) {
            Work work = Work.begin(IMAGES, Tiny.config(Method.VICREG, 5), Tiny.SEED);
            work.run();
            Path file = folder.resolve("model.safetensors");
            VisionModel.write(file, work.networks(), ChannelStatistics.of(IMAGES), Map.of());
            Map<String, Tensor> stored = SafeTensors.read(file).tensors();

            work.networks().parameters().copy().forEach((name, tensor) -> {
                if (name.startsWith("backbone.")) {
                    assertThat(stored.get(name).values()).isEqualTo(tensor.values());
                }
            });
            assertThat(stored.get("backbone.stem.norm.running_mean").values())
                    .isNotEqualTo(new float[8])
                    .isEqualTo(work.networks()
                            .buffers()
                            .copy()
                            .get("backbone.stem.norm.running_mean")
                            .values());
        }
    }

    @Test
    void theFeaturesOfAnImageDoNotDependOnItsNeighbours() throws IOException {
        VisionModel model = VisionModel.load(written(IMAGES, Method.VICREG));
        float[] all = model.features(IMAGES).values();
        for (int n : new int[] {0, 17, 39}) {
            LabelledClips one = new LabelledClips(
                    1, 3, Tiny.SIDE, Tiny.SIDE, List.of(IMAGES.clips().get(n)), new int[1], List.of("any"));
            assertThat(model.features(one).values())
                    .containsExactly(Arrays.copyOfRange(all, n * 16, (n + 1) * 16), within(ROUNDING));
        }
    }

    @Test
    void moreImagesThanGoAtOnceAreSeenInParts() throws IOException {
        VisionModel model = VisionModel.load(written(IMAGES, Method.VICREG));
        LabelledClips many = Tiny.shapes(510, Tiny.SEED.split("many"));
        LabelledClips last = new LabelledClips(
                1, 3, Tiny.SIDE, Tiny.SIDE, many.clips().subList(500, 510), new int[10], List.of("any"));

        float[] features = model.features(many).values();

        assertThat(features).hasSize(510 * 16);
        assertThat(model.features(last).values())
                .containsExactly(Arrays.copyOfRange(features, 500 * 16, 510 * 16), within(ROUNDING));
    }

    @Test
    void whatHasLearnedNothingIsTheSameForTheSameSeed() {
        var backbone = Tiny.config(Method.VICREG, 3).backbone();
        float[] features =
                VisionModel.random(IMAGES, backbone, Tiny.SEED).features(IMAGES).values();

        assertThat(VisionModel.random(IMAGES, backbone, Tiny.SEED)
                        .features(IMAGES)
                        .values())
                .isEqualTo(features);
        assertThat(VisionModel.random(IMAGES, backbone, Tiny.SEED.split(1))
                        .features(IMAGES)
                        .values())
                .isNotEqualTo(features);
    }

    @Test
    void imagesOfAnotherShapeAreRefused() throws IOException {
        VisionModel model = VisionModel.load(written(IMAGES, Method.VICREG));
        LabelledClips grey = new LabelledClips(1, 1, 16, 16, List.of(new byte[256]), new int[1], List.of("any"));
        LabelledClips wide = new LabelledClips(1, 3, 16, 20, List.of(new byte[960]), new int[1], List.of("any"));
        for (LabelledClips other : List.of(grey, wide, Tiny.clips(1, Tiny.SEED))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> model.features(other))
                    .withMessageContainingAll("[1, 3, 16, 16]", "\nMaybe");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "format,jepa4j-video/1,jepa4j-vision/1 was expected",
        "format,,of format null",
        "widths,8,has a tensor backbone.stage.1",
        "widths,'8,32',has shape",
        "widths,,does not say its widths",
        "widths,'8,many',no whole number",
        "blocks,2,is missing",
        "rows,17,17 by 16",
        "patch,3,patches of side 3",
        "channels,1,has shape",
        "widths,'8,1000000',has shape",
        "widths,1000000,has shape",
        "rows,16777216,at most 268435456",
        "backbone,mamba,'resnet, symbols and vit are known'",
    })
    void aFileThatSaysSomethingElseIsRefusedWithWhatIsWrong(String key, String value, String why) throws IOException {
        SafeTensors good = SafeTensors.read(written(IMAGES, Method.VICREG));
        Map<String, String> metadata = new TreeMap<>(good.metadata());
        if (value == null) {
            metadata.remove(key);
        } else {
            metadata.put(key, value);
        }

        assertRefused(good.tensors(), metadata, why);
    }

    @Test
    void aFileThatLacksATensorIsRefused() throws IOException {
        SafeTensors good = SafeTensors.read(written(IMAGES, Method.VICREG));
        for (String name : good.tensors().keySet()) {
            Map<String, Tensor> tensors = new LinkedHashMap<>(good.tensors());
            tensors.remove(name);
            assertRefused(tensors, good.metadata(), name);
        }
    }

    private void assertRefused(Map<String, Tensor> tensors, Map<String, String> metadata, String why)
            throws IOException {
        Path file = folder.resolve("other.safetensors");
        new SafeTensors(tensors, metadata).write(file);
        assertThatThrownBy(() -> VisionModel.load(file))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll(file.toString(), why, "\nMaybe");
    }

    private Path written(LabelledClips images, Method method) throws IOException {
        Path file = folder.resolve("model.safetensors");
        trained(images, method, file);
        return file;
    }

    /// Trains and writes a model.
    ///
    /// @return the features that its backbone gives, without the model's file
    private static float[] trained(LabelledClips images, Method method, Path file) throws IOException {
        try (Scope scope = Scope.open()) {
            Work work = Work.begin(images, Tiny.config(method, 3), Tiny.SEED);
            work.run();
            var statistics = ChannelStatistics.of(images);
            VisionModel.write(file, work.networks(), statistics, Map.of("method", method.label()));

            Networks twin = work.networks().twin();
            Backbone backbone = twin.backbone();
            twin.parameters().load(work.networks().parameters().copy());
            twin.buffers().load(work.networks().buffers().copy());
            Lesson all = new Lesson(images, IntStream.range(0, images.size()).toArray(), statistics, Tiny.SEED);
            return Natives.values(backbone.features(all.view(ViewSettings.none(), "as-is"), Mode.INFERENCE));
        }
    }
}
