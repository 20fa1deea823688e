package io.github.jepa4j.objective;

import io.github.jepa4j.worldmodel.Rollout;
import java.util.Arrays;

/// Another readout, whose errors were calibrated otherwise: for another share of coverage, for a whole path
/// at once, or on other data.
///
/// @param readout what reads
/// @param errors  calibrated errors of what is read 0, 1, 2 ... steps ahead, in the signal's unit, at least
///     0 each and at least one; the last holds for all times beyond
public record RecalibratedReadout(Readout readout, float[] errors) implements Readout {

    public RecalibratedReadout {
        errors = LinearReadout.requireErrors(readout.name(), errors);
    }

    @Override
    public String name() {
        return readout.name();
    }

    @Override
    public String unit() {
        return readout.unit();
    }

    @Override
    public float[] read(Rollout rollout) {
        return readout.read(rollout);
    }

    @Override
    public void pullback(Rollout rollout, float[] gradients, RolloutGradient into) {
        readout.pullback(rollout, gradients, into);
    }

    @Override
    public float error(int time) {
        return errors[Math.min(time, errors.length - 1)];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RecalibratedReadout that
                && readout.equals(that.readout)
                && Arrays.equals(errors, that.errors);
    }

    @Override
    public int hashCode() {
        return 31 * readout.hashCode() + Arrays.hashCode(errors);
    }

    @Override
    public String toString() {
        return "RecalibratedReadout[%s, errors up to %d steps ahead]".formatted(readout, errors.length - 1);
    }
}
