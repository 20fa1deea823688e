package io.github.jepa4j.tensor.internal;

/// The weights of a layer normalisation.
///
/// @param gain `[D]`
/// @param bias `[D]`
public record LayerNorm(float[] gain, float[] bias) {

    /// Added to the variance, so that a constant row does not divide by zero; the value that training uses.
    static final float EPSILON = 1e-5f;

    int dimension() {
        return gain.length;
    }
}
