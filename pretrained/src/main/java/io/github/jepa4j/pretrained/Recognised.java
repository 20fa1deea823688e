package io.github.jepa4j.pretrained;

import io.github.jepa4j.network.PatchGrid;
import io.github.jepa4j.network.Positions;
import io.github.jepa4j.network.VitSizes;
import io.github.jepa4j.network.VitSpec;
import io.github.jepa4j.network.VitSpec.Extra;
import io.github.jepa4j.tensor.StoredTensors.Description;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Which published transformer weights are of, told by their names and shapes alone.
///
/// @param family that names them so
/// @param prefix before all names
/// @param spec   the transformer: for pictures on the size that the weights were published for, for clips on
///     the published number of frames and pixels, which the weights do not tell
public record Recognised(WeightFamily family, String prefix, VitSpec spec) {

    private static final int NAMED = 3;
    private static final int PUBLISHED_TOKENS = 16;
    private static final int PUBLISHED_FRAMES = 64;
    private static final double LEWM_EPSILON = 1e-12;
    private static final double EPSILON = 1e-6;

    private static final List<VitSpec> SIZES = List.of(
            VitSizes.ijepaHuge14(),
            VitSizes.ijepaHuge16(),
            VitSizes.ijepaGiant16(),
            VitSizes.vjepa2Large(),
            VitSizes.vjepa2Huge(),
            VitSizes.vjepa2Giant(),
            VitSizes.vjepa21Base(),
            VitSizes.vjepa21Large(),
            VitSizes.vjepa21Giant(),
            VitSizes.vjepa21Gigantic(),
            VitSizes.dinov2Small(),
            VitSizes.dinov2Base(),
            VitSizes.dinov2Large(),
            VitSizes.dinov2Giant(),
            VitSizes.lewm());

    /// Recognises weights; no number is read. Names that fit no parameter are left to [WeightNames#check].
    ///
    /// @param found what a file says of its tensors
    /// @param heads of an attention, which no shape tells; 0 where the size is a published one
    /// @throws IllegalArgumentException where no family has such names, a shape is impossible, or the size was
    ///     never published and its heads are not said
    public static Recognised of(Map<String, Description> found, int heads) {
        for (WeightFamily family : WeightFamily.values()) {
            FamilyNames theirs = FamilyNames.of(family);
            for (String prefix : theirs.prefixes()) {
                Reading reading = new Reading(found, theirs, prefix);
                if (reading.isIt()) {
                    return new Recognised(family, prefix, reading.spec(family, heads));
                }
            }
        }
        List<String> first = new TreeSet<>(found.keySet()).stream().limit(NAMED).toList();
        throw new IllegalArgumentException(
                "The weights are named as in none of the families %s; there are %d, the first %s.\nMaybe they are of a network that is not known here, or a checkpoint that holds more than weights."
                        .formatted(Arrays.toString(WeightFamily.values()), found.size(), String.join(", ", first)));
    }

    /// The same on pictures or clips of another size.
    ///
    /// @param side   in pixels, a multiple of the patch; 0 for the published one
    /// @param frames of a clip, a multiple of the tubelet; 0 for the published number. Of a transformer for
    ///     clips, 1 is for single pictures: each is repeated to one tubelet, as V-JEPA 2 does. At most 1
    ///     for pictures
    /// @throws IllegalArgumentException where that is impossible
    public Recognised on(int side, int frames) {
        PatchGrid grid = spec.grid();
        if (frames > 1 && !FamilyNames.of(family).video()) {
            throw new IllegalArgumentException(
                    "The weights of %s see pictures, but are to see clips of %d frames.\nMaybe take weights of V-JEPA 2."
                            .formatted(family, frames));
        }
        int rows = side == 0 ? grid.rows() : side;
        int columns = side == 0 ? grid.columns() : side;
        int times = frames == 0 ? grid.frames() : frames == 1 ? grid.tubelet() : frames;
        return on(new PatchGrid(grid.channels(), times, rows, columns, grid.tubelet(), grid.patch()));
    }

    /// The same on another grid.
    public Recognised on(PatchGrid grid) {
        return new Recognised(family, prefix, spec.on(grid));
    }

    /// The names of the weights for a network with this prefix.
    public WeightNames names(String ours) {
        return PublishedWeights.encoder(family, spec, ours);
    }

    /// What the names and shapes say if they are of a family and have a prefix.
    private record Reading(Map<String, Description> found, FamilyNames theirs, String prefix) {

        boolean isIt() {
            int[] patch = shape(theirs.patch() + ".weight");
            return patch.length == (theirs.video() ? 5 : 4)
                    && has(theirs.block().at() + "0." + theirs.block().norm1() + ".weight")
                    && (theirs.classToken().isEmpty() || has(theirs.classToken()));
        }

        VitSpec spec(WeightFamily family, int heads) {
            int[] patch = shape(theirs.patch() + ".weight");
            Set<Extra> extras = extras(family);
            int layers = layers();
            int side = patch[patch.length - 1];
            int tubelet = theirs.video() ? patch[2] : 1;
            int mlpWidth = mlpWidth(extras.contains(Extra.GATED_MLP));
            Positions positions = positions(family, extras);
            int known = heads > 0 ? heads : knownHeads(family, new int[] {patch[0], layers, mlpWidth}, positions);
            int pixels = side * (theirs.positions().isEmpty() ? publishedTokens(extras) : tableSide(extras));
            return new VitSpec(
                    new PatchGrid(patch[1], theirs.video() ? PUBLISHED_FRAMES : 1, pixels, pixels, tubelet, side),
                    new VitSpec.Size(patch[0], layers, known, mlpWidth),
                    positions,
                    extras,
                    family == WeightFamily.LEWM ? LEWM_EPSILON : EPSILON);
        }

        private Set<Extra> extras(WeightFamily family) {
            Set<Extra> extras = EnumSet.noneOf(Extra.class);
            if (!theirs.classToken().isEmpty()) {
                extras.add(Extra.CLASS_TOKEN);
            }
            if (!theirs.maskToken().isEmpty()) {
                extras.add(Extra.MASK_TOKEN);
            }
            if (!theirs.block().scale1().isEmpty()
                    && (family == WeightFamily.DINOV2 || family == WeightFamily.DINOV2_HUB)) {
                extras.add(Extra.LAYER_SCALE);
            }
            if (!has(second(false)) && has(second(true))) {
                extras.add(Extra.GATED_MLP);
            }
            if (family == WeightFamily.VJEPA2_ORIGINAL && has("patch_embed_img.proj.weight")) {
                extras.add(Extra.LEVELS);
            }
            return extras;
        }

        private static Positions positions(WeightFamily family, Set<Extra> extras) {
            return switch (family) {
                case IJEPA -> Positions.SINCOS_2D;
                case DINOV2, DINOV2_HUB, LEWM -> Positions.LEARNED;
                case VJEPA2, VJEPA2_ORIGINAL ->
                    extras.contains(Extra.LEVELS) ? Positions.ROPE_3D_V2_1 : Positions.ROPE_3D_V2;
            };
        }

        private int layers() {
            int layers = 0;
            while (has(theirs.block().at() + layers + "." + theirs.block().norm1() + ".weight")) {
                layers++;
            }
            return layers;
        }

        private String second(boolean isGated) {
            FamilyNames.Perceptron mlp = theirs.block().mlp();
            return theirs.block().at() + "0." + (isGated ? mlp.gatedSecond() : mlp.second()) + ".weight";
        }

        /// 1 where no such matrix is there, which [WeightNames#check] says better.
        private int mlpWidth(boolean isGated) {
            int[] shape = shape(second(isGated));
            return shape.length == 2 ? Math.max(1, shape[1]) : 1;
        }

        /// 1 where there is no table of a square, which [WeightNames#check] says better.
        private int tableSide(Set<Extra> extras) {
            int[] shape = shape(theirs.positions());
            int first = extras.contains(Extra.CLASS_TOKEN) ? 1 : 0;
            return shape.length == 3 ? Math.max(1, PositionTable.side(shape[1] - first)) : 1;
        }

        private static int publishedTokens(Set<Extra> extras) {
            return extras.contains(Extra.LEVELS) ? 24 : PUBLISHED_TOKENS;
        }

        private static int knownHeads(WeightFamily family, int[] size, Positions positions) {
            return SIZES.stream()
                    .filter(spec -> spec.positions() == positions
                            && Arrays.equals(size, new int[] {
                                spec.size().width(),
                                spec.size().layers(),
                                spec.size().mlpWidth()
                            }))
                    .mapToInt(spec -> spec.size().heads())
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            "The weights are of %s with width %d, %d layers and %d hidden units, a size that was never published, so that the number of its heads is not known.\nMaybe they are your own: say how many heads they have."
                                    .formatted(family, size[0], size[1], size[2])));
        }

        private boolean has(String name) {
            return found.containsKey(prefix + name);
        }

        private int[] shape(String name) {
            Description description = found.get(prefix + name);
            return description == null ? new int[0] : description.shape();
        }
    }
}
