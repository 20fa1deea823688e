package io.github.jepa4j.perception;

import io.github.jepa4j.tensor.SafeTensors;
import java.util.Arrays;

/// The network written down in double precision, channels first, one number after the other: the oracle.
final class PlainImpala {

    private final ImpalaSpec spec;
    private final SafeTensors weights;

    PlainImpala(ImpalaSpec spec, SafeTensors weights) {
        this.spec = spec;
        this.weights = weights;
    }

    double[] encode(float[] normalised) {
        double[][][] x = new double[spec.channels()][spec.rows()][spec.columns()];
        for (int i = 0; i < normalised.length; i++) {
            int area = spec.rows() * spec.columns();
            x[i / area][i % area / spec.columns()][i % spec.columns()] = normalised[i];
        }
        for (int stack = 0; stack < spec.stacks(); stack++) {
            String name = "encoder.stack." + stack + ".";
            x = convolve(x, name + "conv", stack == 0 ? spec.firstStride() : 1);
            x = stack == 0 && spec.firstStride() > 1 ? relu(x) : pool(x);
            for (int block = 0; block < spec.blocks(); block++) {
                double[][][] inner = relu(convolve(x, name + "block." + block + ".conv1", 1));
                x = relu(add(convolve(inner, name + "block." + block + ".conv2", 1), x));
            }
        }
        return normalised(linear(relu(x)));
    }

    double[][][] convolve(double[][][] x, String name, int stride) {
        int out = weights.tensors().get(name + ".weight").shape()[0];
        int side = weights.tensors().get(name + ".weight").shape()[2];
        double[][][] y = new double[out][(x[0].length + stride - 1) / stride][(x[0][0].length + stride - 1) / stride];
        for (int o = 0; o < out; o++) {
            for (int row = 0; row < y[o].length; row++) {
                for (int column = 0; column < y[o][row].length; column++) {
                    y[o][row][column] = at(x, name, o, row * stride - side / 2, column * stride - side / 2);
                }
            }
        }
        return y;
    }

    private double at(double[][][] x, String name, int o, int top, int left) {
        float[] weight = weights.tensors().get(name + ".weight").values();
        int side = weights.tensors().get(name + ".weight").shape()[2];
        double sum = weights.tensors().get(name + ".bias").values()[o];
        for (int i = 0; i < x.length; i++) {
            for (int place = 0; place < side * side; place++) {
                int row = top + place / side;
                int column = left + place % side;
                if (row >= 0 && row < x[i].length && column >= 0 && column < x[i][0].length) {
                    sum += x[i][row][column] * weight[(o * x.length + i) * side * side + place];
                }
            }
        }
        return sum;
    }

    static double[][][] pool(double[][][] x) {
        double[][][] y = new double[x.length][(x[0].length + 1) / 2][(x[0][0].length + 1) / 2];
        for (int c = 0; c < y.length; c++) {
            for (int i = 0; i < y[c].length * y[c][0].length; i++) {
                int row = i / y[c][0].length;
                int column = i % y[c][0].length;
                double largest = Double.NEGATIVE_INFINITY;
                for (int r = Math.max(0, 2 * row - 1); r <= Math.min(x[c].length - 1, 2 * row + 1); r++) {
                    for (int k = Math.max(0, 2 * column - 1); k <= Math.min(x[c][0].length - 1, 2 * column + 1); k++) {
                        largest = Math.max(largest, x[c][r][k]);
                    }
                }
                y[c][row][column] = largest;
            }
        }
        return y;
    }

    private static double[][][] relu(double[][][] x) {
        for (double[][] channel : x) {
            for (double[] row : channel) {
                for (int i = 0; i < row.length; i++) {
                    row[i] = Math.max(row[i], 0);
                }
            }
        }
        return x;
    }

    private static double[][][] add(double[][][] x, double[][][] other) {
        for (int c = 0; c < x.length; c++) {
            for (int row = 0; row < x[c].length; row++) {
                for (int i = 0; i < x[c][row].length; i++) {
                    x[c][row][i] += other[c][row][i];
                }
            }
        }
        return x;
    }

    private double[] linear(double[][][] x) {
        float[] matrix = weights.tensors().get("encoder.linear.weight").values();
        double[] y = new double[spec.latentDimension()];
        for (int o = 0; o < y.length; o++) {
            y[o] = weights.tensors().get("encoder.linear.bias").values()[o];
            int i = o * spec.features();
            for (double[][] channel : x) {
                for (double[] row : channel) {
                    for (double value : row) {
                        y[o] += value * matrix[i++];
                    }
                }
            }
        }
        return y;
    }

    private double[] normalised(double[] x) {
        double mean = Arrays.stream(x).average().orElseThrow();
        double variance =
                Arrays.stream(x).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
        double[] y = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double unit = (x[i] - mean) / Math.sqrt(variance + 1e-5);
            y[i] = unit * weights.tensors().get("encoder.norm.weight").values()[i]
                    + weights.tensors().get("encoder.norm.bias").values()[i];
        }
        return y;
    }
}
