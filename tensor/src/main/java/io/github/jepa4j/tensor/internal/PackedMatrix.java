package io.github.jepa4j.tensor.internal;

/// The right-hand matrix of many products, `[depth, columns]`, rearranged once so that the product reads it
/// from beginning to end: panels of one or more vectors of columns, each `[depth, vectors * lanes]`, the
/// last padded with zeros. Belongs to the [Kernels] that it was packed for.
public final class PackedMatrix {

    final float[] values;
    final int depth;
    final int columns;

    private PackedMatrix(float[] values, int depth, int columns) {
        this.values = values;
        this.depth = depth;
        this.columns = columns;
    }

    /// Packs a matrix `[depth, columns]`.
    public static PackedMatrix of(Kernels kernels, float[] matrix, int depth, int columns) {
        return pack(kernels, depth, columns, (k, column) -> matrix[k * columns + column]);
    }

    /// Packs the transpose of a matrix `[columns, depth]`: the layout of a linear layer's weights.
    public static PackedMatrix ofTransposed(Kernels kernels, float[] matrix, int depth, int columns) {
        return pack(kernels, depth, columns, (k, column) -> matrix[column * depth + k]);
    }

    /// The number of rows, which is the length of the rows it multiplies.
    public int depth() {
        return depth;
    }

    /// The number of columns, which is the length of the rows of the product.
    public int columns() {
        return columns;
    }

    private interface Element {
        float at(int k, int column);
    }

    private static PackedMatrix pack(Kernels kernels, int depth, int columns, Element element) {
        int lanes = kernels.lanes();
        int vectors = (columns + lanes - 1) / lanes;
        float[] values = new float[Math.multiplyExact(depth, vectors * lanes)];
        int place = 0;
        for (int vector = 0; vector < vectors; ) {
            int wide = kernels.panel(vectors - vector);
            for (int k = 0; k < depth; k++) {
                for (int column = vector * lanes; column < (vector + wide) * lanes; column++) {
                    values[place++] = column < columns ? element.at(k, column) : 0;
                }
            }
            vector += wide;
        }
        return new PackedMatrix(values, depth, columns);
    }
}
