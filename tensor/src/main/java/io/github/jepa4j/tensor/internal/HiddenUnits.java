package io.github.jepa4j.tensor.internal;

/// What the hidden layer of a residual predictor adds to the product of its latent, before it is rectified:
/// `V a + b`.
///
/// @param units   `M`
/// @param actions `A`
/// @param input   `[A, M]`: the action's weights, transposed so that one action's numbers lie together
/// @param bias    `[M]`
public record HiddenUnits(int units, int actions, float[] input, float[] bias) {

    /// From the weights as checkpoints hold them: `weight` `[M, A]`, `bias` `[M]`.
    public static HiddenUnits of(float[] weight, float[] bias) {
        int units = bias.length;
        int actions = weight.length / units;
        float[] input = new float[weight.length];
        for (int unit = 0; unit < units; unit++) {
            for (int axis = 0; axis < actions; axis++) {
                input[axis * units + unit] = weight[unit * actions + axis];
            }
        }
        return new HiddenUnits(units, actions, input, bias);
    }
}
