package io.github.jepa4j.pretrained;

import io.github.jepa4j.network.VitSizes;
import io.github.jepa4j.network.VitSpec;
import io.github.jepa4j.pretrained.WeightNames.Published;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.tensor.Tensor;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/// Weights with published names and random values.
final class Generated {

    private static final double STD = 0.2;

    private Generated() {}

    /// A published size made narrow: all its layers, few dimensions.
    static VitSpec narrow(VitSpec published) {
        var size = new VitSpec.Size(16, published.size().layers(), 2, 20);
        var grid = published.grid();
        int side = 3 * grid.patch();
        return new VitSpec(
                new io.github.jepa4j.network.PatchGrid(
                        grid.channels(), Math.min(grid.frames(), 4), side, side, grid.tubelet(), grid.patch()),
                size,
                published.positions(),
                published.extras(),
                published.epsilon());
    }

    /// One published size for each family.
    static VitSpec published(WeightFamily family) {
        return switch (family) {
            case IJEPA -> VitSizes.ijepaHuge14();
            case VJEPA2 -> VitSizes.vjepa2Large();
            case VJEPA2_ORIGINAL -> VitSizes.vjepa21Base();
            case DINOV2 -> VitSizes.dinov2Small();
            case DINOV2_HUB -> VitSizes.dinov2Giant();
            case LEWM -> VitSizes.lewm();
        };
    }

    static SafeTensors weights(WeightNames names, String prefix, Seed seed) {
        Map<String, Tensor> tensors = new TreeMap<>();
        for (Published weight : names.published()) {
            tensors.put(prefix + weight.name(), tensor(seed.split(weight.name()), weight.shape()));
        }
        return new SafeTensors(tensors, Map.of("format", "pt"));
    }

    static Tensor tensor(Seed seed, int... shape) {
        var random = seed.generator();
        float[] values = new float[Arrays.stream(shape).reduce(1, Math::multiplyExact)];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (STD * random.nextGaussian());
        }
        return new Tensor(shape, values);
    }
}
