package io.github.jepa4j.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.network.AttentivePooler;
import io.github.jepa4j.network.MaskedPredictor;
import io.github.jepa4j.network.MaskedPredictorSpec;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.network.VisionTransformer;
import io.github.jepa4j.network.VitSizes;
import io.github.jepa4j.network.VitSpec;
import io.github.jepa4j.pretrained.WeightNames.Published;
import io.github.jepa4j.tensor.DType;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.StoredTensors;
import io.github.jepa4j.tensor.StoredTensors.Description;
import io.github.jepa4j.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class WeightNamesTest {

    private static final Seed SEED = new Seed(41);

    @TempDir
    Path folder;

    @BeforeAll
    static void openTheEngine() {
        Engine.open(1);
    }

    /// Family, size, how many weights, how many numbers: from the published files.
    static Stream<Object[]> published() {
        return Stream.of(
                new Object[] {WeightFamily.IJEPA, VitSizes.ijepaHuge14(), 5 + 32 * 16, 630_762_240L},
                new Object[] {WeightFamily.IJEPA, VitSizes.ijepaHuge16(), 5 + 32 * 16, 631_668_480L},
                new Object[] {WeightFamily.IJEPA, VitSizes.ijepaGiant16(), 5 + 40 * 16, 1_011_368_576L},
                new Object[] {WeightFamily.VJEPA2, VitSizes.vjepa2Large(), 4 + 24 * 16, 303_885_312L},
                new Object[] {WeightFamily.VJEPA2, VitSizes.vjepa2Giant(), 4 + 40 * 16, 1_012_173_952L},
                new Object[] {WeightFamily.VJEPA2_ORIGINAL, VitSizes.vjepa2Huge(), 4 + 32 * 12, 631_648_000L},
                new Object[] {WeightFamily.VJEPA2_ORIGINAL, VitSizes.vjepa21Base(), 14 + 12 * 12, 86_833_152L},
                new Object[] {WeightFamily.VJEPA2_ORIGINAL, VitSizes.vjepa21Large(), 14 + 24 * 12, 304_680_960L},
                new Object[] {WeightFamily.VJEPA2_ORIGINAL, VitSizes.vjepa21Giant(), 14 + 40 * 12, 1_013_267_968L},
                new Object[] {WeightFamily.VJEPA2_ORIGINAL, VitSizes.vjepa21Gigantic(), 14 + 48 * 12, 1_845_216_768L},
                new Object[] {WeightFamily.DINOV2, VitSizes.dinov2Small(), 7 + 12 * 18, 22_056_576L},
                new Object[] {WeightFamily.DINOV2, VitSizes.dinov2Base(), 7 + 12 * 18, 86_580_480L},
                new Object[] {WeightFamily.DINOV2_HUB, VitSizes.dinov2Large(), 7 + 24 * 14, 304_368_640L},
                // what the other networks leave of the published 18,034,478
                new Object[] {WeightFamily.LEWM, VitSizes.lewm(), 198, 5_501_376L});
    }

    @ParameterizedTest
    @MethodSource("published")
    void aPublishedSizeHasThePublishedNamesAndNumbers(WeightFamily family, VitSpec spec, int weights, long numbers) {
        WeightNames names = PublishedWeights.encoder(family, spec, "encoder");
        assertThat(names.published()).hasSize(weights).doesNotHaveDuplicates();
        assertThat(names.count()).isEqualTo(numbers).isEqualTo(spec.parameters());
    }

    @Test
    void theNamesAreThoseOfThePublishedFiles() {
        assertThat(PublishedWeights.encoder(WeightFamily.IJEPA, VitSizes.ijepaHuge14(), "e")
                        .published())
                .contains(
                        new Published("embeddings.position_embeddings", new int[] {1, 256, 1280}),
                        new Published("embeddings.patch_embeddings.projection.weight", new int[] {1280, 3, 14, 14}),
                        new Published("encoder.layer.31.layernorm_before.bias", new int[] {1280}),
                        new Published("encoder.layer.0.attention.attention.key.weight", new int[] {1280, 1280}),
                        new Published("encoder.layer.7.intermediate.dense.weight", new int[] {5120, 1280}),
                        new Published("encoder.layer.7.output.dense.weight", new int[] {1280, 5120}),
                        new Published("layernorm.weight", new int[] {1280}));
        assertThat(PublishedWeights.encoder(WeightFamily.VJEPA2, VitSizes.vjepa2Large(), "e")
                        .published())
                .contains(
                        new Published("embeddings.patch_embeddings.proj.weight", new int[] {1024, 3, 2, 16, 16}),
                        new Published("layer.23.attention.proj.weight", new int[] {1024, 1024}),
                        new Published("layer.0.mlp.fc1.bias", new int[] {4096}));
        assertThat(PublishedWeights.encoder(WeightFamily.VJEPA2_ORIGINAL, VitSizes.vjepa2Large(), "e")
                        .published())
                .contains(new Published("blocks.23.attn.qkv.weight", new int[] {3072, 1024}));
        assertThat(PublishedWeights.encoder(WeightFamily.DINOV2, VitSizes.dinov2Small(), "e")
                        .published())
                .contains(
                        new Published("embeddings.cls_token", new int[] {1, 1, 384}),
                        new Published("embeddings.mask_token", new int[] {1, 384}),
                        new Published("embeddings.position_embeddings", new int[] {1, 1370, 384}),
                        new Published("encoder.layer.11.layer_scale2.lambda1", new int[] {384}));
        assertThat(PublishedWeights.encoder(WeightFamily.LEWM, VitSizes.lewm(), "e")
                        .published())
                .contains(
                        new Published("embeddings.position_embeddings", new int[] {1, 257, 192}),
                        new Published("embeddings.patch_embeddings.projection.weight", new int[] {192, 3, 14, 14}));
    }

    @ParameterizedTest
    @EnumSource
    void theWeightsOfAFamilyAreThoseOfTheNetworkAndLoadIntoIt(WeightFamily family) throws IOException {
        VitSpec spec = Generated.narrow(Generated.published(family));
        WeightNames names = PublishedWeights.encoder(family, spec, "vit");
        String prefix = FamilyNames.of(family).prefixes().getLast();
        SafeTensors file = Generated.weights(names, prefix, SEED);
        file.write(folder.resolve("model.safetensors"));
        Parameters parameters = Parameters.toBeLoaded();
        new VisionTransformer(parameters, "vit", spec);
        assertThat(names.parameters())
                .containsExactlyInAnyOrderElementsOf(parameters.shapes().keySet());

        try (StoredTensors stored = StoredTensors.open(folder)) {
            names.load(stored, parameters);
            assertThat(names.read(stored, parameters.shapes())).isEqualTo(parameters.copy());
        }
    }

    @Test
    void theTwoNamingsOfDinov2AreTheSameNetwork() throws IOException {
        VitSpec spec = Generated.narrow(VitSizes.dinov2Small());
        SafeTensors face = Generated.weights(PublishedWeights.encoder(WeightFamily.DINOV2, spec, "vit"), "", SEED);
        Map<String, Tensor> hub = new TreeMap<>();
        face.tensors()
                .forEach((name, tensor) -> hub.put(
                        name.replace("embeddings.patch_embeddings.projection", "patch_embed.proj")
                                .replace("embeddings.position_embeddings", "pos_embed")
                                .replace("embeddings.", "")
                                .replace("encoder.layer.", "blocks.")
                                .replace("attention.output.dense", "attn.proj")
                                .replace("layer_scale1.lambda1", "ls1.gamma")
                                .replace("layer_scale2.lambda1", "ls2.gamma")
                                .replace("layernorm", "norm"),
                        tensor));
        for (int i = 0; i < spec.size().layers(); i++) {
            fuse(hub, "blocks." + i + ".attention.attention.", "blocks." + i + ".attn.qkv");
        }

        assertThat(loaded(WeightFamily.DINOV2_HUB, spec, new SafeTensors(hub, Map.of())))
                .isEqualTo(loaded(WeightFamily.DINOV2, spec, face));
    }

    @Test
    void theTwoNamingsOfVjepa2AreTheSameNetwork() throws IOException {
        VitSpec spec = Generated.narrow(VitSizes.vjepa2Large());
        SafeTensors face =
                Generated.weights(PublishedWeights.encoder(WeightFamily.VJEPA2, spec, "vit"), "encoder.", SEED);
        Map<String, Tensor> original = new TreeMap<>();
        face.tensors()
                .forEach((name, tensor) -> original.put(
                        name.replace("encoder.", "module.backbone.")
                                .replace("embeddings.patch_embeddings.", "patch_embed.")
                                .replace("backbone.layer.", "backbone.blocks.")
                                .replace("attention.proj", "attn.proj")
                                .replace("layernorm", "norm"),
                        tensor));
        for (int i = 0; i < spec.size().layers(); i++) {
            String block = "module.backbone.blocks." + i;
            fuse(original, block + ".attention.", block + ".attn.qkv");
        }
        original.put("module.backbone.pos_embed", Tensor.zeros(1, 8, 16)); // old files have one, of no use

        assertThat(loaded(WeightFamily.VJEPA2_ORIGINAL, spec, new SafeTensors(original, Map.of())))
                .isEqualTo(loaded(WeightFamily.VJEPA2, spec, face));
    }

    private static void fuse(Map<String, Tensor> tensors, String attention, String fused) {
        for (String kind : List.of(".weight", ".bias")) {
            Tensor query = Objects.requireNonNull(tensors.remove(attention + "query" + kind));
            Tensor key = Objects.requireNonNull(tensors.remove(attention + "key" + kind));
            Tensor value = Objects.requireNonNull(tensors.remove(attention + "value" + kind));
            int size = query.size();
            float[] all = Arrays.copyOf(query.values(), 3 * size);
            System.arraycopy(key.values(), 0, all, size, size);
            System.arraycopy(value.values(), 0, all, 2 * size, size);
            int[] shape = query.shape().clone();
            shape[0] *= 3;
            tensors.put(fused + kind, new Tensor(shape, all));
        }
    }

    private Map<String, Tensor> loaded(WeightFamily family, VitSpec spec, SafeTensors weights) throws IOException {
        Path file = folder.resolve(family.name());
        weights.write(file);
        Parameters parameters = Parameters.toBeLoaded();
        new VisionTransformer(parameters, "vit", spec);
        try (StoredTensors stored = StoredTensors.open(file)) {
            PublishedWeights.encoder(family, spec, "vit").load(stored, parameters);
        }
        return parameters.copy();
    }

    @Test
    void thePredictorAndThePoolerOfVjepa2LoadToo() throws IOException {
        VitSpec encoder = Generated.narrow(VitSizes.vjepa2Large());
        var spec =
                new MaskedPredictorSpec(encoder.grid(), 16, new VitSpec.Size(12, 12, 2, 24), encoder.positions(), 10);
        Parameters predictor = Parameters.toBeLoaded();
        new MaskedPredictor(predictor, "predictor", spec);
        assertLoads(PublishedWeights.vjepa2Predictor(spec, "predictor"), "predictor.", predictor);

        var pooling = new AttentivePooler.Spec(16, 2, 64, 3, 1);
        Parameters pooler = Parameters.toBeLoaded();
        new AttentivePooler(pooler, "pooler", pooling);
        assertLoads(PublishedWeights.vjepa2Pooler(pooling, "pooler"), "pooler.", pooler);
        assertThat(PublishedWeights.vjepa2Predictor(MaskedPredictorSpec.vjepa2(VitSizes.vjepa2Large()), "p")
                        .count())
                .isEqualTo(22_086_016);
        assertThat(PublishedWeights.vjepa2Pooler(AttentivePooler.Spec.vjepa2(1024), "p")
                                .count()
                        + 174 * 1025)
                .isEqualTo(49_514_670);
    }

    @Test
    void lewmsProjectorHasThePublishedNamesAndNumbers() {
        WeightNames names = PublishedWeights.lewmProjector(192, 2048, "p");
        assertThat(names.published())
                .contains(
                        new Published("net.0.weight", new int[] {2048, 192}),
                        new Published("net.1.running_var", new int[] {2048}),
                        new Published("net.3.weight", new int[] {192, 2048}))
                .hasSize(8); // of nine; the ninth counts batches
        long running = 2 * 2048;
        long projector = names.count() - running;
        long predictor = 10_791_360;
        long actions = 156_206;
        assertThat(VitSizes.lewm().parameters() + 2 * projector + predictor + actions)
                .as("the published total")
                .isEqualTo(18_034_478);
    }

    private void assertLoads(WeightNames names, String prefix, Parameters parameters) throws IOException {
        assertThat(names.parameters()).containsExactlyInAnyOrderElementsOf(parameters.names());
        Path file = folder.resolve(prefix);
        Generated.weights(names, prefix, SEED).write(file);
        try (StoredTensors stored = StoredTensors.open(file)) {
            names.load(stored, parameters);
        }
        parameters
                .copy()
                .forEach((name, tensor) -> assertThat(tensor).as(name).isNotEqualTo(Tensor.zeros(tensor.shape())));
    }

    @Test
    void whatIsMissingUnknownOrOfAnotherShapeIsListedUpToFive() {
        VitSpec spec = Generated.narrow(VitSizes.dinov2Small());
        WeightNames names = PublishedWeights.encoder(WeightFamily.DINOV2, spec, "vit");
        Map<String, Description> found = new HashMap<>();
        for (Published weight : names.published()) {
            if (!weight.name().contains("layer.3.")) {
                found.put(weight.name(), new Description(DType.F32, weight.shape()));
            }
        }
        found.put("classifier.weight", new Description(DType.F32, new int[] {3}));
        found.put("rotary.frequencies", new Description(DType.F32, new int[] {3}));
        found.put("layernorm.bias", new Description(DType.F32, new int[] {17}));

        assertThatExceptionOfType(WeightNamesException.class)
                .isThrownBy(() -> names.check(found))
                .withMessageContainingAll(
                        "DINOV2",
                        "missing are encoder.layer.3.norm1.weight",
                        "and 13 more",
                        "unknown are rotary.frequencies;",
                        "layernorm.bias [17] rather than [16]",
                        "\nMaybe")
                .satisfies(error -> {
                    assertThat(error.missing()).hasSize(18);
                    assertThat(error.unknown()).containsExactly("rotary.frequencies");
                    assertThat(error.misshapen()).hasSize(1);
                });
    }

    @Test
    void aNetworkThatDoesNotFitIsLeftAsItWas() throws IOException {
        VitSpec spec = Generated.narrow(VitSizes.lewm());
        WeightNames names = PublishedWeights.encoder(WeightFamily.LEWM, spec, "vit");
        Map<String, Tensor> tensors =
                new TreeMap<>(Generated.weights(names, "encoder.", SEED).tensors());
        tensors.put("encoder.layernorm.bias", Tensor.zeros(3));
        new SafeTensors(tensors, Map.of()).write(folder.resolve("bad"));
        Parameters parameters = new Parameters(SEED);
        new VisionTransformer(parameters, "vit", spec);
        Map<String, Tensor> before = parameters.copy();
        try (StoredTensors stored = StoredTensors.open(folder.resolve("bad"))) {
            assertThatExceptionOfType(WeightNamesException.class).isThrownBy(() -> names.load(stored, parameters));
        }
        assertThat(parameters.copy()).isEqualTo(before);
    }

    @Test
    void aFamilyThatHasNoSuchTransformerIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PublishedWeights.encoder(WeightFamily.IJEPA, VitSizes.vjepa2Large(), "vit"))
                .withMessageContainingAll("IJEPA", "ROPE_3D_V2", "\nMaybe");
    }
}
