package io.github.jepa4j.cli;

import io.github.jepa4j.readout.ReadoutConfig;
import io.github.jepa4j.regression.PerceptronRegression;
import io.github.jepa4j.regression.SplitConformal;

/// What `readout` does.
///
/// @param seed      everything random is split from it
/// @param fit       episodes to fit; a tenth of them is held out to choose between linear and perceptron
/// @param frames    encoded of each of these
/// @param calibrate episodes to calibrate, one window of each
/// @param test      episodes to test, one window of each
/// @param horizon   steps ahead up to which is calibrated
/// @param coverage  nominal, in (0, 1)
/// @param gain      by which share the perceptron's error must be smaller to be kept; 1 leaves it out
/// @param hidden    the perceptron's units
/// @param epochs    times that the perceptron sees each frame
record ReadoutSettings(
        long seed,
        int fit,
        int frames,
        int calibrate,
        int test,
        int horizon,
        double coverage,
        double gain,
        int hidden,
        int epochs) {

    static final ReadoutSettings DEFAULTS = of(ReadoutConfig.defaults());

    ReadoutSettings {
        int least = ReadoutConfig.LEAST_TO_FIT;
        Check.that(fit >= least, "fit", fit, "at least " + least);
        Check.that(frames >= 1, "frames", frames, "at least 1");
        Check.that(test >= 1, "test", test, "at least 1");
        Check.that(horizon >= 1, "horizon", horizon, "at least 1");
        Check.that(gain >= 0 && gain <= 1, "gain", gain, "in [0, 1]");
        Check.that(coverage > 0 && coverage < 1, "coverage", coverage, "between 0 and 1");
        int scores = SplitConformal.leastScores(coverage);
        Check.that(calibrate >= scores, "calibrate", calibrate, "at least " + scores + " for that coverage");
        Check.that(hidden >= 1, "hidden", hidden, "at least 1");
        Check.that(epochs >= 1, "epochs", epochs, "at least 1");
    }

    private static ReadoutSettings of(ReadoutConfig config) {
        return new ReadoutSettings(
                1,
                config.fit(),
                config.framesPerEpisode(),
                config.calibrate(),
                config.test(),
                config.horizon(),
                config.coverage(),
                config.gain(),
                config.perceptron().hidden(),
                config.perceptron().epochs());
    }

    ReadoutConfig config() {
        PerceptronRegression usual = PerceptronRegression.defaults();
        var perceptron =
                new PerceptronRegression(hidden, epochs, usual.batch(), usual.learningRate(), usual.weightDecay());
        return new ReadoutConfig(fit, frames, calibrate, test, horizon, coverage, gain, perceptron);
    }
}
