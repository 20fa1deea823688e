package io.github.jepa4j.network;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// A matrix product with bias: `[..., in]` to `[..., out]`.
final class Linear {

    private final Tensor weight;
    private final TensorOptional bias;
    private final @Nullable LowRankAdapter adapter;

    private Linear(Tensor weight, Tensor bias, @Nullable LowRankAdapter adapter) {
        this.weight = weight;
        this.bias = new TensorOptional(bias);
        this.adapter = adapter;
    }

    /// Starts as PyTorch's does: uniform within `1 / sqrt(in)`.
    static Linear uniform(Parameters parameters, String name, int in, int out) {
        double bound = 1 / Math.sqrt(in);
        return new Linear(
                parameters.uniform(name + ".weight", bound, out, in),
                parameters.uniform(name + ".bias", bound, out),
                null);
    }

    /// Starts with normal weights and no bias.
    static Linear normal(Parameters parameters, String name, int in, int out, double std) {
        return new Linear(
                parameters.normal(name + ".weight", std, out, in), parameters.constant(name + ".bias", 0, out), null);
    }

    /// Starts with truncated normal weights and no bias.
    static Linear truncated(Parameters parameters, String name, int in, int out, double std) {
        return new Linear(
                parameters.truncatedNormal(name + ".weight", std, out, in),
                parameters.constant(name + ".bias", 0, out),
                null);
    }

    /// This, with an adapter of the same name beside it.
    Linear adapted(Parameters parameters, String name, LowRankAdapter.Config config) {
        int out = Math.toIntExact(weight.size(0));
        int in = Math.toIntExact(weight.size(1));
        return new Linear(weight, bias.get(), new LowRankAdapter(parameters, name, in, out, config));
    }

    Tensor forward(Tensor input) {
        Tensor output = torch.linear(input, weight, bias);
        return adapter == null ? output : adapter.add(input, output);
    }
}
