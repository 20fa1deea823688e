package io.github.jepa4j.cli;

import io.github.jepa4j.network.PatchGrid;
import io.github.jepa4j.network.Positions;
import io.github.jepa4j.network.VitSpec;
import io.github.jepa4j.network.VitSpec.Extra;
import io.github.jepa4j.pretrained.PublishedWeights;
import io.github.jepa4j.pretrained.WeightFamily;
import io.github.jepa4j.pretrained.WeightNames;
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

/// Weights with DINOv2's names, few and random numbers, for pictures of 16 by 16 pixels; and some with V-JEPA 2's.
final class TinyWeights {

    static final VitSpec SPEC = new VitSpec(
            PatchGrid.image(16, 4),
            new VitSpec.Size(16, 2, 2, 24),
            Positions.LEARNED,
            Set.of(Extra.CLASS_TOKEN, Extra.MASK_TOKEN, Extra.LAYER_SCALE),
            1e-6);

    private static final double STD = 0.3;

    private TinyWeights() {}

    static Path write(Path file, long seed) throws IOException {
        new SafeTensors(tensors(new Seed(seed)), Map.of("format", "pt")).write(file);
        return file;
    }

    /// For clips of any even number of frames.
    static Path writeForClips(Path file, long seed) throws IOException {
        VitSpec spec = new VitSpec(PatchGrid.clip(4, 16, 8), SPEC.size(), Positions.ROPE_3D_V2, Set.of(), 1e-6);
        WeightNames names = PublishedWeights.encoder(WeightFamily.VJEPA2, spec, "any");
        Map<String, Tensor> tensors = new TreeMap<>();
        tensors(names, new Seed(seed)).forEach((name, tensor) -> tensors.put("encoder." + name, tensor));
        new SafeTensors(tensors, Map.of()).write(file);
        return file;
    }

    static Map<String, Tensor> tensors(Seed seed) {
        return tensors(PublishedWeights.encoder(WeightFamily.DINOV2, SPEC, "any"), seed);
    }

    private static Map<String, Tensor> tensors(WeightNames names, Seed seed) {
        Map<String, Tensor> tensors = new TreeMap<>();
        for (Published weight : names.published()) {
            var random = seed.split(weight.name()).generator();
            float[] values = new float[Arrays.stream(weight.shape()).reduce(1, Math::multiplyExact)];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (STD * random.nextGaussian());
            }
            tensors.put(weight.name(), new Tensor(weight.shape(), values));
        }
        return tensors;
    }
}
