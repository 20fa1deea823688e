package io.github.jepa4j.perception;

import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.internal.Kernels;
import io.github.jepa4j.tensor.internal.PackedMatrix;
import io.github.jepa4j.tensor.internal.Rows;
import java.util.Arrays;

/// A convolution with an odd kernel, padded by half of it with zeros. Row by row of the image: the
/// neighbourhoods of its places are laid side by side, `[X, side * side * C]`, and multiplied by the
/// weights. That copying costs a tenth of the products it feeds, and stays in the cache.
final class Convolution {

    private final Kernels kernels;
    private final int side;
    private final int stride;
    private final PackedMatrix weights;
    private final float[] bias;

    private Convolution(Kernels kernels, int side, int stride, PackedMatrix weights, float[] bias) {
        this.kernels = kernels;
        this.side = side;
        this.stride = stride;
        this.weights = weights;
        this.bias = bias;
    }

    /// The sizes of a convolution: channels in and out, the side of its kernel, and its stride.
    record Shape(int in, int out, int side, int stride) {}

    /// @param name what the weight and the bias are called in the checkpoint, up to the last dot
    static Convolution of(Kernels kernels, SafeTensors tensors, String name, Shape shape) {
        int in = shape.in();
        int out = shape.out();
        int side = shape.side();
        float[] weight = Weights.finite(tensors, name + ".weight", out, in, side, side);
        float[] bias = Weights.finite(tensors, name + ".bias", out);
        float[] matrix = new float[weight.length]; // [side, side, in, out]
        int area = side * side;
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                for (int place = 0; place < area; place++) {
                    matrix[(place * in + i) * out + o] = weight[(o * in + i) * area + place];
                }
            }
        }
        PackedMatrix packed = PackedMatrix.of(kernels, matrix, area * in, out);
        return new Convolution(kernels, side, shape.stride(), packed, bias);
    }

    FeatureMap apply(FeatureMap input) {
        int columns = (input.columns() - 1) / stride + 1;
        FeatureMap output = FeatureMap.zeros((input.rows() - 1) / stride + 1, columns, bias.length);
        int depth = weights.depth();
        float[] patches = new float[columns * depth];
        int width = columns * bias.length;
        for (int y = 0; y < output.rows(); y++) {
            gather(input, y * stride - side / 2, columns, patches);
            Rows row = new Rows(output.values(), y * width, bias.length, columns);
            kernels.multiply(Rows.dense(patches, depth), weights, row);
        }
        kernels.addToEach(bias, Rows.dense(output.values(), bias.length));
        return output;
    }

    /// Lays the neighbourhoods of one row of places side by side, each in the order row, column, channel.
    private void gather(FeatureMap input, int top, int columns, float[] patches) {
        int channels = input.channels();
        int run = side * channels;
        for (int ky = 0; ky < side; ky++) {
            int y = top + ky;
            boolean outside = y < 0 || y >= input.rows();
            for (int x = 0; x < columns; x++) {
                int to = (x * side + ky) * run;
                if (outside) {
                    Arrays.fill(patches, to, to + run, 0);
                } else {
                    gatherRun(input, y, x * stride - side / 2, patches, to);
                }
            }
        }
    }

    private void gatherRun(FeatureMap input, int y, int left, float[] patches, int to) {
        int channels = input.channels();
        int before = Math.max(0, -left);
        int after = Math.max(0, left + side - input.columns());
        int from = (y * input.columns() + left + before) * channels;
        int count = (side - before - after) * channels;
        int start = to + before * channels;
        if (before > 0) {
            Arrays.fill(patches, to, start, 0);
        }
        System.arraycopy(input.values(), from, patches, start, count);
        if (after > 0) {
            Arrays.fill(patches, start + count, to + side * channels, 0);
        }
    }
}
