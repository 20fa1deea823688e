package io.github.jepa4j.readout;

import io.github.jepa4j.regression.PerceptronRegression;
import io.github.jepa4j.regression.SplitConformal;

/// How readouts are learned and calibrated. Three sets of episodes, none in two of them:
///
/// - to fit. A tenth of them, at least one, is held out to choose between the linear readout and the
///   perceptron, and to scale the errors of a whole path;
/// - to calibrate. One window of each: windows of one episode are not exchangeable, episodes are;
/// - to test. One window of each, on which the coverage is counted. It changes nothing of the readouts.
///
/// @param fit              episodes to fit, at least 10
/// @param framesPerEpisode that are encoded of each, drawn at random, at least 1
/// @param calibrate        episodes to calibrate, as many as the coverage takes
/// @param test             episodes to test, at least 1
/// @param horizon          `H`, steps ahead up to which is calibrated, at least 1; episodes with fewer
///     actions are left out of calibrating and testing
/// @param coverage         nominal: the share of true values that shall lie within the error, in (0, 1)
/// @param gain             by which share the perceptron's error on episodes held out must be smaller than
///     the linear readout's to be worth its cost, in [0, 1]; 1 leaves it out
/// @param perceptron       how it is trained
public record ReadoutConfig(
        int fit,
        int framesPerEpisode,
        int calibrate,
        int test,
        int horizon,
        double coverage,
        double gain,
        PerceptronRegression perceptron) {

    /// The least number of episodes to fit.
    public static final int LEAST_TO_FIT = 10;

    public ReadoutConfig {
        require(fit >= LEAST_TO_FIT, "fit", fit, "at least " + LEAST_TO_FIT);
        require(framesPerEpisode >= 1, "framesPerEpisode", framesPerEpisode, "at least 1");
        require(test >= 1, "test", test, "at least 1");
        require(horizon >= 1, "horizon", horizon, "at least 1");
        require(gain >= 0 && gain <= 1, "gain", gain, "in [0, 1]");
        int least = SplitConformal.leastScores(coverage);
        require(calibrate >= least, "calibrate", calibrate, "at least " + least + " for that coverage");
    }

    /// What two rooms were measured with: a perceptron must lower the error by a tenth.
    public static ReadoutConfig defaults() {
        return new ReadoutConfig(6000, 8, 5000, 5000, 30, 0.9, 0.1, PerceptronRegression.defaults());
    }

    /// How many episodes are needed.
    public int episodes() {
        return Math.addExact(Math.addExact(fit, calibrate), test);
    }

    /// How many of those to fit are held out to choose.
    int heldOut() {
        return fit / LEAST_TO_FIT;
    }

    private static void require(boolean good, String key, Object value, String expected) {
        if (!good) {
            throw new IllegalArgumentException(
                    "%s is %s, but must be %s.\nMaybe there are too few episodes for readouts."
                            .formatted(key, value, expected));
        }
    }
}
