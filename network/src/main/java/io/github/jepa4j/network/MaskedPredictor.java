package io.github.jepa4j.network;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// Predicts hidden tokens from those that are seen: the narrow transformer of I-JEPA (Assran et al., arXiv
/// 2301.08243, section 3; sine-cosine positions, one mask token) and of V-JEPA 2 (arXiv 2506.09985, section
/// 2.1; rotated positions, a mask token for each group of masks). Differs from the latter in that tokens
/// are not sorted by position in between: attention does not depend on their order.
public final class MaskedPredictor {

    private static final double EPSILON = 1e-6;

    private final MaskedPredictorSpec spec;
    private final Linear input;
    private final Tensor maskTokens;
    private final @Nullable Tensor table;
    private final @Nullable Rotation rotation;
    private final List<TransformerBlock> blocks = new ArrayList<>();
    private final LayerNorm norm;
    private final Linear output;

    /// Makes the predictor's parameters, whose names begin with `prefix` and a dot.
    public MaskedPredictor(Parameters parameters, String prefix, MaskedPredictorSpec spec) {
        this.spec = spec;
        int width = spec.size().width();
        var blockSpec = BlockSpec.plain(spec.size(), EPSILON);
        input = blockSpec.linear(parameters, prefix + ".input", spec.encoderWidth(), width);
        maskTokens = spec.positions().isTable()
                ? parameters.truncatedNormal(prefix + ".mask_tokens", BlockSpec.STD, spec.maskTokens(), width)
                : parameters.constant(prefix + ".mask_tokens", 0, spec.maskTokens(), width);
        table = spec.positions().isTable()
                ? parameters.frozen(
                        prefix + ".positions",
                        SinCosTable.of(spec.grid(), width),
                        spec.grid().tokens(),
                        width)
                : null;
        rotation = table == null
                ? Rotation.of(spec.positions(), spec.grid(), spec.size().headWidth())
                : null;
        for (int i = 0; i < spec.size().layers(); i++) {
            blocks.add(new TransformerBlock(parameters, prefix + ".block." + i, blockSpec, i));
        }
        norm = new LayerNorm(parameters, prefix + ".norm", width, EPSILON);
        output = blockSpec.linear(parameters, prefix + ".output", width, spec.encoderWidth());
    }

    /// What it was made from.
    public MaskedPredictorSpec spec() {
        return spec;
    }

    /// Predicts with the first mask token.
    ///
    /// @param context `[B, K, D]`, the encoder's tokens
    /// @param keep    `[B, K]`, int64: where they are from
    /// @param targets `[B, M]`, int64: what is to be predicted
    /// @return `[B, M, D]` in the order of `targets`
    public Tensor forward(Tensor context, Tensor keep, Tensor targets) {
        return forward(context, keep, targets, 0);
    }

    /// Predicts with the mask token of a group.
    ///
    /// @param context `[B, K, D]`, the encoder's tokens
    /// @param keep    `[B, K]`, int64: where they are from
    /// @param targets `[B, M]`, int64: what is to be predicted
    /// @param group   of masks, from 0; the mask token is the one of this number, modulo how many there are
    /// @return `[B, M, D]` in the order of `targets`
    public Tensor forward(Tensor context, Tensor keep, Tensor targets, int group) {
        long batch = context.size(0);
        Tokens.check("seen tokens", keep, batch);
        Tokens.check("hidden tokens", targets, batch);
        if (context.dim() != 3 || context.size(1) != keep.size(1) || context.size(2) != spec.encoderWidth()) {
            throw new IllegalArgumentException(
                    "The context has shape %s, but [B, K, D] = [%d, %d, %d] was expected.\nMaybe the class token is to be left out first."
                            .formatted(
                                    java.util.Arrays.toString(context.shape()),
                                    batch,
                                    keep.size(1),
                                    spec.encoderWidth()));
        }
        int kind = Math.floorMod(group, spec.maskTokens());
        Tensor hidden = maskTokens
                .select(0, kind)
                .expand(batch, targets.size(1), spec.size().width());
        Tensor tokens = torch.cat(new TensorVector(input.forward(context), hidden), 1);
        Tensor places = torch.cat(new TensorVector(keep, targets), 1);
        if (table != null) {
            tokens = tokens.add(Tokens.lookUp(table, places));
        }
        Rotation turn = rotation == null ? null : rotation.at(places);
        for (TransformerBlock block : blocks) {
            tokens = block.forward(tokens, turn);
        }
        return output.forward(norm.forward(tokens.narrow(1, keep.size(1), targets.size(1))));
    }
}
