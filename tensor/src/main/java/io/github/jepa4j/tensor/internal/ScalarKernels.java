package io.github.jepa4j.tensor.internal;

/// Without the Vector API: for JVMs started without the incubating module, and to check the other by. The
/// compiler does not vectorise loops over two arrays that might be one, so sums are kept in local
/// variables.
final class ScalarKernels implements Kernels {

    private static final int LANES = 4;

    @Override
    public String description() {
        return "scalar";
    }

    @Override
    public int lanes() {
        return LANES;
    }

    @Override
    public int panel(int vectorsLeft) {
        return 1;
    }

    @Override
    public void multiply(Rows left, PackedMatrix right, Rows product) {
        float[] tile = new float[LANES * LANES];
        for (int column = 0; column < right.columns; column += LANES) {
            int kept = Math.min(LANES, right.columns - column);
            for (int row = 0; row < left.count(); row += LANES) {
                int last = Math.min(LANES, left.count() - row) - 1;
                block(left, row, last, right, column * right.depth, tile);
                for (int i = 0; i <= last; i++) {
                    System.arraycopy(tile, i * LANES, product.values(), product.begin(row + i) + column, kept);
                }
            }
        }
    }

    /// Four rows by four columns, each sum a local variable; where rows are missing the last is computed
    /// again.
    private static void block(Rows left, int row, int last, PackedMatrix right, int panel, float[] tile) {
        float[] a = left.values();
        float[] b = right.values;
        int a0 = left.begin(row);
        int a1 = left.begin(row + Math.min(1, last));
        int a2 = left.begin(row + Math.min(2, last));
        int a3 = left.begin(row + last);
        float s00 = 0;
        float s01 = 0;
        float s02 = 0;
        float s03 = 0;
        float s10 = 0;
        float s11 = 0;
        float s12 = 0;
        float s13 = 0;
        float s20 = 0;
        float s21 = 0;
        float s22 = 0;
        float s23 = 0;
        float s30 = 0;
        float s31 = 0;
        float s32 = 0;
        float s33 = 0;
        for (int k = 0; k < right.depth; k++) {
            int at = panel + LANES * k;
            float b0 = b[at];
            float b1 = b[at + 1];
            float b2 = b[at + 2];
            float b3 = b[at + 3];
            float f0 = a[a0 + k];
            s00 += f0 * b0;
            s01 += f0 * b1;
            s02 += f0 * b2;
            s03 += f0 * b3;
            float f1 = a[a1 + k];
            s10 += f1 * b0;
            s11 += f1 * b1;
            s12 += f1 * b2;
            s13 += f1 * b3;
            float f2 = a[a2 + k];
            s20 += f2 * b0;
            s21 += f2 * b1;
            s22 += f2 * b2;
            s23 += f2 * b3;
            float f3 = a[a3 + k];
            s30 += f3 * b0;
            s31 += f3 * b1;
            s32 += f3 * b2;
            s33 += f3 * b3;
        }
        tile[0] = s00;
        tile[1] = s01;
        tile[2] = s02;
        tile[3] = s03;
        tile[4] = s10;
        tile[5] = s11;
        tile[6] = s12;
        tile[7] = s13;
        tile[8] = s20;
        tile[9] = s21;
        tile[10] = s22;
        tile[11] = s23;
        tile[12] = s30;
        tile[13] = s31;
        tile[14] = s32;
        tile[15] = s33;
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
    public void rectify(HiddenUnits units, Rows hidden, Rows actions) {
        for (int row = 0; row < hidden.count(); row++) {
            float[] h = hidden.values();
            int at = hidden.begin(row);
            for (int axis = 0; axis < units.actions(); axis++) {
                float action = actions.values()[actions.begin(row) + axis];
                int weights = axis * units.units();
                for (int i = 0; i < units.units(); i++) {
                    h[at + i] += action * units.input()[weights + i];
                }
            }
            for (int i = 0; i < units.units(); i++) {
                h[at + i] = Math.max(0, h[at + i] + units.bias()[i]);
            }
        }
    }

    @Override
    public void rectifyBack(HiddenUnits units, Rows hidden, Rows gradient, Rows actions) {
        for (int row = 0; row < hidden.count(); row++) {
            int from = hidden.begin(row);
            int to = gradient.begin(row);
            for (int i = 0; i < units.units(); i++) {
                if (hidden.values()[from + i] <= 0) {
                    gradient.values()[to + i] = 0;
                }
            }
            for (int axis = 0; axis < units.actions(); axis++) {
                float sum = 0;
                for (int i = 0; i < units.units(); i++) {
                    sum += gradient.values()[to + i] * units.input()[axis * units.units() + i];
                }
                actions.values()[actions.begin(row) + axis] = sum;
            }
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
