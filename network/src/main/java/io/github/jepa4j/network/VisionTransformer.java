package io.github.jepa4j.network;

import io.github.jepa4j.network.VitSpec.Extra;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.jspecify.annotations.Nullable;

/// The vision transformer (Dosovitskiy et al., *An Image is Worth 16x16 Words*, 2021) in the variants of
/// I-JEPA, V-JEPA 2 and 2.1, DINOv2 and LeWM: patches become tokens, tokens are told their positions, pass
/// through blocks, and are normalised. Weights start normal, cut off at two standard deviations, which are those of
/// Glorot and Bengio (2010); I-JEPA and V-JEPA begin with 0.02, whatever the width.
///
/// `N` is the number of tokens; the class token, where there is one, stands in front and is not counted.
public final class VisionTransformer {

    /// After how many parts of its blocks a transformer with levels has a normalisation.
    static final int LEVELS = 4;

    private static final int IMAGE_AXES = 4;

    private final VitSpec spec;
    private final Linear patch;
    private final @Nullable ImagePath image;
    private final @Nullable Tensor classToken;
    private final @Nullable Tensor table;
    private final @Nullable Rotation rotation;
    private final List<TransformerBlock> blocks = new ArrayList<>();
    private final List<LayerNorm> norms = new ArrayList<>();

    /// What V-JEPA 2.1 has for pictures beside clips.
    private record ImagePath(Linear patch, Tensor image, Tensor clip) {}

    /// Makes the network's parameters, whose names begin with `prefix` and a dot.
    public VisionTransformer(Parameters parameters, String prefix, VitSpec spec) {
        this(parameters, prefix, spec, null);
    }

    /// Makes the network's parameters, with adapters beside the attention's; see
    /// [LowRankAdapter#freezeRest].
    public static VisionTransformer adapted(
            Parameters parameters, String prefix, VitSpec spec, LowRankAdapter.Config adapter) {
        return new VisionTransformer(parameters, prefix, spec, adapter);
    }

    private VisionTransformer(
            Parameters parameters, String prefix, VitSpec spec, LowRankAdapter.@Nullable Config adapter) {
        this.spec = spec;
        int width = spec.size().width();
        var blockSpec = new BlockSpec(
                spec.size(), spec.has(Extra.LAYER_SCALE), spec.has(Extra.GATED_MLP), false, spec.epsilon(), adapter);
        patch = blockSpec.linear(parameters, prefix + ".patch", spec.grid().patchValues(), width);
        image = spec.has(Extra.LEVELS) ? imagePath(parameters, prefix, spec) : null;
        classToken = spec.has(Extra.CLASS_TOKEN) ? token(parameters, prefix + ".class_token", width) : null;
        if (spec.has(Extra.MASK_TOKEN)) {
            parameters.constant(prefix + ".mask_token", 0, width);
        }
        table = table(parameters, prefix + ".positions", spec);
        rotation = spec.positions().isTable()
                ? null
                : Rotation.of(spec.positions(), spec.grid(), spec.size().headWidth());
        for (int i = 0; i < spec.size().layers(); i++) {
            blocks.add(new TransformerBlock(parameters, prefix + ".block." + i, blockSpec, i));
        }
        int levels = spec.has(Extra.LEVELS) ? LEVELS : 1;
        for (int i = 0; i < levels; i++) {
            String name = levels == 1 ? prefix + ".norm" : prefix + ".norm." + i;
            norms.add(new LayerNorm(parameters, name, width, spec.epsilon()));
        }
    }

    private static ImagePath imagePath(Parameters parameters, String prefix, VitSpec spec) {
        int width = spec.size().width();
        int values = spec.grid().patchValues() / spec.grid().tubelet();
        return new ImagePath(
                Linear.truncated(parameters, prefix + ".patch_image", values, width, BlockSpec.std(values, width)),
                token(parameters, prefix + ".modality.image", width),
                token(parameters, prefix + ".modality.clip", width));
    }

    private static Tensor token(Parameters parameters, String name, int width) {
        return parameters.truncatedNormal(name, BlockSpec.STD, width);
    }

    private static @Nullable Tensor table(Parameters parameters, String name, VitSpec spec) {
        int width = spec.size().width();
        int first = spec.has(Extra.CLASS_TOKEN) ? 1 : 0;
        int rows = spec.grid().tokens() + first;
        return switch (spec.positions()) {
            case LEARNED -> parameters.truncatedNormal(name, BlockSpec.STD, rows, width);
            case SINCOS_2D -> {
                float[] values = new float[rows * width]; // the class token's row stays 0
                float[] fixed = SinCosTable.of(spec.grid(), width);
                System.arraycopy(fixed, 0, values, first * width, fixed.length);
                yield parameters.frozen(name, values, rows, width);
            }
            case ROPE_3D_V2, ROPE_3D_V2_1 -> null;
        };
    }

    /// Freezes what the tokens of [#forward(Tensor)] do not depend on: the mask token, and of a transformer with
    /// levels what is for pictures and the normalisations of the lower levels. To be called before an optimiser is
    /// made.
    ///
    /// @param prefix that it was made with
    public static void freezeUnused(Parameters parameters, String prefix, VitSpec spec) {
        List<String> unused = new ArrayList<>(List.of(prefix + ".mask_token"));
        if (spec.has(Extra.LEVELS)) {
            unused.addAll(List.of(prefix + ".patch_image.", prefix + ".modality.image"));
            for (int level = 0; level < LEVELS - 1; level++) {
                unused.add(prefix + ".norm." + level + ".");
            }
        }
        parameters.freeze(name -> unused.stream().anyMatch(name::startsWith));
    }

    /// What it was made from.
    public VitSpec spec() {
        return spec;
    }

    /// Turns pictures or clips into tokens.
    ///
    /// @param input normalised: `[B, T, C, Y, X]`, or `[B, C, Y, X]` where the spec is of one frame or has
    ///     levels
    /// @return `[B, N, D]`, with a class token `[B, 1 + N, D]`
    /// @throws IllegalArgumentException when the input has another shape than the spec says
    public Tensor forward(Tensor input) {
        List<Tensor> levels = run(input, null);
        return norms.getLast().forward(levels.getLast());
    }

    /// Turns the kept patches of pictures or clips into tokens; the others are not looked at.
    ///
    /// @param input as in [#forward(Tensor)]
    /// @param keep  `[B, K]`, int64: which patches, numbered from 0 by time, row and column
    /// @return `[B, K, D]` in the order of `keep`, with a class token `[B, 1 + K, D]`
    /// @throws IllegalArgumentException when the input has another shape than the spec says, or `keep` is
    ///     no list of whole numbers for each of the batch
    public Tensor forward(Tensor input, Tensor keep) {
        Tokens.check("kept tokens", keep, input.size(0));
        return norms.getLast().forward(run(input, keep).getLast());
    }

    /// The normalised tokens after each quarter of the blocks, as V-JEPA 2.1 is trained on; of a
    /// transformer without levels, only the last.
    ///
    /// @param input as in [#forward(Tensor)]
    /// @return each `[B, N, D]`; the last is that of [#forward(Tensor)]
    public List<Tensor> levels(Tensor input) {
        List<Tensor> tokens = run(input, null);
        List<Tensor> normalised = new ArrayList<>();
        for (int i = 0; i < norms.size(); i++) {
            normalised.add(norms.get(i).forward(tokens.get(i)));
        }
        return normalised;
    }

    /// The tokens after each part of the blocks that a normalisation belongs to.
    private List<Tensor> run(Tensor input, @Nullable Tensor keep) {
        boolean asImage = image != null && input.dim() == IMAGE_AXES;
        Tensor tokens = embed(frames(input, asImage), keep, asImage);
        Rotation turn = rotation(keep, asImage);
        List<Tensor> levels = new ArrayList<>();
        int each = blocks.size() / norms.size();
        for (int i = 0; i < blocks.size(); i++) {
            tokens = blocks.get(i).forward(tokens, turn);
            if ((i + 1) % each == 0) {
                levels.add(tokens);
            }
        }
        return levels;
    }

    private Tensor embed(Tensor frames, @Nullable Tensor keep, boolean asImage) {
        Tensor patches =
                Tokens.patches(frames, spec.grid(), asImage ? 1 : spec.grid().tubelet());
        if (keep != null) {
            patches = Tokens.choose(patches, keep); // before the product, which is the dear part
        }
        if (image != null) {
            Tensor embedded = asImage ? image.patch().forward(patches) : patch.forward(patches);
            return embedded.add(asImage ? image.image() : image.clip());
        }
        Tensor tokens = patch.forward(patches);
        if (table == null) {
            return tokens;
        }
        if (classToken == null) {
            return tokens.add(keep == null ? table : Tokens.lookUp(table, keep));
        }
        Tensor places = table.narrow(0, 1, spec.grid().tokens());
        Tensor first = classToken.add(table.select(0, 0)).expand(tokens.size(0), 1, tokens.size(2));
        return torch.cat(new TensorVector(first, tokens.add(keep == null ? places : Tokens.lookUp(places, keep))), 1);
    }

    private @Nullable Rotation rotation(@Nullable Tensor keep, boolean asImage) {
        if (rotation == null) {
            return null;
        }
        if (keep != null) {
            return rotation.at(keep);
        }
        return asImage
                ? rotation.first((long) spec.grid().tokenRows() * spec.grid().tokenColumns())
                : rotation;
    }

    /// The input with an axis of time.
    private Tensor frames(Tensor input, boolean asImage) {
        PatchGrid grid = spec.grid();
        int time = asImage ? 1 : grid.frames();
        Tensor frames = input.dim() == IMAGE_AXES && time == 1 ? input.unsqueeze(1) : input;
        long[] expected = {input.size(0), time, grid.channels(), grid.rows(), grid.columns()};
        if (!Arrays.equals(frames.shape(), expected)) {
            throw new IllegalArgumentException(
                    "The input has shape %s, but the transformer sees [B, T, C, Y, X] = [B, %d, %d, %d, %d].\nMaybe the frames were not resized, or time and channels were swapped."
                            .formatted(
                                    Arrays.toString(input.shape()),
                                    time,
                                    grid.channels(),
                                    grid.rows(),
                                    grid.columns()));
        }
        return frames;
    }
}
