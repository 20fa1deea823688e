package io.github.jepa4j.network;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/// Layer normalisation over the last axis (Ba, Kiros and Hinton, *Layer Normalization*, 2016, equation 4):
/// zero mean and unit variance per row, then a gain and a bias per dimension.
public final class LayerNorm {

    private static final double EPSILON = 1e-5;

    private final int dimension;
    private final TensorOptional weight;
    private final TensorOptional bias;
    private final double epsilon;

    /// Starts with gain 1 and bias 0; epsilon is 1e-5.
    public LayerNorm(Parameters parameters, String name, int dimension) {
        this(parameters, name, dimension, EPSILON);
    }

    /// Starts with gain 1 and bias 0.
    ///
    /// @param epsilon added to the variance, above 0
    public LayerNorm(Parameters parameters, String name, int dimension, double epsilon) {
        this.dimension = dimension;
        this.epsilon = epsilon;
        weight = new TensorOptional(parameters.constant(name + ".weight", 1, dimension));
        bias = new TensorOptional(parameters.constant(name + ".bias", 0, dimension));
    }

    /// `[..., D]` to `[..., D]`.
    public Tensor forward(Tensor input) {
        return torch.layer_norm(input, new long[] {dimension}, weight, bias, epsilon, true);
    }
}
