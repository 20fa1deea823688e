package io.github.jepa4j.network;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// A transformer that reads discrete symbols from left to right, each place hearing those before it and itself, and
/// tells which symbol comes next (Radford et al., *Improving Language Understanding by Generative Pre-Training*,
/// 2018, equations 1 and 2, with the normalisation before each branch as in its successors).
public final class SymbolTransformer {

    private static final double EPSILON = 1e-5;

    private final SymbolSpec spec;
    private final Tensor embedding;
    private final Tensor places;
    private final List<TransformerBlock> blocks = new ArrayList<>();
    private final LayerNorm norm;

    /// Makes the parameters, named as in a checkpoint under `prefix`.
    public SymbolTransformer(Parameters parameters, String prefix, SymbolSpec spec) {
        this.spec = spec;
        int width = spec.size().width();
        embedding = parameters.normal(prefix + ".embedding", BlockSpec.STD, spec.symbols(), width);
        places = parameters.normal(prefix + ".places", BlockSpec.STD, spec.length(), width);
        BlockSpec block = BlockSpec.causal(spec.size(), EPSILON);
        for (int i = 0; i < spec.size().layers(); i++) {
            blocks.add(new TransformerBlock(parameters, prefix + ".block." + i, block, i));
        }
        norm = new LayerNorm(parameters, prefix + ".norm", width, EPSILON);
    }

    /// The sizes.
    public SymbolSpec spec() {
        return spec;
    }

    /// What is made of each place after some of the blocks; after all of them, normalised.
    ///
    /// @param symbols `[B, N]`, int64, each below the number of symbols; `N` at most the spec's length
    /// @param depth   blocks, from 0
    /// @return `[B, N, D]`
    public Tensor hidden(Tensor symbols, int depth) {
        Tensor tokens = torch.embedding(embedding, symbols).add(places.narrow(0, 0, symbols.size(1)));
        for (TransformerBlock block : blocks.subList(0, depth)) {
            tokens = block.forward(tokens, null);
        }
        return depth == blocks.size() ? norm.forward(tokens) : tokens;
    }

    /// How likely each symbol is to come next, as logits: scores by the embeddings that symbols are read by.
    ///
    /// @param symbols `[B, N]`, int64
    /// @return `[B, N, symbols]`; entry `n` is of the symbol after place `n`
    public Tensor next(Tensor symbols) {
        return torch.matmul(hidden(symbols, blocks.size()), embedding.t());
    }
}
