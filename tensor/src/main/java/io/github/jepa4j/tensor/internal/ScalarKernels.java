package io.github.jepa4j.tensor.internal;

import java.util.Arrays;

/// Without the Vector API: for JVMs started without the incubating module, and to check the other by.
/// Written so that
/// the compiler can vectorise the inner loops by itself.
final class ScalarKernels implements Kernels {

    private static final int LANES = 16;

    @Override
    public String description() {
        return "scalar";
    }

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public void multiply(Rows left, PackedMatrix right, Rows product) {
        float[] sums = new float[3 * LANES];
        int vectors = (right.columns + LANES - 1) / LANES;
        int panel = 0;
        for (int vector = 0; vector < vectors; ) {
            int wide = PackedMatrix.wide(vectors - vector);
            int width = wide * LANES;
            int kept = Math.min(width, right.columns - vector * LANES);
            for (int row = 0; row < left.count(); row++) {
                Arrays.fill(sums, 0);
                sum(left.values(), left.begin(row), right, panel, sums, width);
                System.arraycopy(sums, 0, product.values(), product.begin(row) + vector * LANES, kept);
            }
            panel += width * right.depth;
            vector += wide;
        }
    }

    private static void sum(float[] left, int offset, PackedMatrix right, int panel, float[] sums, int width) {
        float[] values = right.values;
        for (int k = 0; k < right.depth; k++) {
            float factor = left[offset + k];
            int begin = panel + k * width;
            for (int column = 0; column < width; column++) {
                sums[column] += factor * values[begin + column];
            }
        }
    }

    @Override
    public void normalise(LayerNorm norm, Rows input, Rows output) {
        int dimension = norm.dimension();
        for (int row = 0; row < input.count(); row++) {
            int from = input.begin(row);
            int to = output.begin(row);
            float mean = mean(input.values(), from, dimension);
            float scale = scale(input.values(), from, dimension, mean);
            for (int i = 0; i < dimension; i++) {
                output.values()[to + i] = (input.values()[from + i] - mean) * scale * norm.gain()[i] + norm.bias()[i];
            }
        }
    }

    @Override
    public void normaliseBack(LayerNorm norm, Rows input, Rows gradient) {
        int dimension = norm.dimension();
        float[] x = input.values();
        float[] g = gradient.values();
        for (int row = 0; row < input.count(); row++) {
            int from = input.begin(row);
            int to = gradient.begin(row);
            float mean = mean(x, from, dimension);
            float scale = scale(x, from, dimension, mean);
            float sum = 0;
            float sumAlong = 0;
            for (int i = 0; i < dimension; i++) {
                float scaled = g[to + i] * norm.gain()[i];
                sum += scaled;
                sumAlong += scaled * ((x[from + i] - mean) * scale);
            }
            for (int i = 0; i < dimension; i++) {
                float along = (x[from + i] - mean) * scale;
                g[to + i] = scale * (g[to + i] * norm.gain()[i] - sum / dimension - along * (sumAlong / dimension));
            }
        }
    }

    private static float mean(float[] values, int from, int dimension) {
        float sum = 0;
        for (int i = 0; i < dimension; i++) {
            sum += values[from + i];
        }
        return sum / dimension;
    }

    /// One over the standard deviation.
    private static float scale(float[] values, int from, int dimension, float mean) {
        float squares = 0;
        for (int i = 0; i < dimension; i++) {
            float distance = values[from + i] - mean;
            squares += distance * distance;
        }
        return (float) (1 / Math.sqrt(squares / dimension + LayerNorm.EPSILON));
    }

    @Override
    public void gates(GruGates gru, Rows gates, Rows hidden, Rows actions, Rows next) {
        for (int row = 0; row < gates.count(); row++) {
            addInput(gru, actions.values(), actions.begin(row), gates.values(), gates.begin(row));
            ScalarGates.forward(gru, gates, hidden, next, row, 0);
        }
    }

    /// Adds what the actions contribute to reset and update, and puts that to new into the last `D`.
    private static void addInput(GruGates gru, float[] actions, int offset, float[] gates, int at) {
        int dimension = gru.dimension();
        System.arraycopy(gru.bias(), 3 * dimension, gates, at + 3 * dimension, dimension);
        for (int axis = 0; axis < gru.actions(); axis++) {
            float action = actions[offset + axis];
            int weights = axis * 3 * dimension;
            for (int i = 0; i < 2 * dimension; i++) {
                gates[at + i] += action * gru.input()[weights + i];
            }
            for (int i = 2 * dimension; i < 3 * dimension; i++) {
                gates[at + dimension + i] += action * gru.input()[weights + i];
            }
        }
    }

    @Override
    public void gatesBack(GruGates gru, Rows gates, Rows hidden, Rows gradient, Rows actions) {
        for (int row = 0; row < gates.count(); row++) {
            ScalarGates.back(gru.dimension(), gates, hidden, gradient, row, 0);
            actionsBack(gru, gates.values(), gates.begin(row), actions.values(), actions.begin(row));
        }
    }

    private static void actionsBack(GruGates gru, float[] gates, int at, float[] actions, int offset) {
        int dimension = gru.dimension();
        for (int axis = 0; axis < gru.actions(); axis++) {
            int weights = axis * 3 * dimension;
            float sum = 0;
            for (int i = 0; i < 2 * dimension; i++) {
                sum += gates[at + i] * gru.input()[weights + i];
            }
            for (int i = 2 * dimension; i < 3 * dimension; i++) {
                sum += gates[at + dimension + i] * gru.input()[weights + i];
            }
            actions[offset + axis] = sum;
        }
    }

    @Override
    public void add(Rows source, Rows target, int count) {
        for (int row = 0; row < source.count(); row++) {
            int from = source.begin(row);
            int to = target.begin(row);
            for (int i = 0; i < count; i++) {
                target.values()[to + i] += source.values()[from + i];
            }
        }
    }

    @Override
    public void addToEach(float[] addend, Rows target) {
        add(new Rows(addend, 0, 0, target.count()), target, addend.length);
    }
}
