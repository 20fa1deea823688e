package io.github.jepa4j.bench;

import io.github.jepa4j.network.FrameSpec;
import io.github.jepa4j.network.PatchGrid;
import io.github.jepa4j.network.ResNetSpec;
import io.github.jepa4j.network.VitSpec;

/// The multiply-adds of networks that see, forward, for one image or clip: convolutions and matrix products only.
final class SeeingArithmetic {

    private static final int KERNEL = 9;

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

    /// Of turning an image's or clip's patches into tokens.
    static long patches(PatchGrid grid, int width) {
        return (long) grid.tokens() * grid.patchValues() * width;
    }

    /// Of watching a frame and foreseeing the next map.
    static long frame(FrameSpec spec) {
        long places = (long) spec.placeRows() * spec.placeColumns();
        long width = spec.width();
        long memory = spec.memory();
        long encoder = 25L * spec.channels() * width * 4 * places
                + KERNEL * width * 2 * width * places
                + KERNEL * 2 * width * width * places;
        long predictor = KERNEL * places * ((width + memory) * 3 * memory + memory * memory + memory * width);
        return encoder + predictor;
    }
}
