package io.github.jepa4j.pretraining;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Lists of tokens, as many for each of a batch, and what lies there.
final class TokenLists {

    private TokenLists() {}

    /// `[B, K]`, whole numbers.
    static Tensor of(long[][] tokens) {
        int width = tokens[0].length;
        long[] flat = new long[tokens.length * width];
        for (int b = 0; b < tokens.length; b++) {
            System.arraycopy(tokens[b], 0, flat, b * width, width);
        }
        return Tensor.create(flat, tokens.length, width);
    }

    /// The rows of `[B, N, D]` that a list `[B, K]` names: `[B, K, D]`.
    static Tensor pick(Tensor all, Tensor tokens) {
        return torch.gather(all, 1, tokens.unsqueeze(-1).expand(tokens.size(0), tokens.size(1), all.size(2)));
    }
}
