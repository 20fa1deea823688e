package io.github.jepa4j.network;

import io.github.jepa4j.tensor.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/// A low-rank change of a linear layer's weights, `W x + (alpha / r) B A x` (Hu et al., *LoRA*, arXiv
/// 2106.09685, section 4.1). `B` starts at zero, so that the layer starts as it was. Ours has no dropout.
///
/// Beside a layer `NAME` stand `NAME.lora.down` (`A`, `[r, in]`) and `NAME.lora.up` (`B`, `[out, r]`).
public final class LowRankAdapter {

    private static final String MARK = ".lora.";
    private static final String DOWN = MARK + "down";
    private static final String UP = MARK + "up";

    private final org.bytedeco.pytorch.Tensor down;
    private final org.bytedeco.pytorch.Tensor up;
    private final Scalar scale;

    /// How strong the adapters are.
    ///
    /// @param rank  `r`, at least 1
    /// @param alpha what they are scaled by, over `r`; above 0
    public record Config(int rank, double alpha) {

        public Config {
            if (rank < 1 || !(alpha > 0) || Double.isInfinite(alpha)) {
                throw new IllegalArgumentException(
                        "An adapter of rank %d and alpha %s is impossible; the rank must be at least 1 and alpha above 0.\nMaybe rank 8 and alpha 16 are meant."
                                .formatted(rank, alpha));
            }
        }

        double scale() {
            return alpha / rank;
        }
    }

    LowRankAdapter(Parameters parameters, String name, int in, int out, Config config) {
        down = parameters.normal(name + DOWN, 1 / Math.sqrt(in), config.rank(), in);
        up = parameters.constant(name + UP, 0, out, config.rank());
        scale = new Scalar(config.scale());
    }

    org.bytedeco.pytorch.Tensor add(org.bytedeco.pytorch.Tensor input, org.bytedeco.pytorch.Tensor output) {
        var none = new TensorOptional();
        return output.add(torch.linear(torch.linear(input, down, none), up, none), scale);
    }

    /// Whether it is the name of an adapter's parameter.
    public static boolean isAdapter(String name) {
        return name.endsWith(DOWN) || name.endsWith(UP);
    }

    /// Freezes all but the adapters.
    public static void freezeRest(Parameters parameters) {
        parameters.freeze(name -> !isAdapter(name));
    }

    /// Loads weights that know no adapters; the adapters stay as they are.
    ///
    /// @throws IllegalArgumentException when another parameter is missing or has another shape
    public static void loadRest(Parameters parameters, Map<String, Tensor> values) {
        Map<String, Tensor> all = new HashMap<>(parameters.copy(LowRankAdapter::isAdapter));
        all.putAll(values);
        parameters.load(all);
    }

    /// The weights of the same network without adapters, which computes the same.
    ///
    /// @param tensors with adapters
    /// @param config  that the adapters were trained with
    /// @throws IllegalArgumentException when an adapter lacks a half or its layer, or does not fit it
    public static SequencedMap<String, Tensor> merge(Map<String, Tensor> tensors, Config config) {
        SequencedMap<String, Tensor> merged = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            if (!isAdapter(name)) {
                merged.put(name, tensor);
            }
        });
        for (String name : tensors.keySet()) {
            if (isAdapter(name)) {
                String layer = name.substring(0, name.lastIndexOf(MARK));
                merged.put(
                        layer + ".weight",
                        sum(
                                there(tensors, layer + ".weight"),
                                there(tensors, layer + UP),
                                there(tensors, layer + DOWN),
                                config));
            }
        }
        return merged;
    }

    private static Tensor there(Map<String, Tensor> tensors, String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null || tensor.shape().length != 2) {
            throw new IllegalArgumentException(
                    "The adapters cannot be merged: the matrix %s is %s.\nMaybe adapters and weights are of two networks."
                            .formatted(name, tensor == null ? "missing" : tensor));
        }
        return tensor;
    }

    private static Tensor sum(Tensor weight, Tensor up, Tensor down, Config config) {
        int out = weight.shape()[0];
        int in = weight.shape()[1];
        int rank = config.rank();
        if (up.shape()[0] != out || up.shape()[1] != rank || down.shape()[0] != rank || down.shape()[1] != in) {
            throw new IllegalArgumentException(
                    "An adapter of %s and %s does not fit weights of %s at rank %d.\nMaybe it was trained with another rank."
                            .formatted(up, down, weight, rank));
        }
        float[] values = weight.values().clone();
        for (int o = 0; o < out; o++) {
            for (int r = 0; r < rank; r++) {
                double factor = config.scale() * up.values()[o * rank + r];
                for (int i = 0; i < in; i++) {
                    values[o * in + i] += (float) (factor * down.values()[r * in + i]);
                }
            }
        }
        return new Tensor(new int[] {out, in}, values);
    }
}
