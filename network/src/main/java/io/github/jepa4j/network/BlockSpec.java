package io.github.jepa4j.network;

import org.jspecify.annotations.Nullable;

/// What the blocks of a transformer have in common.
///
/// @param causal  whether a token hears only those before it and itself
/// @param adapter of the attention's linear layers; none where the weights themselves are trained
record BlockSpec(
        VitSpec.Size size,
        boolean layerScale,
        boolean gated,
        boolean causal,
        double epsilon,
        LowRankAdapter.@Nullable Config adapter) {

    /// The standard deviation of the first tokens, tables, and weights of a causal transformer.
    static final double STD = 0.02;

    static BlockSpec plain(VitSpec.Size size, double epsilon) {
        return new BlockSpec(size, false, false, false, epsilon, null);
    }

    static BlockSpec causal(VitSpec.Size size, double epsilon) {
        return new BlockSpec(size, false, false, true, epsilon, null);
    }

    /// A linear layer of a block.
    Linear linear(Parameters parameters, String name, int in, int out) {
        return Linear.truncated(parameters, name, in, out, first(in, out));
    }

    private double first(int in, int out) {
        return causal ? STD : std(in, out);
    }

    /// The standard deviation of the first weights of a layer: that of Glorot and Bengio, *Understanding the
    /// Difficulty of Training Deep Feedforward Neural Networks*, 2010, equation 12, as in the masked
    /// autoencoder, whose weights are uniform. I-JEPA and V-JEPA begin with 0.02 whatever the width, which is
    /// not far from it at theirs, of a thousand and more. At a width of 128 it is less than a quarter of this:
    /// positions outweighed what was seen there, and the tokens of all images were much alike.
    static double std(int in, int out) {
        return Math.sqrt(2.0 / (in + out));
    }

    /// A linear layer whose output is added to the tokens. The deeper the block, the smaller it starts, or
    /// the sum over blocks would grow with the depth.
    ///
    /// @param block from 0
    Linear output(Parameters parameters, String name, int in, int block) {
        return Linear.truncated(
                parameters, name, in, size.width(), first(in, size.width()) / Math.sqrt(2.0 * (block + 1)));
    }

    /// The layer with an adapter where there are to be any.
    Linear adapted(Linear layer, Parameters parameters, String name) {
        return adapter == null ? layer : layer.adapted(parameters, name, adapter);
    }
}
