package io.github.jepa4j.readout;

import java.util.List;

/// How well a signal is read, on the episodes to test; lists are by steps ahead, 0 to `H`.
///
/// @param name            of the signal
/// @param unit            of the signal
/// @param kind            of the readout chosen
/// @param linearError     of the linear readout: root of the mean squared error over the windows held out
///     to choose, in the unit
/// @param perceptronError of the perceptron, on the same; NaN where none was trained
/// @param tested          windows, one of each episode
/// @param rmse            root of the mean squared error, in the unit
/// @param r2              the share of the signal's variance that is read
/// @param errors          calibrated for each step by itself, in the unit
/// @param covered         in how many windows the true value lay within it
/// @param pathErrors      calibrated for the whole path, in the unit
/// @param pathCovered     in how many windows it lay within them at every step
public record ReadoutReport(
        String name,
        String unit,
        Kind kind,
        double linearError,
        double perceptronError,
        int tested,
        List<Double> rmse,
        List<Double> r2,
        List<Double> errors,
        List<Integer> covered,
        List<Double> pathErrors,
        int pathCovered) {

    /// Of the readouts that are learned here.
    public enum Kind {
        /// A linear function of the latent.
        LINEAR,
        /// The same, corrected by a perceptron of one hidden layer.
        PERCEPTRON
    }
}
