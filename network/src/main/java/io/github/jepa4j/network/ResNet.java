package io.github.jepa4j.network;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/// A residual network of basic blocks for small images (He et al., *Deep Residual Learning*, 2016, section
/// 4.2 and figure 3, with projections where the shape changes: option B). Differs from it: the stem may cut
/// the image into patches, which makes it affordable on two cores.
public final class ResNet {

    private static final long[] PLACES = {2, 3};

    private final ResNetSpec spec;
    private final Conv2d stem;
    private final BatchNorm stemNorm;
    private final List<Block> blocks = new ArrayList<>();

    /// Makes the network's parameters and running statistics, named as in a checkpoint under `prefix`.
    public ResNet(Parameters parameters, Buffers buffers, String prefix, ResNetSpec spec) {
        this.spec = spec;
        int patch = spec.stemPatch();
        stem = patch == 1
                ? new Conv2d(parameters, prefix + ".stem", spec.channels(), spec.widths()[0], 3, 1)
                : Conv2d.patches(parameters, prefix + ".stem", spec.channels(), spec.widths()[0], patch);
        stemNorm = new BatchNorm(parameters, buffers, prefix + ".stem.norm", spec.widths()[0]);
        int in = spec.widths()[0];
        for (int s = 0; s < spec.widths().length; s++) {
            for (int b = 0; b < spec.blocks(); b++) {
                int stride = s > 0 && b == 0 ? 2 : 1;
                String name = "%s.stage.%d.block.%d".formatted(prefix, s, b);
                blocks.add(new Block(parameters, buffers, name, new Shape(in, spec.widths()[s], stride)));
                in = spec.widths()[s];
            }
        }
    }

    /// The sizes.
    public ResNetSpec spec() {
        return spec;
    }

    /// The last stage's map.
    ///
    /// @param images `[B, C, Y, X]`, normalised, channels last in memory
    /// @return `[B, D, Y', X']`
    public Tensor map(Tensor images, Mode mode) {
        Tensor map = stemNorm.forward(stem.forward(images), mode).relu_();
        for (Block block : blocks) {
            map = block.forward(map, mode);
        }
        return map;
    }

    /// The features: the mean of the last stage's map over its places.
    ///
    /// @param map `[B, D, Y', X']`, see [#map]
    /// @return `[B, D]`
    public static Tensor pooled(Tensor map) {
        return map.mean(PLACES);
    }

    private record Shape(int in, int out, int stride) {}

    private record Block(
            Conv2d first,
            BatchNorm firstNorm,
            Conv2d second,
            BatchNorm secondNorm,
            @Nullable Shortcut shortcut) {

        Block(Parameters parameters, Buffers buffers, String name, Shape shape) {
            this(
                    new Conv2d(parameters, name + ".conv1", shape.in(), shape.out(), 3, shape.stride()),
                    new BatchNorm(parameters, buffers, name + ".norm1", shape.out()),
                    new Conv2d(parameters, name + ".conv2", shape.out(), shape.out(), 3, 1),
                    new BatchNorm(parameters, buffers, name + ".norm2", shape.out()),
                    shape.stride() == 1 && shape.in() == shape.out()
                            ? null
                            : new Shortcut(parameters, buffers, name + ".shortcut", shape));
        }

        Tensor forward(Tensor input, Mode mode) {
            Tensor inner = firstNorm.forward(first.forward(input), mode).relu_();
            Tensor sum = secondNorm.forward(second.forward(inner), mode);
            return sum.add_(shortcut == null ? input : shortcut.forward(input, mode))
                    .relu_();
        }
    }

    private record Shortcut(Conv2d conv, BatchNorm norm) {

        Shortcut(Parameters parameters, Buffers buffers, String name, Shape shape) {
            this(
                    new Conv2d(parameters, name, shape.in(), shape.out(), 1, shape.stride()),
                    new BatchNorm(parameters, buffers, name + ".norm", shape.out()));
        }

        Tensor forward(Tensor input, Mode mode) {
            return norm.forward(conv.forward(input), mode);
        }
    }
}
