package io.github.jepa4j.network;

import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// A gated recurrent unit whose maps are convolutions (Ballas et al., *Delving Deeper into Convolutional
/// Networks for Learning Video Representations*, 2016, equations 8 to 11), kernels of 3: a memory at every
/// place of a map, which hears its neighbours.
///
/// Differs from the source: the reset gate is put to what the memory says, and not to the memory before it
/// speaks, as PyTorch's gated unit does. So one convolution of the memory is enough for a step, and all
/// inputs of a clip can be heard beforehand at once.
///
/// Channels begin with memories of different length, as in Tallec and Ollivier, *Can recurrent neural networks
/// warp time?*, 2018, section 2.2: with a gate that is half open all would have forgotten after three steps. As
/// there, the bias of a gate is `-ln(U(1, T - 1))`, so that channels forget in 2 to `T` steps, here with `T` 21.
/// Differs from the source: it is a parameter of its own beside the biases of the two convolutions, which are
/// drawn too.
///
/// What is carried on drifts, see [Drift].
public final class ConvGru {

    /// `T - 1`: about how many steps the slowest channels remember at first; a clip or so.
    private static final double LONGEST = 20;

    private final Conv2d input;
    private final Conv2d recurrent;
    private final Tensor forgetting;
    private final Drift drift;
    private final int width;

    /// Makes the parameters, named as in a checkpoint under `prefix`.
    ///
    /// @param in    channels of the input
    /// @param width channels of the memory
    public ConvGru(Parameters parameters, String prefix, int in, int width) {
        input = new Conv2d(parameters, prefix + ".input", in, 3 * width, 3, 1);
        recurrent = new Conv2d(parameters, prefix + ".recurrent", width, 3 * width, 3, 1);
        forgetting = parameters.drawn(prefix + ".forgetting", ConvGru::forgetting, 1, width, 1, 1);
        drift = new Drift(parameters, prefix, width);
        this.width = width;
    }

    /// Such that a channel forgets in 2 to `LONGEST + 1` steps, evenly drawn.
    private static double forgetting(RandomGenerator random) {
        return -Math.log(1 + random.nextDouble() * (LONGEST - 1));
    }

    /// A memory of nothing.
    ///
    /// @param like `[B, C, Y, X]`, the input
    /// @return `[B, width, Y, X]`
    public Tensor empty(Tensor like) {
        return torch.zeros(new long[] {like.size(0), width, like.size(2), like.size(3)}, like.options())
                .contiguous(torch.MemoryFormat.ChannelsLast);
    }

    /// What is heard of inputs, whatever is remembered.
    ///
    /// @param inputs `[N, in, Y, X]`
    /// @return `[N, 3 * width, Y, X]`
    public Tensor hear(Tensor inputs) {
        return input.forward(inputs);
    }

    /// What is remembered after one more input.
    ///
    /// @param heard  `[B, 3 * width, Y, X]`, see [#hear]
    /// @param memory `[B, width, Y, X]`
    /// @return `[B, width, Y, X]`
    public Tensor remember(Tensor heard, Tensor memory) {
        Tensor said = recurrent.forward(memory);
        Tensor reset = heard.narrow(1, 0, width).add(said.narrow(1, 0, width)).sigmoid();
        Tensor update = heard.narrow(1, width, width)
                .add(said.narrow(1, width, width))
                .add(forgetting)
                .sigmoid();
        Tensor fresh = heard.narrow(1, 2L * width, width)
                .add(said.narrow(1, 2L * width, width).mul(reset))
                .tanh();
        return drift.forward(memory).mul(update.neg().add(new Scalar(1.0))).add(fresh.mul(update));
    }
}
