package io.github.jepa4j.bench;

import io.github.jepa4j.network.FrameSpec;
import io.github.jepa4j.network.PatchGrid;
import io.github.jepa4j.network.ResNetSpec;
import io.github.jepa4j.network.VitSpec;

/// The multiply-adds of networks that see, forward, for one image or clip: convolutions and matrix products only.
final class SeeingArithmetic {

    private static final int KERNEL = 9;
    private static final int FIRST_KERNEL = 25; // of the network that sees frames
    private static final int FIRST_PLACES = 4; // of its first map, for each of its last

    private SeeingArithmetic() {}

    /// Of a residual network.
    static long resNet(ResNetSpec spec) {
        int patch = spec.stemPatch();
        long places = (long) spec.rows() / patch * (spec.columns() / patch);
        long stem = (long) spec.channels() * spec.widths()[0] * (patch == 1 ? KERNEL : patch * patch) * places;
        long sum = stem;
        long in = spec.widths()[0];
        for (int s = 0; s < spec.widths().length; s++) {
            long out = spec.widths()[s];
            places = s == 0 ? places : places / 4;
            for (int b = 0; b < spec.blocks(); b++) {
                boolean isSame = in == out && (s == 0 || b > 0);
                sum += places * (in * out * KERNEL + out * out * KERNEL + (isSame ? 0 : in * out));
                in = out;
            }
        }
        return sum;
    }

    /// Of a perceptron of these widths.
    static long perceptron(int... widths) {
        long sum = 0;
        for (int i = 1; i < widths.length; i++) {
            sum += (long) widths[i - 1] * widths[i];
        }
        return sum;
    }

    /// Of a transformer's blocks.
    ///
    /// @param tokens that pass through them
    static long blocks(VitSpec.Size size, long tokens) {
        long width = size.width();
        long products = tokens * (4 * width * width + 2 * width * size.mlpWidth());
        return size.layers() * (products + 2 * tokens * tokens * width);
    }

    /// Of turning patches of an image or clip into tokens.
    ///
    /// @param tokens that are made: patches that are left out are not multiplied
    static long patches(PatchGrid grid, int width, long tokens) {
        return tokens * grid.patchValues() * width;
    }

    /// Of a narrow transformer that tells hidden tokens from those that are seen.
    ///
    /// @param width of the tokens that it is given, and of those that it tells
    /// @param size  its own
    static long maskedPredictor(int width, VitSpec.Size size, long seen, long hidden) {
        return (seen + hidden) * width * size.width() + blocks(size, seen + hidden);
    }

    /// Of watching a clip, where the maps after all frames but the last are foreseen, and on from there.
    ///
    /// @param frames   `T`
    /// @param unrolled steps ahead, at least 1
    static long foresight(FrameSpec spec, int frames, int unrolled) {
        long sum = frames * frameEncoder(spec);
        for (int ahead = 1; ahead <= unrolled; ahead++) {
            sum += (frames - ahead) * framePredictor(spec);
        }
        return sum;
    }

    /// Of making a frame's map.
    static long frameEncoder(FrameSpec spec) {
        long width = spec.width();
        long first = FIRST_KERNEL * spec.channels() * width * FIRST_PLACES;
        return places(spec) * (first + KERNEL * (width * 2 * width + 2 * width * width));
    }

    /// Of remembering a map, with what is carried on, and telling the next and how far off it is expected to be.
    static long framePredictor(FrameSpec spec) {
        long width = spec.width();
        long memory = spec.memory();
        long doubt = Math.max(1, memory / 3);
        long told = (width + memory) * 3 * memory + memory * memory + memory * width + memory * doubt + memory;
        return places(spec) * (KERNEL * told + doubt);
    }

    private static long places(FrameSpec spec) {
        return (long) spec.placeRows() * spec.placeColumns();
    }
}
