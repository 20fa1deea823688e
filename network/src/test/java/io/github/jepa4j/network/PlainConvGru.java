package io.github.jepa4j.network;

import io.github.jepa4j.tensor.Tensor;
import java.util.Map;

/// The convolutional gated unit in plain loops, in double precision; maps are `[C][Y][X]`.
final class PlainConvGru {

    private final Map<String, Tensor> tensors;
    private final String prefix;

    PlainConvGru(Map<String, Tensor> tensors, String prefix) {
        this.tensors = tensors;
        this.prefix = prefix;
    }

    /// What is remembered after one more input: `(1 - z) (D * h) + z tanh(W x + r (U h))`, of which `r` and `z` are the
    /// first
    /// and the second third of what is heard and said.
    double[][][] forward(double[][][] input, double[][][] memory) {
        double[][][] heard = convolved("input", input);
        double[][][] said = convolved("recurrent", memory);
        double[][][] drifted = drifted(memory);
        float[] forgetting = tensors.get(prefix + ".forgetting").values();
        int width = memory.length;
        return map(memory, (c, y, x) -> {
            double reset = sigmoid(heard[c][y][x] + said[c][y][x]);
            double update = sigmoid(heard[width + c][y][x] + said[width + c][y][x] + forgetting[c]);
            double fresh = Math.tanh(heard[2 * width + c][y][x] + reset * said[2 * width + c][y][x]);
            return (1 - update) * drifted[c][y][x] + update * fresh;
        });
    }

    /// Each channel under its own kernel of 3, zero outside.
    double[][][] drifted(double[][][] memory) {
        float[] kernels = tensors.get(prefix + ".drift").values();
        return map(memory, (c, y, x) -> {
            double sum = 0;
            for (int k = 0; k < 9; k++) {
                int row = y + k / 3 - 1;
                int column = x + k % 3 - 1;
                boolean isInside = row >= 0 && row < memory[c].length && column >= 0 && column < memory[c][0].length;
                sum += isInside ? kernels[9 * c + k] * memory[c][row][column] : 0;
            }
            return sum;
        });
    }

    private interface Place {
        double at(int channel, int row, int column);
    }

    private static double[][][] map(double[][][] like, Place place) {
        double[][][] map = new double[like.length][like[0].length][like[0][0].length];
        for (int c = 0; c < map.length; c++) {
            for (int y = 0; y < map[0].length; y++) {
                for (int x = 0; x < map[0][0].length; x++) {
                    map[c][y][x] = place.at(c, y, x);
                }
            }
        }
        return map;
    }

    /// Kernels of 3, zero outside.
    private double[][][] convolved(String layer, double[][][] input) {
        Tensor weight = tensors.get(prefix + "." + layer + ".weight");
        float[] bias = tensors.get(prefix + "." + layer + ".bias").values();
        double[][][] frame = new double[bias.length][input[0].length][input[0][0].length];
        return map(frame, (out, y, x) -> {
            double sum = bias[out];
            for (int in = 0; in < input.length; in++) {
                for (int dy = -1; dy <= 1; dy++) {
                    for (int dx = -1; dx <= 1; dx++) {
                        boolean isInside =
                                y + dy >= 0 && y + dy < frame[0].length && x + dx >= 0 && x + dx < frame[0][0].length;
                        int at = ((out * input.length + in) * 3 + dy + 1) * 3 + dx + 1;
                        sum += isInside ? weight.values()[at] * input[in][y + dy][x + dx] : 0;
                    }
                }
            }
            return sum;
        });
    }

    private static double sigmoid(double value) {
        return 1 / (1 + Math.exp(-value));
    }
}
