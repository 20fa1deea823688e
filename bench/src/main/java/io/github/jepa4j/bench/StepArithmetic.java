package io.github.jepa4j.bench;

import io.github.jepa4j.evaluation.Cost;
import io.github.jepa4j.learning.JepaConfig;
import io.github.jepa4j.perception.ImpalaSpec;

/// The arithmetic of a training step, at 2 FLOP per multiply-add, matrix products and convolutions only.
/// Backward takes two products for each of forward's, one by the input and one by the weights; the first
/// convolution needs the latter only.
record StepArithmetic(JepaConfig config) {

    private static final int IDM_HIDDEN = 256;

    long frames() {
        return (long) config.windows() * config.frames();
    }

    long starts() {
        return config.windows() * (config.firstOnly() ? 1L : config.frames() - config.unrolled());
    }

    /// Of the whole step.
    double flop() {
        return 3 * (frames() * perFrame() + rollout() + inverseDynamics() + covariance()) - frames() * stem();
    }

    private double perFrame() {
        return cost().flopPerFrame();
    }

    private Cost cost() {
        return Cost.of(Rooms.encoder(config.model()), Rooms.predictor(config.model()));
    }

    /// Forward, of the first convolution on a frame.
    double stem() {
        ImpalaSpec spec = Rooms.encoder(config.model());
        return 2.0
                * Math.ceilDiv(spec.rows(), spec.stride(0))
                * Math.ceilDiv(spec.columns(), spec.stride(0))
                * spec.kernel(0)
                * spec.kernel(0)
                * spec.channels()
                * spec.widths()[0];
    }

    /// Forward, of the predictor.
    double rollout() {
        return starts() * config.unrolled() * cost().flopPerImaginedStep();
    }

    /// Forward, of the inverse-dynamics head.
    double inverseDynamics() {
        double d = config.model().latentDimension();
        return 2 * pairs() * (2 * d * IDM_HIDDEN + (double) IDM_HIDDEN * IDM_HIDDEN + IDM_HIDDEN * Rooms.ACTIONS);
    }

    private double pairs() {
        return config.windows() * (config.frames() - 1.0);
    }

    /// Forward, of the covariance matrix.
    double covariance() {
        double d = config.model().latentDimension();
        return 2 * frames() * d * d;
    }
}
