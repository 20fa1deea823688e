package io.github.jepa4j.network;

import java.util.Set;

/// The sizes and conventions of a vision transformer: everything that its function and its parameters'
/// shapes follow from, apart from the parameters. [VitSizes] names the published ones.
///
/// @param grid      what is seen, and how it is cut into tokens
/// @param size      of the blocks
/// @param positions how a token's place is told
/// @param extras    what not every transformer has
/// @param epsilon   of the layer normalisations, above 0
public record VitSpec(PatchGrid grid, Size size, Positions positions, Set<Extra> extras, double epsilon)
        implements VisionSpec {

    /// Head dimensions below this have no pair for each of time, row and column.
    private static final int LEAST_ROTATED = 6;

    /// Each half of a sine-cosine table holds as many sines as cosines.
    private static final int TABLE_PARTS = 4;

    /// The sizes of a transformer's blocks.
    ///
    /// @param width    of the tokens, `D`; a multiple of `heads`
    /// @param layers   blocks
    /// @param heads    of an attention
    /// @param mlpWidth hidden units of a block's perceptron
    public record Size(int width, int layers, int heads, int mlpWidth) {

        public Size {
            check(width, layers, heads, mlpWidth);
        }

        static void check(int width, int layers, int heads, int mlpWidth) {
            if (width < 1 || layers < 1 || heads < 1 || mlpWidth < 1) {
                throw new IllegalArgumentException(
                        "A transformer of width %d, %d layers, %d heads and %d hidden units is impossible; all must be at least 1.\nMaybe a size was left out."
                                .formatted(width, layers, heads, mlpWidth));
            }
            if (width % heads != 0) {
                throw new IllegalArgumentException(
                        "The width %d cannot be split among %d heads; it must be a multiple of them.\nMaybe take %d."
                                .formatted(width, heads, (width / heads + 1) * heads));
            }
        }

        /// Blocks whose perceptron has four times the tokens' width.
        public static Size of(int width, int layers, int heads) {
            return new Size(width, layers, heads, 4 * width);
        }

        /// The dimension of one head.
        public int headWidth() {
            return width / heads;
        }

        /// The parameters of all blocks.
        long parameters(boolean layerScale, boolean gated) {
            long d = width;
            long attention = 4 * d * d + 4 * d;
            long perceptron = (gated ? 3 * d * mlpWidth + 2L * mlpWidth : 2 * d * mlpWidth + mlpWidth) + d;
            long norms = 4 * d;
            return layers * (attention + perceptron + norms + (layerScale ? 2 * d : 0));
        }
    }

    /// What not every vision transformer has.
    public enum Extra {
        /// A learned token in front of the patches, which stands for the whole.
        CLASS_TOKEN,
        /// A token to be put in place of hidden patches. It is kept for checkpoints that have one (DINOv2),
        /// and not used.
        MASK_TOKEN,
        /// Each branch of a block is scaled per dimension (Touvron et al., *Going deeper with Image
        /// Transformers*, 2021, equation 4).
        LAYER_SCALE,
        /// The perceptron's hidden units are gated (Shazeer, *GLU Variants Improve Transformer*, 2020,
        /// SwiGLU).
        GATED_MLP,
        /// As V-JEPA 2.1: a patch embedding of its own for pictures, a learned vector for each of picture
        /// and clip, and four layer normalisations, after each quarter of the blocks, in place of one.
        LEVELS
    }

    public VitSpec {
        extras = Set.copyOf(extras);
        if (!(epsilon > 0) || epsilon > 1) {
            throw new IllegalArgumentException(
                    "The epsilon of the layer normalisations is %s; it must be above 0 and small.\nMaybe 1e-6 is meant."
                            .formatted(epsilon));
        }
        check(positions, grid, size);
        if (extras.contains(Extra.CLASS_TOKEN) && !positions.isTable()) {
            throw new IllegalArgumentException(
                    "A class token has no place to be rotated by, so positions %s do not go with one; tables do.\nMaybe take the mean of the tokens instead."
                            .formatted(positions));
        }
        if (extras.contains(Extra.LEVELS) && (positions.isTable() || size.layers() % VisionTransformer.LEVELS != 0)) {
            throw new IllegalArgumentException(
                    "A transformer of %d layers with positions %s cannot have levels; they need rotated positions and a multiple of %d layers.\nMaybe it is no V-JEPA 2.1."
                            .formatted(size.layers(), positions, VisionTransformer.LEVELS));
        }
    }

    /// Whether blocks of this size can be told these positions.
    static void check(Positions positions, PatchGrid grid, Size size) {
        if (positions.isTable() && grid.times() > 1) {
            throw new IllegalArgumentException(
                    "Positions %s are for pictures, but the grid has %d times.\nMaybe take %s."
                            .formatted(positions, grid.times(), Positions.ROPE_3D_V2_1));
        }
        if (positions == Positions.SINCOS_2D && size.width() % TABLE_PARTS != 0) {
            throw new IllegalArgumentException(
                    "A sine-cosine table needs a width that is a multiple of %d, not %d.\nMaybe take another width."
                            .formatted(TABLE_PARTS, size.width()));
        }
        if (!positions.isTable() && (size.headWidth() < LEAST_ROTATED || size.headWidth() % 2 != 0)) {
            throw new IllegalArgumentException(
                    "Heads of %d dimensions cannot be rotated by time, row and column; an even number from %d on can.\nMaybe take fewer heads."
                            .formatted(size.headWidth(), LEAST_ROTATED));
        }
    }

    @Override
    public int frames() {
        return grid.frames();
    }

    @Override
    public int channels() {
        return grid.channels();
    }

    @Override
    public int rows() {
        return grid.rows();
    }

    @Override
    public int columns() {
        return grid.columns();
    }

    /// The tokens' width.
    @Override
    public int dimension() {
        return size.width();
    }

    /// Whether it has this.
    public boolean has(Extra extra) {
        return extras.contains(extra);
    }

    /// The same transformer for another grid: what is rotated by its place can see any; a published table is resized
    /// where it is read.
    public VitSpec on(PatchGrid other) {
        return new VitSpec(other, size, positions, extras, epsilon);
    }

    /// The number of its parameters, those of a fixed table included.
    public long parameters() {
        long d = size.width();
        long patch = d * grid.patchValues() + d;
        long table = positions.isTable() ? d * (grid.tokens() + (has(Extra.CLASS_TOKEN) ? 1 : 0)) : 0;
        long tokens = (has(Extra.CLASS_TOKEN) ? d : 0) + (has(Extra.MASK_TOKEN) ? d : 0);
        long levels = has(Extra.LEVELS)
                ? d * (grid.patchValues() / grid.tubelet()) + d + 2 * d + 2 * d * (VisionTransformer.LEVELS - 1)
                : 0;
        return patch + table + tokens + size.parameters(has(Extra.LAYER_SCALE), has(Extra.GATED_MLP)) + 2 * d + levels;
    }
}
