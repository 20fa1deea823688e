package io.github.jepa4j.network;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/// Layer normalisation over the last axis (Ba, Kiros and Hinton, *Layer Normalization*, 2016, equation 4):
/// zero mean and unit variance per row, then a gain and a bias per dimension. Epsilon is 1e-5.
public final class LayerNorm {

    private static final double EPSILON = 1e-5;

    private final int dimension;
    private final TensorOptional weight;
    private final TensorOptional bias;

    /// Starts with gain 1 and bias 0.
    public LayerNorm(Parameters parameters, String name, int dimension) {
        this.dimension = dimension;
        weight = new TensorOptional(parameters.constant(name + ".weight", 1, dimension));
        bias = new TensorOptional(parameters.constant(name + ".bias", 0, dimension));
    }

    /// `[B, D]` to `[B, D]`.
    public Tensor forward(Tensor input) {
        return torch.layer_norm(input, new long[] {dimension}, weight, bias, EPSILON, true);
    }
}
