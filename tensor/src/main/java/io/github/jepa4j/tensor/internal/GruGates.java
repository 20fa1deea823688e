package io.github.jepa4j.tensor.internal;

/// What a GRU adds to the product of its hidden state. Order of the gates: reset, update, new.
///
/// @param dimension `D`
/// @param actions   `A`
/// @param input     `[A, 3D]`: the input weights, transposed so that one action's numbers lie together
/// @param bias      `[4D]`: reset and update (both biases added), new's hidden bias, new's input bias
public record GruGates(int dimension, int actions, float[] input, float[] bias) {

    /// From the weights as checkpoints hold them: `weightInput` `[3D, A]`, biases `[3D]`.
    public static GruGates of(int dimension, float[] weightInput, float[] biasInput, float[] biasHidden) {
        int gates = 3 * dimension;
        int actions = weightInput.length / gates;
        float[] input = new float[weightInput.length];
        for (int gate = 0; gate < gates; gate++) {
            for (int axis = 0; axis < actions; axis++) {
                input[axis * gates + gate] = weightInput[gate * actions + axis];
            }
        }
        float[] bias = new float[4 * dimension];
        for (int gate = 0; gate < 2 * dimension; gate++) {
            bias[gate] = biasInput[gate] + biasHidden[gate];
        }
        System.arraycopy(biasHidden, 2 * dimension, bias, 2 * dimension, dimension);
        System.arraycopy(biasInput, 2 * dimension, bias, 3 * dimension, dimension);
        return new GruGates(dimension, actions, input, bias);
    }
}
