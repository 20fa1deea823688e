package io.github.jepa4j.tensor.internal;

/// `tanh(x)` as `x * p(x * x) / q(x * x)`: a rational function fitted to it on `[-LIMIT, LIMIT]` for the
/// least largest relative error (6e-9 in exact arithmetic; rounding to floats leaves about 3e-7). Beyond
/// the limit tanh is 1 to 3e-7. Our own fit, by reweighted least squares; a library's tanh takes ten times
/// as long.
final class Tanh {

    static final float LIMIT = 7.9f;
    static final float P1 = 0.13450628519058228f;
    static final float P2 = 0.003579002106562257f;
    static final float P3 = 2.202341602242086e-05f;
    static final float P4 = 1.5428216926238747e-08f;
    static final float Q1 = 0.4678395688533783f;
    static final float Q2 = 0.026192275807261467f;
    static final float Q3 = 0.00034236672217957675f;
    static final float Q4 = 8.598877911936142e-07f;

    private Tanh() {}

    static float tanh(float value) {
        float x = Math.max(-LIMIT, Math.min(LIMIT, value));
        float y = x * x;
        float p = (((P4 * y + P3) * y + P2) * y + P1) * y + 1;
        float q = (((Q4 * y + Q3) * y + Q2) * y + Q1) * y + 1;
        return x * p / q;
    }

    /// The logistic function, `1 / (1 + exp(-x))`.
    static float sigmoid(float value) {
        return 0.5f + 0.5f * tanh(0.5f * value);
    }
}
