package io.github.jepa4j.network;

import org.bytedeco.pytorch.DoubleOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// Multi-head attention of tokens to each other (Vaswani et al., *Attention Is All You Need*, 2017, section
/// 3.2), with one matrix for queries, keys and values, in that order.
final class SelfAttention {

    private static final int QUERY = 0;
    private static final int KEY = 1;
    private static final int VALUE = 2;

    private final int heads;
    private final boolean causal;
    private final Linear qkv;
    private final Linear output;

    /// @param block from 0
    SelfAttention(Parameters parameters, String name, BlockSpec spec, int block) {
        int width = spec.size().width();
        heads = spec.size().heads();
        causal = spec.causal();
        String inner = name + ".qkv";
        String outer = name + ".output";
        qkv = spec.adapted(spec.linear(parameters, inner, width, 3 * width), parameters, inner);
        output = spec.adapted(spec.output(parameters, outer, width, block), parameters, outer);
    }

    /// `[B, N, D]` to `[B, N, D]`.
    Tensor forward(Tensor tokens, @Nullable Rotation rotation) {
        Tensor split = qkv.forward(tokens).unflatten(-1, 3, heads, -1);
        Tensor turned = rotation == null ? split : rotation.apply(split.narrow(2, QUERY, 2));
        return output.forward(attend(turned.select(2, QUERY), turned.select(2, KEY), split.select(2, VALUE), causal));
    }

    /// Mixes values by how alike queries and keys are.
    ///
    /// @param query `[B, M, heads, d]`
    /// @param key   `[B, N, heads, d]`
    /// @param value `[B, N, heads, d]`
    /// @return `[B, M, D]`
    static Tensor attend(Tensor query, Tensor key, Tensor value) {
        return attend(query, key, value, false);
    }

    private static Tensor attend(Tensor query, Tensor key, Tensor value, boolean causal) {
        return torch.scaled_dot_product_attention(
                        query.transpose(1, 2),
                        key.transpose(1, 2),
                        value.transpose(1, 2),
                        new TensorOptional(),
                        0,
                        causal,
                        new DoubleOptional(),
                        false)
                .transpose(1, 2)
                .flatten(-2, -1);
    }
}
