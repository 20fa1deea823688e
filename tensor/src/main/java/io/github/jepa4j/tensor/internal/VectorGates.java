package io.github.jepa4j.tensor.internal;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The gates of a GRU and their gradient, one vector of latent dimensions at a time. No masks: masked loads
/// are not always compiled to one instruction (measured: 20 times slower); [ScalarGates] does the last few
/// dimensions.
final class VectorGates {

    private static final VectorSpecies<Float> S = FloatVector.SPECIES_PREFERRED;
    private static final int L = S.length();

    private VectorGates() {}

    static void forward(GruGates gru, Rows gates, Rows hidden, Rows actions, Rows next) {
        int dimension = gru.dimension();
        int bound = S.loopBound(dimension);
        for (int row = 0; row < gates.count(); row++) {
            float[] g = gates.values();
            int at = gates.begin(row);
            System.arraycopy(gru.bias(), 3 * dimension, g, at + 3 * dimension, dimension);
            for (int axis = 0; axis < gru.actions(); axis++) {
                float action = actions.values()[actions.begin(row) + axis];
                int weights = 3 * dimension * axis;
                addScaled(action, gru.input(), weights, g, at, 2 * dimension);
                addScaled(action, gru.input(), weights + 2 * dimension, g, at + 3 * dimension, dimension);
            }
            forwardRow(gru, g, at, hidden.values(), hidden.begin(row), next.values(), next.begin(row));
            if (bound < dimension) {
                ScalarGates.forward(gru, gates, hidden, next, row, bound);
            }
        }
    }

    static void addScaled(float factor, float[] source, int from, float[] target, int to, int count) {
        FloatVector factors = FloatVector.broadcast(S, factor);
        int bound = S.loopBound(count);
        for (int i = 0; i < bound; i += L) {
            FloatVector.fromArray(S, source, from + i)
                    .fma(factors, FloatVector.fromArray(S, target, to + i))
                    .intoArray(target, to + i);
        }
        for (int i = bound; i < count; i++) {
            target[to + i] += factor * source[from + i];
        }
    }

    private static void forwardRow(GruGates gru, float[] g, int g0, float[] h, int h0, float[] next, int n0) {
        int d = gru.dimension();
        float[] bias = gru.bias();
        int bound = S.loopBound(d);
        for (int i = 0; i < bound; i += L) {
            FloatVector r = sigmoid(FloatVector.fromArray(S, g, g0 + i).add(FloatVector.fromArray(S, bias, i)));
            FloatVector u = sigmoid(FloatVector.fromArray(S, g, g0 + d + i).add(FloatVector.fromArray(S, bias, d + i)));
            FloatVector q = FloatVector.fromArray(S, g, g0 + 2 * d + i).add(FloatVector.fromArray(S, bias, 2 * d + i));
            FloatVector n = tanh(r.fma(q, FloatVector.fromArray(S, g, g0 + 3 * d + i)));
            r.intoArray(g, g0 + i);
            u.intoArray(g, g0 + d + i);
            q.intoArray(g, g0 + 2 * d + i);
            n.intoArray(g, g0 + 3 * d + i);
            FloatVector.fromArray(S, h, h0 + i).sub(n).fma(u, n).intoArray(next, n0 + i);
        }
    }

    static void back(GruGates gru, Rows gates, Rows hidden, Rows gradient, Rows actions) {
        int dimension = gru.dimension();
        int bound = S.loopBound(dimension);
        float[] g = gates.values();
        for (int row = 0; row < gates.count(); row++) {
            int at = gates.begin(row);
            backRow(dimension, g, at, hidden.values(), hidden.begin(row), gradient.values(), gradient.begin(row));
            if (bound < dimension) {
                ScalarGates.back(dimension, gates, hidden, gradient, row, bound);
            }
            for (int axis = 0; axis < gru.actions(); axis++) {
                int weights = 3 * dimension * axis;
                actions.values()[actions.begin(row) + axis] = dot(g, at, gru.input(), weights, 2 * dimension)
                        + dot(g, at + 3 * dimension, gru.input(), weights + 2 * dimension, dimension);
            }
        }
    }

    private static void backRow(int d, float[] g, int g0, float[] h, int h0, float[] gradient, int d0) {
        int bound = S.loopBound(d);
        for (int i = 0; i < bound; i += L) {
            FloatVector r = FloatVector.fromArray(S, g, g0 + i);
            FloatVector u = FloatVector.fromArray(S, g, g0 + d + i);
            FloatVector q = FloatVector.fromArray(S, g, g0 + 2 * d + i);
            FloatVector n = FloatVector.fromArray(S, g, g0 + 3 * d + i);
            FloatVector dNext = FloatVector.fromArray(S, gradient, d0 + i);
            FloatVector distance = FloatVector.fromArray(S, h, h0 + i).sub(n);
            FloatVector dn = dNext.sub(dNext.mul(u));
            dn = dn.sub(dn.mul(n).mul(n));
            dn.mul(q).mul(r.sub(r.mul(r))).intoArray(g, g0 + i);
            dNext.mul(distance).mul(u.sub(u.mul(u))).intoArray(g, g0 + d + i);
            dn.mul(r).intoArray(g, g0 + 2 * d + i);
            dn.intoArray(g, g0 + 3 * d + i);
            dNext.mul(u).intoArray(gradient, d0 + i);
        }
    }

    static float dot(float[] a, int a0, float[] b, int b0, int count) {
        FloatVector sums = FloatVector.zero(S);
        int bound = S.loopBound(count);
        for (int i = 0; i < bound; i += L) {
            sums = FloatVector.fromArray(S, a, a0 + i).fma(FloatVector.fromArray(S, b, b0 + i), sums);
        }
        float sum = VectorKernels.sum(sums);
        for (int i = bound; i < count; i++) {
            sum += a[a0 + i] * b[b0 + i];
        }
        return sum;
    }

    /// See [Tanh], which computes the same without vectors.
    static FloatVector tanh(FloatVector value) {
        FloatVector x = value.min(Tanh.LIMIT).max(-Tanh.LIMIT);
        FloatVector y = x.mul(x);
        FloatVector p = y.mul(Tanh.P4).add(Tanh.P3);
        p = p.fma(y, FloatVector.broadcast(S, Tanh.P2));
        p = p.fma(y, FloatVector.broadcast(S, Tanh.P1));
        p = p.fma(y, FloatVector.broadcast(S, 1));
        FloatVector q = y.mul(Tanh.Q4).add(Tanh.Q3);
        q = q.fma(y, FloatVector.broadcast(S, Tanh.Q2));
        q = q.fma(y, FloatVector.broadcast(S, Tanh.Q1));
        q = q.fma(y, FloatVector.broadcast(S, 1));
        return x.mul(p).div(q);
    }

    static FloatVector sigmoid(FloatVector value) {
        return tanh(value.mul(0.5f)).mul(0.5f).add(0.5f);
    }
}
