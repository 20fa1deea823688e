package io.github.jepa4j.network;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/// A matrix product with bias: `[B, in]` to `[B, out]`.
final class Linear {

    private final Tensor weight;
    private final TensorOptional bias;

    private Linear(Tensor weight, Tensor bias) {
        this.weight = weight;
        this.bias = new TensorOptional(bias);
    }

    /// Starts as PyTorch's does: uniform within `1 / sqrt(in)`.
    static Linear uniform(Parameters parameters, String name, int in, int out) {
        double bound = 1 / Math.sqrt(in);
        return new Linear(
                parameters.uniform(name + ".weight", bound, out, in), parameters.uniform(name + ".bias", bound, out));
    }

    /// Starts with normal weights and no bias.
    static Linear normal(Parameters parameters, String name, int in, int out, double std) {
        return new Linear(
                parameters.normal(name + ".weight", std, out, in), parameters.constant(name + ".bias", 0, out));
    }

    Tensor forward(Tensor input) {
        return torch.linear(input, weight, bias);
    }
}
