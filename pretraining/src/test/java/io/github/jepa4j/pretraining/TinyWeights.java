package io.github.jepa4j.pretraining;

import io.github.jepa4j.network.PatchGrid;
import io.github.jepa4j.network.Positions;
import io.github.jepa4j.network.VitSpec;
import io.github.jepa4j.network.VitSpec.Extra;
import io.github.jepa4j.pretrained.PublishedWeights;
import io.github.jepa4j.pretrained.WeightFamily;
import io.github.jepa4j.pretrained.WeightNames.Published;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Files of weights with published names, few and random numbers.
final class TinyWeights {

    static final int HEADS = 2;

    private static final double STD = 0.3;
    private static final VitSpec.Size SIZE = new VitSpec.Size(16, 2, HEADS, 24);

    private TinyWeights() {}

    /// A transformer of a family for pictures of 16 by 16 pixels, or clips of 4 such frames.
    static VitSpec spec(WeightFamily family) {
        PatchGrid pictures = PatchGrid.image(Tiny.SIDE, 4);
        return switch (family) {
            case IJEPA -> new VitSpec(pictures, SIZE, Positions.SINCOS_2D, Set.of(), 1e-6);
            case LEWM -> new VitSpec(pictures, SIZE, Positions.LEARNED, Set.of(Extra.CLASS_TOKEN), 1e-12);
            case DINOV2, DINOV2_HUB ->
                new VitSpec(
                        pictures,
                        SIZE,
                        Positions.LEARNED,
                        Set.of(Extra.CLASS_TOKEN, Extra.MASK_TOKEN, Extra.LAYER_SCALE),
                        1e-6);
            case VJEPA2 -> new VitSpec(clips(), SIZE, Positions.ROPE_3D_V2, Set.of(), 1e-6);
            case VJEPA2_ORIGINAL ->
                new VitSpec(
                        clips(),
                        new VitSpec.Size(16, 4, HEADS, 24),
                        Positions.ROPE_3D_V2_1,
                        Set.of(Extra.LEVELS),
                        1e-6);
        };
    }

    private static PatchGrid clips() {
        return PatchGrid.clip(4, Tiny.SIDE, 8);
    }

    private static String prefix(WeightFamily family) {
        return switch (family) {
            case IJEPA, DINOV2, DINOV2_HUB -> "";
            case LEWM, VJEPA2 -> "encoder.";
            case VJEPA2_ORIGINAL -> "module.backbone.";
        };
    }

    /// Writes a file, and recognises it.
    static PublicWeights write(WeightFamily family, Path file, Seed seed) throws IOException {
        Map<String, Tensor> tensors = new TreeMap<>();
        for (Published weight :
                PublishedWeights.encoder(family, spec(family), "any").published()) {
            tensors.put(prefix(family) + weight.name(), tensor(seed.split(weight.name()), weight.shape()));
        }
        new SafeTensors(tensors, Map.of("format", "pt")).write(file);
        return PublicWeights.open(file, Tiny.SIDE, spec(family).frames(), HEADS);
    }

    private static Tensor tensor(Seed seed, int[] shape) {
        var random = seed.generator();
        float[] values = new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (STD * random.nextGaussian());
        }
        return new Tensor(shape, values);
    }
}
