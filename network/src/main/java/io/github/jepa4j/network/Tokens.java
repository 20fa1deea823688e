package io.github.jepa4j.network;

import java.util.Arrays;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Cutting frames into patches, and choosing among tokens.
final class Tokens {

    private Tokens() {}

    /// The values of each patch, channel by channel, then frame, row and column.
    ///
    /// @param input `[B, T, C, Y, X]`
    /// @return `[B, N, C * tubelet * patch * patch]`
    static Tensor patches(Tensor input, PatchGrid grid, int tubelet) {
        int side = grid.patch();
        return input.reshape(
                        input.size(0),
                        input.size(1) / tubelet,
                        tubelet,
                        grid.channels(),
                        grid.tokenRows(),
                        side,
                        grid.tokenColumns(),
                        side)
                .permute(0, 1, 4, 6, 3, 2, 5, 7)
                .flatten(4, -1)
                .flatten(1, 3);
    }

    /// The rows of these tokens.
    ///
    /// @param rows   `[B, N, P]`
    /// @param tokens `[B, K]`
    /// @return `[B, K, P]`
    static Tensor choose(Tensor rows, Tensor tokens) {
        return rows.gather(1, tokens.unsqueeze(-1).expand(-1, -1, rows.size(2)));
    }

    /// The rows of a table.
    ///
    /// @param table  `[N, D]`
    /// @param tokens `[B, K]`
    /// @return `[B, K, D]`
    static Tensor lookUp(Tensor table, Tensor tokens) {
        return table.index_select(0, tokens.flatten()).view(tokens.size(0), tokens.size(1), table.size(1));
    }

    /// Checks a list of tokens for each of a batch.
    static void check(String what, Tensor tokens, long batch) {
        if (tokens.scalar_type().intern() != torch.ScalarType.Long || tokens.dim() != 2 || tokens.size(0) != batch) {
            throw new IllegalArgumentException(
                    "The %s must be whole numbers (int64) of shape [%d, K], but are %s of shape %s.\nMaybe each of the batch needs its own list, all equally long."
                            .formatted(what, batch, tokens.scalar_type(), Arrays.toString(tokens.shape())));
        }
    }
}
