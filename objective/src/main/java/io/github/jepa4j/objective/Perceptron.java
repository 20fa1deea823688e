package io.github.jepa4j.objective;

import io.github.jepa4j.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// `W_3 relu(W_2 relu(W_1 x + b_1) + b_2) + b_3`.
///
/// @param layers  three
/// @param tensors as they are in a file
record Perceptron(List<Layer> layers, Map<String, Tensor> tensors) {

    private static final int LAYERS = 3;

    /// @param weights `[in, out]`: the outputs are the inner loop, of which the compiler makes vectors
    record Layer(float[] weights, float[] bias) {

        int inputs() {
            return weights.length / bias.length;
        }

        /// `W x + b`, of the first `count` inputs from where they begin.
        void apply(float[] inputs, int begin, int count, float[] into) {
            System.arraycopy(bias, 0, into, 0, into.length);
            for (int i = 0; i < count; i++) {
                float value = inputs[begin + i];
                if (value != 0) {
                    int row = i * into.length;
                    for (int u = 0; u < into.length; u++) {
                        into[u] += value * weights[row + u];
                    }
                }
            }
        }

        void rectified(float[] inputs, int begin, int count, float[] into) {
            apply(inputs, begin, count, into);
            for (int u = 0; u < into.length; u++) {
                into[u] = Math.max(0, into[u]);
            }
        }

        /// The gradient by an input.
        float pulledBack(int input, float[] gradients) {
            float sum = 0;
            int row = input * gradients.length;
            for (int u = 0; u < gradients.length; u++) {
                sum += weights[row + u] * gradients[u];
            }
            return sum;
        }

        /// The same, with some inputs fixed: their part goes into the bias.
        Layer given(float[] last) {
            float[] shifted = bias.clone();
            int first = inputs() - last.length;
            for (int i = 0; i < last.length; i++) {
                for (int u = 0; u < shifted.length; u++) {
                    shifted[u] += last[i] * weights[(first + i) * shifted.length + u];
                }
            }
            return new Layer(weights, shifted);
        }
    }

    /// @param prefix such as `critic.layer.`
    /// @throws IllegalArgumentException when a tensor is missing, has another shape, or is not finite
    static Perceptron of(String prefix, Map<String, Tensor> tensors) {
        List<Layer> layers = new ArrayList<>();
        Map<String, Tensor> kept = new TreeMap<>();
        for (int i = 0; i < LAYERS; i++) {
            String name = prefix + i;
            int[] shape = required(tensors, name + ".weight").shape();
            int in = layers.isEmpty()
                    ? shape[shape.length - 1]
                    : layers.getLast().bias().length;
            Tensor weight = finite(tensors, name + ".weight", shape[0], in);
            Tensor bias = finite(tensors, name + ".bias", shape[0]);
            kept.put(name + ".weight", weight);
            kept.put(name + ".bias", bias);
            layers.add(new Layer(transposed(weight.values(), shape[0], in), bias.values()));
        }
        return new Perceptron(List.copyOf(layers), kept);
    }

    private static Tensor required(Map<String, Tensor> tensors, String name) {
        Tensor tensor = tensors.get(name);
        if (tensor == null || tensor.size() == 0) {
            throw new IllegalArgumentException("The tensor %s is %s.\nMaybe the file was cut by another program."
                    .formatted(name, tensor == null ? "missing" : "empty"));
        }
        return tensor;
    }

    static Tensor finite(Map<String, Tensor> tensors, String name, int... shape) {
        Tensor tensor = required(tensors, name);
        boolean finite = true;
        for (float value : tensor.values()) {
            finite &= Float.isFinite(value);
        }
        if (!Arrays.equals(tensor.shape(), shape) || !finite) {
            throw new IllegalArgumentException(
                    "The tensor %s is of shape %s and %s; it must be %s and finite.\nMaybe it is of another size, or its training diverged."
                            .formatted(
                                    name,
                                    Arrays.toString(tensor.shape()),
                                    finite ? "finite" : "not finite",
                                    Arrays.toString(shape)));
        }
        return tensor;
    }

    private static float[] transposed(float[] weights, int out, int in) {
        float[] turned = new float[weights.length];
        for (int o = 0; o < out; o++) {
            for (int i = 0; i < in; i++) {
                turned[i * out + o] = weights[o * in + i];
            }
        }
        return turned;
    }

    int inputs() {
        return layers.getFirst().inputs();
    }

    int units() {
        return layers.getFirst().bias().length;
    }

    int outputs() {
        return layers.getLast().bias().length;
    }

    float[] apply(float[] inputs) {
        float[] values = inputs;
        for (int i = 0; i < LAYERS; i++) {
            Layer layer = layers.get(i);
            float[] next = new float[layer.bias().length];
            if (i + 1 < LAYERS) {
                layer.rectified(values, 0, values.length, next);
            } else {
                layer.apply(values, 0, values.length, next);
            }
            values = next;
        }
        return values;
    }
}
