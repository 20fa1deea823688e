package io.github.jepa4j.network;

import io.github.jepa4j.tensor.Tensor;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A second formulation of a transformer's blocks: loops over doubles, straight from the formulas.
final class PlainTransformer {

    private static final int ERF_PANELS = 400;

    private final Map<String, Tensor> tensors;
    private final VitSpec.Size size;
    private final boolean gated;
    private final double epsilon;

    PlainTransformer(Map<String, Tensor> tensors, VitSpec.Size size, boolean gated, double epsilon) {
        this.tensors = tensors;
        this.size = size;
        this.gated = gated;
        this.epsilon = epsilon;
    }

    float[] values(String name) {
        return Objects.requireNonNull(tensors.get(name), name).values();
    }

    /// @param places time, row and column of each token, already stretched; none where nothing is turned
    double[][] block(String name, double[][] tokens, double @Nullable [][] places, @Nullable Positions positions) {
        double[][] qkv = linear(name + ".attention.qkv", norm(name + ".norm1", tokens));
        int d = size.width();
        double[][] query = part(qkv, 0, d);
        double[][] key = part(qkv, d, d);
        if (places != null && positions != null) {
            turn(query, places, positions);
            turn(key, places, positions);
        }
        double[][] mixed = attend(query, key, part(qkv, 2 * d, d));
        double[][] attended = add(tokens, scaled(name + ".scale1", linear(name + ".attention.output", mixed)));
        return add(attended, scaled(name + ".scale2", perceptron(name + ".mlp", norm(name + ".norm2", attended))));
    }

    double[][] attend(double[][] query, double[][] key, double[][] value) {
        int width = size.headWidth();
        double[][] mixed = new double[query.length][size.width()];
        for (int head = 0; head < size.heads(); head++) {
            for (int n = 0; n < query.length; n++) {
                double[] weights = new double[key.length];
                double sum = 0;
                for (int m = 0; m < key.length; m++) {
                    double dot = 0;
                    for (int i = head * width; i < (head + 1) * width; i++) {
                        dot += query[n][i] * key[m][i];
                    }
                    weights[m] = Math.exp(dot / Math.sqrt(width));
                    sum += weights[m];
                }
                for (int m = 0; m < key.length; m++) {
                    for (int i = head * width; i < (head + 1) * width; i++) {
                        mixed[n][i] += weights[m] / sum * value[m][i];
                    }
                }
            }
        }
        return mixed;
    }

    /// Pairs (x0, x1) of each third of a head become (x0 cos a - x1 sin a, x1 cos b + x0 sin b); in a
    /// rotation a = b.
    private void turn(double[][] tokens, double[][] places, Positions positions) {
        int width = size.headWidth();
        int pairs = width / 3 / 2;
        for (int n = 0; n < tokens.length; n++) {
            for (int head = 0; head < size.heads(); head++) {
                for (int axis = 0; axis < 3; axis++) {
                    for (int pair = 0; pair < pairs; pair++) {
                        int at = head * width + axis * 2 * pairs + 2 * pair;
                        boolean rotates = positions == Positions.ROPE_3D_V2_1;
                        double a = places[n][axis]
                                / Math.pow(10_000, (rotates ? pair : 2 * pair % pairs) / (double) pairs);
                        double b = places[n][axis]
                                / Math.pow(10_000, (rotates ? pair : (2 * pair + 1) % pairs) / (double) pairs);
                        double x0 = tokens[n][at];
                        double x1 = tokens[n][at + 1];
                        tokens[n][at] = x0 * Math.cos(a) - x1 * Math.sin(a);
                        tokens[n][at + 1] = x1 * Math.cos(b) + x0 * Math.sin(b);
                    }
                }
            }
        }
    }

    double[][] perceptron(String name, double[][] tokens) {
        double[][] hidden = linear(name + ".first", tokens);
        int m = size.mlpWidth();
        double[][] active = new double[tokens.length][m];
        for (int n = 0; n < tokens.length; n++) {
            for (int i = 0; i < m; i++) {
                double x = hidden[n][i];
                active[n][i] = gated ? x / (1 + Math.exp(-x)) * hidden[n][m + i] : x / 2 * (1 + erf(x / Math.sqrt(2)));
            }
        }
        return linear(name + ".second", active);
    }

    double[][] linear(String name, double[][] rows) {
        float[] weight = values(name + ".weight");
        float[] bias = values(name + ".bias");
        double[][] out = new double[rows.length][bias.length];
        for (int n = 0; n < rows.length; n++) {
            for (int o = 0; o < bias.length; o++) {
                double sum = bias[o];
                for (int i = 0; i < rows[n].length; i++) {
                    sum += weight[o * rows[n].length + i] * rows[n][i];
                }
                out[n][o] = sum;
            }
        }
        return out;
    }

    double[][] norm(String name, double[][] rows) {
        float[] weight = values(name + ".weight");
        float[] bias = values(name + ".bias");
        double[][] out = new double[rows.length][weight.length];
        for (int n = 0; n < rows.length; n++) {
            double mean = 0;
            for (double value : rows[n]) {
                mean += value / weight.length;
            }
            double variance = 0;
            for (double value : rows[n]) {
                variance += (value - mean) * (value - mean) / weight.length;
            }
            for (int i = 0; i < weight.length; i++) {
                out[n][i] = (rows[n][i] - mean) / Math.sqrt(variance + epsilon) * weight[i] + bias[i];
            }
        }
        return out;
    }

    private double[][] scaled(String name, double[][] rows) {
        if (tensors.containsKey(name)) {
            for (double[] row : rows) {
                for (int i = 0; i < row.length; i++) {
                    row[i] *= values(name)[i];
                }
            }
        }
        return rows;
    }

    static double[][] part(double[][] rows, int from, int count) {
        double[][] part = new double[rows.length][];
        for (int n = 0; n < rows.length; n++) {
            part[n] = java.util.Arrays.copyOfRange(rows[n], from, from + count);
        }
        return part;
    }

    static double[][] add(double[][] a, double[][] b) {
        double[][] sum = new double[a.length][];
        for (int n = 0; n < a.length; n++) {
            sum[n] = a[n].clone();
            for (int i = 0; i < sum[n].length; i++) {
                sum[n][i] += b[n][i];
            }
        }
        return sum;
    }

    /// By Simpson's rule.
    private static double erf(double x) {
        double step = x / ERF_PANELS;
        double sum = 0;
        for (int i = 0; i <= ERF_PANELS; i++) {
            double t = i * step;
            sum += Math.exp(-t * t) * (i == 0 || i == ERF_PANELS ? 1 : i % 2 == 1 ? 4 : 2);
        }
        return 2 / Math.sqrt(Math.PI) * sum * step / 3;
    }
}
