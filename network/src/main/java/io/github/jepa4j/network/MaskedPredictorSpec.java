package io.github.jepa4j.network;

/// The sizes of a predictor of hidden tokens.
///
/// @param grid         the encoder's
/// @param encoderWidth `D`, the width of what is predicted
/// @param size         of the predictor's blocks
/// @param positions    how a token's place is told: [Positions#SINCOS_2D] or rotated
/// @param maskTokens   how many kinds of hidden tokens there are, at least 1
public record MaskedPredictorSpec(
        PatchGrid grid, int encoderWidth, VitSpec.Size size, Positions positions, int maskTokens) {

    private static final int PUBLISHED_WIDTH = 384;
    private static final int PUBLISHED_LAYERS = 12;
    private static final int VJEPA_HEADS = 12;
    private static final int VJEPA_MASK_TOKENS = 10;

    public MaskedPredictorSpec {
        if (encoderWidth < 1 || maskTokens < 1) {
            throw new IllegalArgumentException(
                    "A predictor of tokens of width %d with %d mask tokens is impossible; both must be at least 1.\nMaybe one mask token is meant."
                            .formatted(encoderWidth, maskTokens));
        }
        if (positions == Positions.LEARNED) {
            throw new IllegalArgumentException(
                    "A predictor cannot have positions LEARNED, since hidden tokens are known by their place alone.\nMaybe take SINCOS_2D."
                            .formatted());
        }
        VitSpec.check(positions, grid, size);
    }

    /// A predictor beside an encoder, with its positions and one mask token.
    public static MaskedPredictorSpec of(VitSpec encoder, VitSpec.Size size) {
        return new MaskedPredictorSpec(encoder.grid(), encoder.size().width(), size, encoder.positions(), 1);
    }

    /// I-JEPA's beside an encoder of it: 384 wide, 12 layers, as many heads as the encoder.
    public static MaskedPredictorSpec ijepa(VitSpec encoder) {
        return of(
                encoder,
                VitSpec.Size.of(
                        PUBLISHED_WIDTH, PUBLISHED_LAYERS, encoder.size().heads()));
    }

    /// V-JEPA 2's beside an encoder of it: 384 wide, 12 layers, 12 heads, 10 mask tokens.
    public static MaskedPredictorSpec vjepa2(VitSpec encoder) {
        return new MaskedPredictorSpec(
                encoder.grid(),
                encoder.size().width(),
                VitSpec.Size.of(PUBLISHED_WIDTH, PUBLISHED_LAYERS, VJEPA_HEADS),
                encoder.positions(),
                VJEPA_MASK_TOKENS);
    }

    /// The number of its parameters, those of a fixed table included.
    public long parameters() {
        long d = size.width();
        long table = positions.isTable() ? d * grid.tokens() : 0;
        long maps = encoderWidth * d + d + d * encoderWidth + encoderWidth;
        return maps + maskTokens * d + table + size.parameters(false, false) + 2 * d;
    }
}
