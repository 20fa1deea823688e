package io.github.jepa4j.tensor.internal;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShuffle;
import jdk.incubator.vector.VectorSpecies;

/// With the incubating Vector API. Rows whose length is no multiple of the lanes end in scalar steps.
final class VectorKernels implements Kernels {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();
    private static final VectorShuffle<Float> BY_8 = turned(8);
    private static final VectorShuffle<Float> BY_4 = turned(4);
    private static final VectorShuffle<Float> BY_2 = turned(2);

    @Override
    public String description() {
        return "vector (%d bits)".formatted(S.vectorBitSize());
    }

    @Override
    public int lanes() {
        return L;
    }

    /// Three where possible, but 4 is 2 + 2, not 3 + 1: narrow panels read more for each multiplication.
    @Override
    public int panel(int vectorsLeft) {
        return vectorsLeft == 4 ? 2 : Math.min(vectorsLeft, 3);
    }

    /// Panels outside, rows inside: a panel stays in the cache while all rows pass by, so that weights are
    /// read from far away once for each call.
    @Override
    public void multiply(Rows left, PackedMatrix right, Rows product) {
        int vectors = (right.columns + L - 1) / L;
        int panel = 0;
        for (int vector = 0; vector < vectors; ) {
            int wide = panel(vectors - vector);
            if ((vector + wide) * L <= right.columns) {
                wholePanel(left, right, panel, product, vector * L, wide);
            } else {
                cutPanel(left, right, panel, product, vector * L, wide);
            }
            panel += wide * L * right.depth;
            vector += wide;
        }
    }

    private static void wholePanel(Rows left, PackedMatrix right, int panel, Rows product, int column, int wide) {
        for (int row = 0; row < left.count(); row += VectorProduct.BLOCK) {
            int last = Math.min(VectorProduct.BLOCK, left.count() - row) - 1;
            VectorProduct.block(
                    left.values(),
                    left.begin(row),
                    left.stride(),
                    last,
                    right.values,
                    panel,
                    right.depth,
                    product.values(),
                    product.begin(row) + column,
                    product.stride(),
                    wide);
        }
    }

    /// The panel that reaches beyond the last column: through a small array, and from there only the
    /// columns there are.
    private static void cutPanel(Rows left, PackedMatrix right, int panel, Rows product, int column, int wide) {
        float[] tile = new float[VectorProduct.BLOCK * wide * L];
        for (int row = 0; row < left.count(); row += VectorProduct.BLOCK) {
            int last = Math.min(VectorProduct.BLOCK, left.count() - row) - 1;
            VectorProduct.block(
                    left.values(),
                    left.begin(row),
                    left.stride(),
                    last,
                    right.values,
                    panel,
                    right.depth,
                    tile,
                    0,
                    wide * L,
                    wide);
            for (int i = 0; i <= last; i++) {
                System.arraycopy(
                        tile, i * wide * L, product.values(), product.begin(row + i) + column, right.columns - column);
            }
        }
    }

    @Override
    public void normalise(LayerNorm norm, Rows input, Rows output) {
        for (int row = 0; row < input.count(); row++) {
            float mean = mean(input.values(), input.begin(row), norm.dimension());
            float scale = scale(input.values(), input.begin(row), norm.dimension(), mean);
            normaliseRow(norm, input.values(), input.begin(row), output.values(), output.begin(row), mean, scale);
        }
    }

    private static void normaliseRow(LayerNorm norm, float[] x, int from, float[] y, int to, float mean, float scale) {
        int dimension = norm.dimension();
        int bound = S.loopBound(dimension);
        for (int i = 0; i < bound; i += L) {
            FloatVector.fromArray(S, x, from + i)
                    .sub(mean)
                    .mul(scale)
                    .fma(FloatVector.fromArray(S, norm.gain(), i), FloatVector.fromArray(S, norm.bias(), i))
                    .intoArray(y, to + i);
        }
        for (int i = bound; i < dimension; i++) {
            y[to + i] = Math.fma((x[from + i] - mean) * scale, norm.gain()[i], norm.bias()[i]);
        }
    }

    @Override
    public void normaliseBack(LayerNorm norm, Rows input, Rows gradient) {
        for (int row = 0; row < input.count(); row++) {
            normaliseBackRow(norm, input.values(), input.begin(row), gradient.values(), gradient.begin(row));
        }
    }

    private static void normaliseBackRow(LayerNorm norm, float[] x, int from, float[] g, int to) {
        int dimension = norm.dimension();
        int bound = S.loopBound(dimension);
        float[] gain = norm.gain();
        float mean = mean(x, from, dimension);
        FloatVector squares = FloatVector.zero(S);
        FloatVector sums = FloatVector.zero(S);
        FloatVector sumsAlong = FloatVector.zero(S);
        for (int i = 0; i < bound; i += L) {
            FloatVector distance = FloatVector.fromArray(S, x, from + i).sub(mean);
            FloatVector scaled = FloatVector.fromArray(S, g, to + i).mul(FloatVector.fromArray(S, gain, i));
            squares = distance.fma(distance, squares);
            sums = sums.add(scaled);
            sumsAlong = scaled.fma(distance, sumsAlong);
        }
        float square = sum(squares);
        float sum = sum(sums);
        float sumAlong = sum(sumsAlong);
        for (int i = bound; i < dimension; i++) {
            float distance = x[from + i] - mean;
            square += distance * distance;
            sum += g[to + i] * gain[i];
            sumAlong += g[to + i] * gain[i] * distance;
        }
        float scale = (float) (1 / Math.sqrt(square / dimension + LayerNorm.EPSILON));
        float even = sum / dimension;
        float slope = sumAlong / dimension * scale * scale;
        for (int i = 0; i < bound; i += L) {
            FloatVector distance = FloatVector.fromArray(S, x, from + i).sub(mean);
            FloatVector scaled = FloatVector.fromArray(S, g, to + i).mul(FloatVector.fromArray(S, gain, i));
            scaled.sub(even).sub(distance.mul(slope)).mul(scale).intoArray(g, to + i);
        }
        for (int i = bound; i < dimension; i++) {
            g[to + i] = scale * (g[to + i] * gain[i] - even - (x[from + i] - mean) * slope);
        }
    }

    private static float mean(float[] x, int from, int dimension) {
        int bound = S.loopBound(dimension);
        FloatVector sums = FloatVector.zero(S);
        for (int i = 0; i < bound; i += L) {
            sums = sums.add(FloatVector.fromArray(S, x, from + i));
        }
        float sum = sum(sums);
        for (int i = bound; i < dimension; i++) {
            sum += x[from + i];
        }
        return sum / dimension;
    }

    /// One over the standard deviation.
    private static float scale(float[] x, int from, int dimension, float mean) {
        int bound = S.loopBound(dimension);
        FloatVector sums = FloatVector.zero(S);
        for (int i = 0; i < bound; i += L) {
            FloatVector distance = FloatVector.fromArray(S, x, from + i).sub(mean);
            sums = distance.fma(distance, sums);
        }
        float squares = sum(sums);
        for (int i = bound; i < dimension; i++) {
            float distance = x[from + i] - mean;
            squares += distance * distance;
        }
        return (float) (1 / Math.sqrt(squares / dimension + LayerNorm.EPSILON));
    }

    @Override
    public void gates(GruGates gru, Rows gates, Rows hidden, Rows actions, Rows next) {
        VectorGates.forward(gru, gates, hidden, actions, next);
    }

    @Override
    public void gatesBack(GruGates gru, Rows gates, Rows hidden, Rows gradient, Rows actions) {
        VectorGates.back(gru, gates, hidden, gradient, actions);
    }

    @Override
    public void rectify(HiddenUnits units, Rows hidden, Rows actions) {
        VectorUnits.forward(units, hidden, actions);
    }

    @Override
    public void rectifyBack(HiddenUnits units, Rows hidden, Rows gradient, Rows actions) {
        VectorUnits.back(units, hidden, gradient, actions);
    }

    @Override
    public void addToEach(float[] addend, Rows target) {
        add(new Rows(addend, 0, 0, target.count()), target, addend.length);
    }

    @Override
    public void add(Rows source, Rows target, int count) {
        int bound = S.loopBound(count);
        for (int row = 0; row < source.count(); row++) {
            int from = source.begin(row);
            int to = target.begin(row);
            for (int i = 0; i < bound; i += L) {
                FloatVector.fromArray(S, source.values(), from + i)
                        .add(FloatVector.fromArray(S, target.values(), to + i))
                        .intoArray(target.values(), to + i);
            }
            for (int i = bound; i < count; i++) {
                target.values()[to + i] += source.values()[from + i];
            }
        }
    }

    /// The sum of the lanes: halves added to halves. The API's own reduction leaves the order open, and interpreted
    /// and compiled code do choose different ones: the last bit would depend on when the compiler came by. One
    /// lane after the other, as it was once, takes three times as long: each addition waits for the one before.
    static float sum(FloatVector vector) {
        if (L > 16) { // no such machine was at hand: what is written below stops at sixteen
            return inOrder(vector.toArray());
        }
        FloatVector sums = vector;
        if (L >= 16) {
            sums = sums.add(sums.rearrange(BY_8));
        }
        if (L >= 8) {
            sums = sums.add(sums.rearrange(BY_4));
        }
        if (L >= 4) {
            sums = sums.add(sums.rearrange(BY_2));
        }
        return L >= 2 ? sums.lane(0) + sums.lane(1) : sums.lane(0);
    }

    private static float inOrder(float[] lanes) {
        float sum = 0;
        for (float lane : lanes) {
            sum += lane;
        }
        return sum;
    }

    /// Moves each lane to the place of the one `by` before it, cyclically.
    private static VectorShuffle<Float> turned(int by) {
        return VectorShuffle.iota(S, by % L, 1, true);
    }
}
