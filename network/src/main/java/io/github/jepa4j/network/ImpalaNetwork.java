package io.github.jepa4j.network;

import io.github.jepa4j.perception.ImpalaSpec;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// The residual convolutional encoder of IMPALA (Espeholt et al., *IMPALA: Scalable Distributed Deep-RL*,
/// 2018, figure 3, right), without its recurrent part, and with a layer-normalised linear map to the
/// latent. Differs from it as the two-rooms peer does: the activation comes after the addition.
/// `ImpalaEncoder` in module `perception` is the same function without the engine.
public final class ImpalaNetwork implements EncoderNetwork {

    private static final int STEM_KERNEL_STRIDE_2 = 5;
    private static final int STEM_KERNEL_STRIDE_4 = 7;

    private final List<Stack> stacks = new ArrayList<>();
    private final Linear linear;
    private final LayerNorm norm;

    /// Makes the network's parameters, named as in a checkpoint.
    public ImpalaNetwork(Parameters parameters, ImpalaSpec spec) {
        int channels = spec.channels();
        for (int s = 0; s < spec.widths().length; s++) {
            int stride = s == 0 ? spec.firstStride() : 1;
            stacks.add(new Stack(parameters, "encoder.stack." + s, channels, spec.widths()[s], stride, spec.blocks()));
            channels = spec.widths()[s];
        }
        linear = Linear.uniform(parameters, "encoder.linear", spec.features(), spec.latentDimension());
        norm = new LayerNorm(parameters, "encoder.norm", spec.latentDimension());
    }

    /// The last layer, which the predictor shares.
    @Override
    public LayerNorm norm() {
        return norm;
    }

    /// Encodes normalised frames.
    ///
    /// @param frames `[B, C, Y, X]`, normalised, channels last in memory
    /// @return `[B, D]`
    @Override
    public Tensor forward(Tensor frames) {
        Tensor maps = frames;
        for (Stack stack : stacks) {
            maps = stack.forward(maps);
        }
        Tensor features = maps.relu().contiguous(torch.MemoryFormat.Contiguous).flatten(1, -1);
        return norm.forward(linear.forward(features));
    }

    private record Stack(Conv2d conv, boolean pooled, List<Block> blocks) {

        private static final long[] POOL = {3, 3};
        private static final long[] POOL_STRIDE = {2, 2};
        private static final long[] POOL_PADDING = {1, 1};
        private static final long[] UNDILATED = {1, 1};

        Stack(Parameters parameters, String name, int in, int out, int stride, int blocks) {
            this(
                    new Conv2d(parameters, name + ".conv", in, out, kernel(stride), stride),
                    stride == 1,
                    java.util.stream.IntStream.range(0, blocks)
                            .mapToObj(b -> new Block(parameters, name + ".block." + b, out))
                            .toList());
        }

        private static int kernel(int stride) {
            return switch (stride) {
                case 1 -> 3;
                case 2 -> STEM_KERNEL_STRIDE_2;
                default -> STEM_KERNEL_STRIDE_4;
            };
        }

        Tensor forward(Tensor input) {
            Tensor maps = conv.forward(input);
            maps = pooled ? torch.max_pool2d(maps, POOL, POOL_STRIDE, POOL_PADDING, UNDILATED, false) : maps.relu_();
            for (Block block : blocks) {
                maps = block.forward(maps);
            }
            return maps;
        }
    }

    private record Block(Conv2d first, Conv2d second) {

        Block(Parameters parameters, String name, int width) {
            this(
                    new Conv2d(parameters, name + ".conv1", width, width, 3, 1),
                    new Conv2d(parameters, name + ".conv2", width, width, 3, 1));
        }

        Tensor forward(Tensor input) {
            Tensor inner = second.forward(first.forward(input).relu_());
            return inner.add_(input).relu_();
        }
    }
}
