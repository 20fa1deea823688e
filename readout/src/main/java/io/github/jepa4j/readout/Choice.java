package io.github.jepa4j.readout;

import io.github.jepa4j.objective.LinearReadout;
import io.github.jepa4j.objective.PerceptronReadout;
import io.github.jepa4j.objective.Readout;
import io.github.jepa4j.regression.SplitConformal;
import java.util.ArrayList;
import java.util.List;

/// The readout that was chosen for a signal.
///
/// @param linearError     of the linear one on the windows held out, over all steps
/// @param perceptronError of the perceptron, NaN where there is none
/// @param scales          `[H + 1]`, of the chosen one by step
record Choice(Readout readout, double linearError, double perceptronError, double[] scales) {

    CalibratedReadout calibrated(List<Reading> readings, int s, double coverage) {
        Residuals residuals = Residuals.of(readings, s, s, readout.name());
        int least = SplitConformal.leastScores(coverage);
        if (residuals.windows() < least) {
            throw new IllegalArgumentException(
                    "%s is known throughout in %d windows to calibrate; for a coverage of %s there must be at least %d.\nMaybe the horizon is longer than most episodes."
                            .formatted(readout.name(), residuals.windows(), coverage, least));
        }
        float[] errors = new float[residuals.times()];
        float[] pathErrors = new float[residuals.times()];
        double path = SplitConformal.bound(residuals.greatest(scales), coverage);
        for (int time = 0; time < errors.length; time++) {
            errors[time] = roundedUp(SplitConformal.bound(residuals.at(time), coverage));
            pathErrors[time] = scales[time] == 0 ? 0 : roundedUp(path * scales[time]);
        }
        return new CalibratedReadout(withErrors(errors), pathErrors);
    }

    ReadoutReport report(CalibratedReadout calibrated, List<Reading> readings, int s) {
        Residuals residuals = Residuals.of(readings, s, s, readout.name());
        Readout each = calibrated.readout();
        Readout path = calibrated.overPath();
        List<Double> rmse = new ArrayList<>();
        List<Double> r2 = new ArrayList<>();
        List<Double> errors = new ArrayList<>();
        List<Double> pathErrors = new ArrayList<>();
        List<Integer> covered = new ArrayList<>();
        double[] roots = residuals.byStep();
        for (int time = 0; time < residuals.times(); time++) {
            rmse.add(roots[time]);
            r2.add(residuals.r2(time));
            errors.add((double) each.error(time));
            pathErrors.add((double) path.error(time));
            int within = 0;
            for (double off : residuals.at(time)) {
                within += off <= each.error(time) ? 1 : 0; // NaN is not within
            }
            covered.add(within);
        }
        return new ReadoutReport(
                readout.name(),
                readout.unit(),
                readout instanceof LinearReadout ? ReadoutReport.Kind.LINEAR : ReadoutReport.Kind.PERCEPTRON,
                linearError,
                perceptronError,
                residuals.windows(),
                rmse,
                r2,
                errors,
                covered,
                pathErrors,
                pathCovered(residuals, path));
    }

    private static int pathCovered(Residuals residuals, Readout path) {
        int count = 0;
        for (double[] window : residuals.absolute()) {
            boolean within = true;
            for (int time = 0; time < window.length; time++) {
                within &= window[time] <= path.error(time);
            }
            count += within ? 1 : 0;
        }
        return count;
    }

    private Readout withErrors(float[] errors) {
        return switch (readout) {
            case LinearReadout linear -> linear.withErrors(errors);
            case PerceptronReadout bent ->
                new PerceptronReadout(
                        bent.linear().withErrors(errors), bent.inWeights(), bent.inBiases(), bent.outWeights());
            default ->
                throw new IllegalStateException(
                        "%s is of no kind that is learned here.\nMaybe a new kind was forgotten.".formatted(readout));
        };
    }

    /// A bound that was rounded down would cover too little.
    private static float roundedUp(double bound) {
        float rounded = (float) bound;
        return rounded < bound ? Math.nextUp(rounded) : rounded;
    }
}
