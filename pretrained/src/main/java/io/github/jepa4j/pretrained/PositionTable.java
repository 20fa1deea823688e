package io.github.jepa4j.pretrained;

import io.github.jepa4j.network.PatchGrid;
import io.github.jepa4j.tensor.Tensor;

/// A table of positions that was published for one size of pictures, brought to another by bicubic
/// interpolation: of the rows for tokens, each dimension is a picture of its own; the rows in front of them, such
/// as the class token's, stay.
///
/// Source: DINOv2 (Oquab et al., arXiv 2304.07193), `interpolate_pos_encoding` of its `vision_transformer.py`. The
/// kernel is that of Keys (*Cubic convolution interpolation for digital image processing*, 1981, equation 4) with
/// PyTorch's parameter, -3/4, and beyond the edge its last row or column goes on. Places follow from the two sizes
/// alone, as in Hugging Face's; DINOv2's first code adds 0.1 to the new number of tokens on a side, against
/// rounding, which moves places by up to a tenth of a new token. With that parameter a straight line is kept on the
/// old places and midway between them, and is off by at most 0.05 of a step elsewhere.
final class PositionTable {

    private static final double A = -0.75;
    private static final int TAPS = 4;
    private static final int AXES = 3;

    private PositionTable() {}

    /// Whether a table is one for another square of tokens.
    ///
    /// @param wanted `[1, first + N, D]`, with the `N` of the grid
    /// @param found  `[1, first + side * side, D]`, where it is one
    static boolean canBecome(int[] wanted, int[] found, PatchGrid grid) {
        return found.length == AXES
                && found[0] == wanted[0]
                && found[2] == wanted[2]
                && side(found[1] - first(wanted, grid)) > 0;
    }

    /// The numbers of a table for a grid.
    ///
    /// @param found  `[1, first + side * side, D]`
    /// @param wanted `[1, first + N, D]`, with the `N` of the grid
    /// @return `[first + N, D]`; as found, to the bit, where the size is the same, or is no square's
    static float[] resized(Tensor found, int[] wanted, PatchGrid grid) {
        int first = first(wanted, grid);
        int side = side(found.shape()[1] - first);
        boolean isSquare = grid.tokenRows() == grid.tokenColumns();
        if (found.shape()[1] == wanted[1] && (isSquare || side == 0)) {
            return found.values();
        }
        int width = wanted[2];
        float[] into = new float[(first + grid.tokens()) * width];
        System.arraycopy(found.values(), 0, into, 0, first * width);
        for (int y = 0; y < grid.tokenRows(); y++) {
            Taps rows = Taps.of(y, grid.tokenRows(), side);
            for (int x = 0; x < grid.tokenColumns(); x++) {
                Taps columns = Taps.of(x, grid.tokenColumns(), side);
                double[] sum = sum(found.values(), first, rows, columns, width);
                int at = (first + y * grid.tokenColumns() + x) * width;
                for (int d = 0; d < width; d++) {
                    into[at + d] = (float) sum[d];
                }
            }
        }
        return into;
    }

    private static double[] sum(float[] table, int first, Taps rows, Taps columns, int width) {
        double[] sum = new double[width];
        for (int i = 0; i < TAPS; i++) {
            for (int j = 0; j < TAPS; j++) {
                double weight = rows.weights()[i] * columns.weights()[j];
                int from = (first + rows.places()[i] * columns.side() + columns.places()[j]) * width;
                for (int d = 0; d < width; d++) {
                    sum[d] += weight * table[from + d];
                }
            }
        }
        return sum;
    }

    /// Which places along one side become a new one, and how much of each.
    ///
    /// @param side of the table
    private record Taps(int[] places, double[] weights, int side) {

        /// @param place new, of `count`
        static Taps of(int place, int count, int side) {
            double at = (place + 0.5) * side / count - 0.5; // pixels' middles, the pictures' edges on each other
            int before = (int) Math.floor(at) - 1;
            int[] places = new int[TAPS];
            double[] weights = new double[TAPS];
            for (int i = 0; i < TAPS; i++) {
                places[i] = Math.clamp(before + i, 0, side - 1);
                weights[i] = kernel(Math.abs(at - (before + i)));
            }
            return new Taps(places, weights, side);
        }
    }

    /// Keys' kernel.
    ///
    /// @param distance in [0, 2]
    private static double kernel(double distance) {
        return distance <= 1
                ? ((A + 2) * distance - (A + 3)) * distance * distance + 1
                : A * (((distance - 5) * distance + 8) * distance - 4);
    }

    /// Rows in front of those of tokens.
    private static int first(int[] wanted, PatchGrid grid) {
        return wanted[1] - grid.tokens();
    }

    /// The side of a square of so many tokens; 0 where there is none.
    static int side(int tokens) {
        int side = (int) Math.round(Math.sqrt(Math.max(0, tokens)));
        return side * side == tokens ? side : 0;
    }
}
