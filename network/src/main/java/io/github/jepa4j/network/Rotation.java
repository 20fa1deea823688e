package io.github.jepa4j.network;

import io.github.jepa4j.engine.Natives;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Turns queries and keys by where their tokens are from: rotary embedding (Su et al., *RoFormer*, 2021)
/// along time, row and column, each in a third of the head's dimensions; what is left over is not turned.
/// Pairs are of adjacent dimensions.
///
/// @param cosines `[B or 1, N, 1, 1, d]`
/// @param sines   `[B or 1, N, 1, 1, d]`, negative for the first of a pair
record Rotation(Tensor cosines, Tensor sines) {

    private static final double BASE = 10_000;
    private static final int AXES = 3;

    /// Rows and columns of the grid that V-JEPA 2.1 was first trained on; others are stretched to it.
    private static final int TRAINED_SIDE = 16;

    /// The rotation of every token of a grid, `N` of them.
    static Rotation of(Positions positions, PatchGrid grid, int headWidth) {
        int tokens = grid.tokens();
        float[] cosines = new float[tokens * headWidth];
        float[] sines = new float[tokens * headWidth];
        for (int token = 0; token < tokens; token++) {
            double[] angles = angles(positions, grid, headWidth, token);
            for (int i = 0; i < headWidth; i++) {
                cosines[token * headWidth + i] = (float) Math.cos(angles[i]);
                sines[token * headWidth + i] = (float) (i % 2 == 0 ? -Math.sin(angles[i]) : Math.sin(angles[i]));
            }
        }
        return new Rotation(
                Natives.of(cosines, 1, tokens, 1, 1, headWidth), Natives.of(sines, 1, tokens, 1, 1, headWidth));
    }

    private static double[] angles(Positions positions, PatchGrid grid, int headWidth, int token) {
        int area = grid.tokenRows() * grid.tokenColumns();
        double[] place = {
            token / area, (token % area) / grid.tokenColumns(), token % area % grid.tokenColumns(),
        };
        boolean paired = positions == Positions.ROPE_3D_V2_1;
        if (paired) {
            place[1] *= stretch(grid.tokenRows());
            place[2] *= stretch(grid.tokenColumns());
        }
        int pairs = headWidth / AXES / 2;
        double[] angles = new double[headWidth];
        for (int axis = 0; axis < AXES; axis++) {
            for (int i = 0; i < 2 * pairs; i++) {
                int frequency = paired ? i / 2 : i % pairs;
                angles[axis * 2 * pairs + i] = place[axis] * Math.pow(BASE, -(double) frequency / pairs);
            }
        }
        return angles;
    }

    private static double stretch(int side) {
        return side == 1 ? 0 : (TRAINED_SIDE - 1.0) / (side - 1);
    }

    /// The rotation of these tokens.
    ///
    /// @param tokens `[B, K]`
    Rotation at(Tensor tokens) {
        return new Rotation(at(cosines, tokens), at(sines, tokens));
    }

    private static Tensor at(Tensor table, Tensor tokens) {
        long width = table.size(-1);
        return table.view(-1, width)
                .index_select(0, tokens.flatten())
                .view(tokens.size(0), tokens.size(1), 1, 1, width);
    }

    /// The rotation of the first tokens.
    Rotation first(long tokens) {
        return new Rotation(cosines.narrow(1, 0, tokens), sines.narrow(1, 0, tokens));
    }

    /// Turns queries and keys.
    ///
    /// @param heads `[B, N, 2, heads, d]`
    Tensor apply(Tensor heads) {
        Tensor swapped = heads.unflatten(-1, -1, 2).flip(-1).flatten(-2, -1);
        return torch.addcmul(heads.mul(cosines), swapped, sines);
    }
}
