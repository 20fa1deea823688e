package io.github.jepa4j.network;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/// Batch normalisation over the second axis (Ioffe and Szegedy, *Batch Normalization*, 2015, algorithms 1
/// and 2): zero mean and unit variance over the batch, then a gain and a bias per channel. Epsilon is 1e-5;
/// the running statistics take a tenth of each batch's.
public final class BatchNorm {

    private static final double EPSILON = 1e-5;
    private static final double MOMENTUM = 0.1;

    private final TensorOptional weight;
    private final TensorOptional bias;
    private final TensorOptional mean;
    private final TensorOptional variance;

    /// Starts with gain 1 and bias 0, running mean 0 and running variance 1.
    public BatchNorm(Parameters parameters, Buffers buffers, String name, int width) {
        weight = new TensorOptional(parameters.constant(name + ".weight", 1, width));
        bias = new TensorOptional(parameters.constant(name + ".bias", 0, width));
        mean = new TensorOptional(buffers.constant(name + ".running_mean", 0, width));
        variance = new TensorOptional(buffers.constant(name + ".running_var", 1, width));
    }

    /// `[B, D]` to `[B, D]`, or `[B, C, Y, X]` to `[B, C, Y, X]`.
    public Tensor forward(Tensor input, Mode mode) {
        return torch.batch_norm(input, weight, bias, mean, variance, mode == Mode.TRAINING, MOMENTUM, EPSILON, false);
    }
}
