package io.github.jepa4j.network;

import org.bytedeco.pytorch.Tensor;
import org.jspecify.annotations.Nullable;

/// Attention, then a perceptron, each added to what it was given, and each after a layer normalisation
/// (Xiong et al., *On Layer Normalization in the Transformer Architecture*, 2020, figure 1b).
final class TransformerBlock {

    private final LayerNorm norm1;
    private final SelfAttention attention;
    private final @Nullable Tensor scale1;
    private final LayerNorm norm2;
    private final Perceptron mlp;
    private final @Nullable Tensor scale2;

    /// The first factor of a scaled branch, small, so that blocks start near the identity.
    private static final double FIRST_SCALE = 1e-5;

    /// @param block from 0
    TransformerBlock(Parameters parameters, String name, BlockSpec spec, int block) {
        int width = spec.size().width();
        norm1 = new LayerNorm(parameters, name + ".norm1", width, spec.epsilon());
        attention = new SelfAttention(parameters, name + ".attention", spec, block);
        scale1 = spec.layerScale() ? parameters.constant(name + ".scale1", FIRST_SCALE, width) : null;
        norm2 = new LayerNorm(parameters, name + ".norm2", width, spec.epsilon());
        mlp = new Perceptron(parameters, name + ".mlp", spec, block);
        scale2 = spec.layerScale() ? parameters.constant(name + ".scale2", FIRST_SCALE, width) : null;
    }

    /// `[B, N, D]` to `[B, N, D]`.
    Tensor forward(Tensor tokens, @Nullable Rotation rotation) {
        Tensor attended = add(tokens, attention.forward(norm1.forward(tokens), rotation), scale1);
        return add(attended, mlp.forward(norm2.forward(attended)), scale2);
    }

    private static Tensor add(Tensor tokens, Tensor branch, @Nullable Tensor scale) {
        return scale == null ? tokens.add(branch) : tokens.addcmul(branch, scale);
    }
}
