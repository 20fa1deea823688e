package io.github.jepa4j.network;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;

/// The perceptron of a transformer's block: exact GELU (Hendrycks and Gimpel, *Gaussian Error Linear
/// Units*, 2016) or, gated, SwiGLU (Shazeer, *GLU Variants Improve Transformer*, 2020), whose gate is the
/// first half.
final class Perceptron {

    private final boolean gated;
    private final Linear first;
    private final Linear second;

    /// @param block from 0
    Perceptron(Parameters parameters, String name, BlockSpec spec, int block) {
        gated = spec.gated();
        int hidden = spec.size().mlpWidth();
        first = spec.linear(parameters, name + ".first", spec.size().width(), gated ? 2 * hidden : hidden);
        second = spec.output(parameters, name + ".second", hidden, block);
    }

    /// `[..., D]` to `[..., D]`.
    Tensor forward(Tensor tokens) {
        Tensor hidden = first.forward(tokens);
        if (!gated) {
            return second.forward(torch.gelu(hidden));
        }
        TensorVector halves = hidden.chunk(2, -1);
        return second.forward(torch.silu(halves.get(0)).mul(halves.get(1)));
    }
}
