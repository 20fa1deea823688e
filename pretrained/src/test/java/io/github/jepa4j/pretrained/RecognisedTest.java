package io.github.jepa4j.pretrained;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.jepa4j.engine.Engine;
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
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Weights told by their names and shapes, and written again under their names.
class RecognisedTest {

    private static final Seed SEED = new Seed(47);

    @TempDir
    Path folder;

    @BeforeAll
    static void openTheEngine() {
        Engine.open(1);
    }

    static Stream<Object[]> published() {
        return Stream.of(
                new Object[] {WeightFamily.IJEPA, VitSizes.ijepaHuge14()},
                new Object[] {WeightFamily.IJEPA, VitSizes.ijepaHuge16()},
                new Object[] {WeightFamily.IJEPA, VitSizes.ijepaGiant16()},
                new Object[] {WeightFamily.VJEPA2, VitSizes.vjepa2Large()},
                new Object[] {WeightFamily.VJEPA2, VitSizes.vjepa2Giant()},
                new Object[] {WeightFamily.VJEPA2_ORIGINAL, VitSizes.vjepa2Huge()},
                new Object[] {WeightFamily.VJEPA2_ORIGINAL, VitSizes.vjepa21Base()},
                new Object[] {WeightFamily.VJEPA2_ORIGINAL, VitSizes.vjepa21Gigantic()},
                new Object[] {WeightFamily.DINOV2, VitSizes.dinov2Small()},
                new Object[] {WeightFamily.DINOV2, VitSizes.dinov2Giant()},
                new Object[] {WeightFamily.DINOV2_HUB, VitSizes.dinov2Large()},
                new Object[] {WeightFamily.DINOV2_HUB, VitSizes.dinov2Giant()},
                new Object[] {WeightFamily.LEWM, VitSizes.lewm()});
    }

    @ParameterizedTest
    @MethodSource("published")
    void everyPublishedSizeIsToldUnderEveryPrefix(WeightFamily family, VitSpec spec) {
        for (String prefix : FamilyNames.of(family).prefixes()) {
            Recognised recognised = Recognised.of(described(family, spec, prefix), 0);
            assertThat(recognised).isEqualTo(new Recognised(family, prefix, spec));
            recognised.names("vit").check(described(family, spec, prefix));
        }
    }

    private static Map<String, Description> described(WeightFamily family, VitSpec spec, String prefix) {
        Map<String, Description> found = new TreeMap<>();
        for (Published weight : PublishedWeights.encoder(family, spec, "vit").published()) {
            found.put(prefix + weight.name(), new Description(DType.F32, weight.shape()));
        }
        return found;
    }

    @Test
    void aSizeThatWasNeverPublishedNeedsItsHeadsSaid() {
        VitSpec narrow = Generated.narrow(VitSizes.dinov2Small());
        Map<String, Description> found = described(WeightFamily.DINOV2, narrow, "");
        assertThat(Recognised.of(found, 2).spec()).isEqualTo(narrow);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recognised.of(found, 0))
                .withMessageContainingAll("DINOV2 with width 16, 12 layers and 20 hidden units", "\nMaybe");
    }

    @Test
    void namesOfNoFamilyAreSaid() {
        Map<String, Description> found = Map.of(
                "conv1.weight", new Description(DType.F32, new int[] {3}),
                "fc.bias", new Description(DType.F32, new int[] {3}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Recognised.of(found, 0))
                .withMessageContainingAll("none of the families", "IJEPA", "there are 2", "conv1.weight", "\nMaybe");
    }

    @Test
    void picturesOfAnotherSizeAndClipsOfFewerFramesAreSeenWherePatchesFit() {
        Recognised dino = Recognised.of(described(WeightFamily.DINOV2, VitSizes.dinov2Small(), ""), 0);
        assertThat(dino.on(224, 0).spec().grid().tokens()).isEqualTo(256);
        assertThat(dino.on(0, 1)).isEqualTo(dino);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dino.on(225, 0))
                .withMessageContainingAll("225 x 225", "14 x 14", "\nMaybe");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dino.on(0, 8))
                .withMessageContainingAll("8 frames", "\nMaybe");
        Recognised video = Recognised.of(described(WeightFamily.VJEPA2, VitSizes.vjepa2Large(), "encoder."), 0);
        assertThat(video.on(0, 16).spec().grid().tokens()).isEqualTo(8 * 256);
        assertThat(video.on(0, 1)).as("a picture twice").isEqualTo(video.on(0, 2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> video.on(0, 7))
                .withMessageContainingAll("7 frames", "patches of 2 frames", "\nMaybe take 6 frames");
    }

    @ParameterizedTest
    @EnumSource
    void whatIsWrittenUnderItsPublishedNamesIsTheFileItWasReadFrom(WeightFamily family) throws IOException {
        VitSpec spec = Generated.narrow(Generated.published(family));
        WeightNames names = PublishedWeights.encoder(family, spec, "vit");
        SafeTensors file = Generated.weights(names, "x.", SEED);
        String prefix = FamilyNames.of(family).prefixes().getFirst();
        Generated.weights(names, prefix, SEED).write(folder.resolve("weights"));
        Parameters parameters = Parameters.toBeLoaded();
        new VisionTransformer(parameters, "vit", spec);
        try (StoredTensors stored = StoredTensors.open(folder.resolve("weights"))) {
            names.load(stored, parameters);
        }
        assertThat(names.toPublished(parameters.copy(), "x.")).isEqualTo(file.tensors());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> names.toPublished(Map.of(), ""))
                .withMessageContainingAll("is missing", "\nMaybe");
    }
}
