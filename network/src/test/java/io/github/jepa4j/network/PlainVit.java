package io.github.jepa4j.network;

import io.github.jepa4j.network.VitSpec.Extra;
import io.github.jepa4j.tensor.Tensor;
import java.util.Map;

/// A second formulation of [VisionTransformer], of its video path and its last level.
final class PlainVit {

    private final VitSpec spec;
    private final PlainTransformer plain;
    private final String prefix;

    PlainVit(Map<String, Tensor> tensors, String prefix, VitSpec spec) {
        this.spec = spec;
        this.prefix = prefix;
        plain = new PlainTransformer(tensors, spec.size(), spec.has(Extra.GATED_MLP), spec.epsilon());
    }

    /// @param input `[T, C, Y, X]`
    /// @param keep  which tokens
    double[][] forward(float[] input, int[] keep) {
        double[][] patches = new double[keep.length][];
        double[][] places = new double[keep.length][];
        for (int k = 0; k < keep.length; k++) {
            patches[k] = patch(input, keep[k]);
            places[k] = place(spec.positions(), spec.grid(), keep[k]);
        }
        double[][] tokens = plain.linear(prefix + ".patch", patches);
        int width = spec.size().width();
        boolean first = spec.has(Extra.CLASS_TOKEN);
        if (spec.has(Extra.LEVELS)) {
            for (double[] token : tokens) {
                for (int i = 0; i < width; i++) {
                    token[i] += plain.values(prefix + ".modality.clip")[i];
                }
            }
        }
        if (spec.positions().isTable()) {
            float[] table = plain.values(prefix + ".positions");
            for (int k = 0; k < keep.length; k++) {
                for (int i = 0; i < width; i++) {
                    tokens[k][i] += table[(keep[k] + (first ? 1 : 0)) * width + i];
                }
            }
        }
        if (first) {
            double[][] all = new double[keep.length + 1][];
            System.arraycopy(tokens, 0, all, 1, keep.length);
            all[0] = new double[width];
            for (int i = 0; i < width; i++) {
                all[0][i] = (double) plain.values(prefix + ".class_token")[i] + plain.values(prefix + ".positions")[i];
            }
            tokens = all;
        }
        boolean turned = !spec.positions().isTable();
        for (int block = 0; block < spec.size().layers(); block++) {
            tokens = plain.block(
                    prefix + ".block." + block, tokens, turned ? places : null, turned ? spec.positions() : null);
        }
        return plain.norm(prefix + (spec.has(Extra.LEVELS) ? ".norm.3" : ".norm"), tokens);
    }

    private double[] patch(float[] input, int token) {
        PatchGrid grid = spec.grid();
        int[] at = at(grid, token);
        double[] values = new double[grid.patchValues()];
        int next = 0;
        for (int c = 0; c < grid.channels(); c++) {
            for (int t = at[0] * grid.tubelet(); t < (at[0] + 1) * grid.tubelet(); t++) {
                for (int y = at[1] * grid.patch(); y < (at[1] + 1) * grid.patch(); y++) {
                    for (int x = at[2] * grid.patch(); x < (at[2] + 1) * grid.patch(); x++) {
                        values[next++] = input[((t * grid.channels() + c) * grid.rows() + y) * grid.columns() + x];
                    }
                }
            }
        }
        return values;
    }

    private static int[] at(PatchGrid grid, int token) {
        int column = token % grid.tokenColumns();
        int row = token / grid.tokenColumns() % grid.tokenRows();
        return new int[] {token / grid.tokenColumns() / grid.tokenRows(), row, column};
    }

    static double[] place(Positions positions, PatchGrid grid, int token) {
        int[] at = at(grid, token);
        if (positions != Positions.ROPE_3D_V2_1) {
            return new double[] {at[0], at[1], at[2]};
        }
        return new double[] {
            at[0], 15.0 * at[1] / Math.max(1, grid.tokenRows() - 1), 15.0 * at[2] / Math.max(1, grid.tokenColumns() - 1)
        };
    }
}
