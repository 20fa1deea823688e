package io.github.jepa4j.bench;

import io.github.jepa4j.evaluation.Cost;
import io.github.jepa4j.learning.JepaConfig;
import io.github.jepa4j.perception.ImpalaSpec;
import java.util.Arrays;
import java.util.stream.IntStream;

/// The arithmetic of a training step, at 2 FLOP per multiply-add, matrix products and convolutions only.
/// Backward takes two products for each of forward's, one by the input and one by the weights; the first
/// convolution needs the latter only.
record StepArithmetic(JepaConfig config) {

    private static final int IDM_HIDDEN = 256;

    long frames() {
        return (long) config.windows() * config.encodedFrames().length;
    }

    /// Steps of the predictor: each window's, up to its last encoded frame that is unrolled to.
    long unrolledSteps() {
        int last = Arrays.stream(config.encodedFrames())
                .filter(time -> time <= config.unrolled())
                .max()
                .orElse(0);
        return (long) config.windows() * last;
    }

    /// How many encoded frames follow another one, in a window.
    int pairsOfWindow() {
        int[] times = config.encodedFrames();
        return (int) IntStream.range(1, times.length)
                .filter(m -> times[m] == times[m - 1] + 1)
                .count();
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
        return unrolledSteps() * cost().flopPerImaginedStep();
    }

    /// Forward, of the inverse-dynamics head.
    double inverseDynamics() {
        double d = config.model().latentDimension();
        return 2 * pairs() * (2 * d * IDM_HIDDEN + (double) IDM_HIDDEN * IDM_HIDDEN + IDM_HIDDEN * Rooms.ACTIONS);
    }

    private double pairs() {
        return (double) config.windows() * pairsOfWindow();
    }

    /// Forward, of the covariance matrix.
    double covariance() {
        double d = config.model().latentDimension();
        return 2 * frames() * d * d;
    }
}
