package io.github.jepa4j.network;

import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/// A square convolution with bias, zero-padded: `[B, C, Y, X]` to `[B, C', Y', X']`. Starts as PyTorch's
/// does: uniform within `1 / sqrt(fan in)`.
final class Conv2d {

    private static final long[] ONE = {1, 1};

    private final Tensor weight;
    private final TensorOptional bias;
    private final long[] stride;
    private final long[] padding;
    private final boolean skips;

    /// @param kernel the width of the square kernel, odd; the padding is half of it
    Conv2d(Parameters parameters, String name, int in, int out, int kernel, int stride) {
        this(parameters, name, in, out, new Window(kernel, stride, kernel / 2));
    }

    private record Window(int kernel, int stride, int padding) {}

    private Conv2d(Parameters parameters, String name, int in, int out, Window window) {
        int kernel = window.kernel();
        double bound = 1 / Math.sqrt((double) in * kernel * kernel);
        weight = parameters.uniform(name + ".weight", bound, out, in, kernel, kernel);
        bias = new TensorOptional(parameters.uniform(name + ".bias", bound, out));
        stride = new long[] {window.stride(), window.stride()};
        padding = new long[] {window.padding(), window.padding()};
        skips = kernel == 1 && window.stride() > 1;
    }

    /// A linear map of patches that do not overlap.
    ///
    /// @param side of a patch
    static Conv2d patches(Parameters parameters, String name, int in, int out, int side) {
        return new Conv2d(parameters, name, in, out, new Window(side, side, 0));
    }

    Tensor forward(Tensor input) {
        return skips
                ? torch.conv2d(everyOther(input), weight, bias, ONE, padding, ONE, 1)
                : torch.conv2d(input, weight, bias, stride, padding, ONE, 1);
    }

    /// What a kernel of 1 looks at when it strides. The engine would skip the others by itself, but on processors with
    /// AVX2 alone its gradient of the weights then writes beyond its buffer where an input has less than 8 channels
    /// (uxlfoundation/oneDNN issue 6035): the process dies, or learns from wrong numbers.
    private Tensor everyOther(Tensor input) {
        Tensor kept = input;
        for (int axis = 0; axis < 2; axis++) {
            kept = kept.slice(2 + axis, new LongOptional(), new LongOptional(), stride[axis]);
        }
        return kept;
    }
}
