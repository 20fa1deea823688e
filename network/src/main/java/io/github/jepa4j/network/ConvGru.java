package io.github.jepa4j.network;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// A gated recurrent unit whose maps are convolutions (Ballas et al., *Delving Deeper into Convolutional
/// Networks for Learning Video Representations*, 2016, equations 8 to 11), kernels of 3: a memory at every
/// place of a map, which hears its neighbours.
public final class ConvGru {

    private final Conv2d gates;
    private final Conv2d candidate;
    private final int width;

    /// Makes the parameters, named as in a checkpoint under `prefix`.
    ///
    /// @param in    channels of the input
    /// @param width channels of the memory
    public ConvGru(Parameters parameters, String prefix, int in, int width) {
        gates = new Conv2d(parameters, prefix + ".gates", in + width, 2 * width, 3, 1);
        candidate = new Conv2d(parameters, prefix + ".candidate", in + width, width, 3, 1);
        this.width = width;
    }

    /// A memory of nothing.
    ///
    /// @param like `[B, C, Y, X]`, the input
    /// @return `[B, width, Y, X]`
    public Tensor empty(Tensor like) {
        return torch.zeros(new long[] {like.size(0), width, like.size(2), like.size(3)}, like.options());
    }

    /// What is remembered after one more input.
    ///
    /// @param input  `[B, in, Y, X]`
    /// @param memory `[B, width, Y, X]`
    /// @return `[B, width, Y, X]`
    public Tensor forward(Tensor input, Tensor memory) {
        Tensor opened =
                gates.forward(torch.cat(new TensorVector(input, memory), 1)).sigmoid();
        Tensor reset = opened.narrow(1, 0, width);
        Tensor update = opened.narrow(1, width, width);
        Tensor fresh = candidate
                .forward(torch.cat(new TensorVector(input, memory.mul(reset)), 1))
                .tanh();
        return memory.mul(update.neg().add(new Scalar(1.0))).add(fresh.mul(update));
    }
}
