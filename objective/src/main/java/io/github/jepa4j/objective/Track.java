package io.github.jepa4j.objective;

import io.github.jepa4j.worldmodel.Rollout;
import java.util.Arrays;

/// Keep a signal to a course: `sum over 0..H of ((x_t - reference_t) / scale)^2`. Unit-free, at least 0.
///
/// @param readout   of the signal
/// @param reference what it shall be now, after the first action, and so on, in the signal's unit; the last holds for
///     all times beyond; at least one, all finite
/// @param scale     the gap that counts as 1, in the signal's unit, above 0
public record Track(Readout readout, float[] reference, float scale) implements Objective {

    public Track {
        SquaredGaps.requireScale(readout, scale);
        reference = reference.clone();
        for (float value : reference) {
            if (!Float.isFinite(value)) {
                throw new IllegalArgumentException(
                        "The course of %s holds %s; it must be finite.\nMaybe a set-point is missing."
                                .formatted(readout.name(), value));
            }
        }
        if (reference.length == 0) {
            throw new IllegalArgumentException(
                    "The course of %s has no values; it needs at least 1.\nMaybe it has ended."
                            .formatted(readout.name()));
        }
    }

    @Override
    public String name() {
        return "track %s".formatted(readout.name());
    }

    @Override
    public float[] energy(Rollout rollout) {
        return gaps().energy(rollout);
    }

    @Override
    public float[] energyByTime(Rollout rollout) {
        return gaps().energyByTime(rollout);
    }

    @Override
    public boolean differentiable() {
        return true;
    }

    @Override
    public RolloutGradient gradient(Rollout rollout) {
        return gaps().gradient(rollout);
    }

    private SquaredGaps gaps() {
        return new SquaredGaps(readout, scale, Times.all(), time -> reference[Math.min(time, reference.length - 1)]);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Track that
                && readout.equals(that.readout)
                && Arrays.equals(reference, that.reference)
                && scale == that.scale;
    }

    @Override
    public int hashCode() {
        return 31 * readout.hashCode() + Arrays.hashCode(reference);
    }
}
