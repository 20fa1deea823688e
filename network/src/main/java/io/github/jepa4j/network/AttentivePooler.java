package io.github.jepa4j.network;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/// Sums up a transformer's tokens by attention: the probe of V-JEPA (Bardes et al., arXiv 2404.08471,
/// section 5) and V-JEPA 2. A few self-attention blocks without positions, then learned queries look at all
/// tokens, and a perceptron follows. The attention of the queries has no output projection, as published.
public final class AttentivePooler {

    private static final double EPSILON = 1e-6;
    private static final int PROBE_HEADS = 16;
    private static final int PROBE_BLOCKS = 3;

    private final int heads;
    private final List<TransformerBlock> blocks = new ArrayList<>();
    private final Tensor queries;
    private final LayerNorm norm1;
    private final Linear query;
    private final Linear keyValue;
    private final LayerNorm norm2;
    private final Perceptron mlp;

    /// The sizes of a pooler.
    ///
    /// @param width    of the tokens, `D`; a multiple of `heads`
    /// @param heads    of an attention
    /// @param mlpWidth hidden units of a block's perceptron
    /// @param blocks   self-attention blocks before the queries, at least 0
    /// @param queries  how many things are asked, at least 1
    public record Spec(int width, int heads, int mlpWidth, int blocks, int queries) {

        public Spec {
            if (blocks < 0 || queries < 1) {
                throw new IllegalArgumentException(
                        "A pooler of %d blocks and %d queries is impossible; there must be at least 0 and 1.\nMaybe one query is meant."
                                .formatted(blocks, queries));
            }
            VitSpec.Size.check(width, 1, heads, mlpWidth);
        }

        /// V-JEPA 2's probe: 16 heads, three self-attention blocks, one query.
        public static Spec vjepa2(int width) {
            return new Spec(width, PROBE_HEADS, 4 * width, PROBE_BLOCKS, 1);
        }

        /// The number of parameters.
        public long parameters() {
            long d = width;
            long perceptron = 2 * d * mlpWidth + mlpWidth + d;
            long cross = 3 * (d * d + d) + 4 * d + perceptron;
            return size(Math.max(1, blocks)).parameters(false, false) * Math.min(1, blocks) + cross + queries * d;
        }

        private VitSpec.Size size(int layers) {
            return new VitSpec.Size(width, layers, heads, mlpWidth);
        }
    }

    /// Makes the pooler's parameters, whose names begin with `prefix` and a dot.
    public AttentivePooler(Parameters parameters, String prefix, Spec spec) {
        int width = spec.width();
        heads = spec.heads();
        var blockSpec = BlockSpec.plain(spec.size(1), EPSILON);
        for (int i = 0; i < spec.blocks(); i++) {
            blocks.add(new TransformerBlock(parameters, prefix + ".block." + i, blockSpec, i));
        }
        queries = parameters.truncatedNormal(prefix + ".queries", BlockSpec.STD, spec.queries(), width);
        String cross = prefix + ".cross";
        norm1 = new LayerNorm(parameters, cross + ".norm1", width, EPSILON);
        query = blockSpec.linear(parameters, cross + ".attention.query", width, width);
        keyValue = blockSpec.linear(parameters, cross + ".attention.key_value", width, 2 * width);
        norm2 = new LayerNorm(parameters, cross + ".norm2", width, EPSILON);
        mlp = new Perceptron(parameters, cross + ".mlp", blockSpec, spec.blocks());
    }

    /// Sums up tokens.
    ///
    /// @param tokens `[B, N, D]`
    /// @return `[B, queries, D]`
    public Tensor forward(Tensor tokens) {
        Tensor seen = tokens;
        for (TransformerBlock block : blocks) {
            seen = block.forward(seen, null);
        }
        Tensor asked = queries.expand(tokens.size(0), queries.size(0), queries.size(1));
        Tensor keys = keyValue.forward(norm1.forward(seen)).unflatten(-1, 2, heads, -1);
        Tensor wanted = query.forward(asked).unflatten(-1, heads, -1);
        Tensor pooled = asked.add(SelfAttention.attend(wanted, keys.select(2, 0), keys.select(2, 1)));
        return pooled.add(mlp.forward(norm2.forward(pooled)));
    }
}
