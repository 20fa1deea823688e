package io.github.jepa4j.objective;

import io.github.jepa4j.worldmodel.Rollout;

/// The squared gaps between a signal and what it shall be, in scales, added up over the times that count.
record SquaredGaps(Readout readout, float scale, Times times, Wanted wanted) {

    /// What the signal shall be.
    @FunctionalInterface
    interface Wanted {
        float at(int time);
    }

    static void requireScale(Readout readout, float scale) {
        if (!(scale > 0) || Float.isInfinite(scale)) {
            throw new IllegalArgumentException(
                    "The scale of %s is %s; it must be finite and above 0.\nMaybe it was taken from a signal that never moved."
                            .formatted(readout.name(), scale));
        }
    }

    float[] energy(Rollout rollout) {
        return Sums.over(rollout, times, term(rollout));
    }

    float[] energyByTime(Rollout rollout) {
        return Sums.terms(rollout, times, term(rollout));
    }

    private Sums.Term term(Rollout rollout) {
        float[] values = readout.read(rollout);
        return (index, time) -> {
            double gap = gap(values[index], time);
            return gap * gap;
        };
    }

    RolloutGradient gradient(Rollout rollout) {
        float[] values = readout.read(rollout);
        float[] gradients = new float[values.length];
        int perCandidate = rollout.horizon() + 1;
        int first = times.firstOf(rollout.horizon());
        for (int i = 0; i < values.length; i++) {
            int time = i % perCandidate;
            gradients[i] = time < first ? 0 : (float) (2 * gap(values[i], time) / scale);
        }
        RolloutGradient gradient = RolloutGradient.zeros(rollout);
        readout.pullback(rollout, gradients, gradient);
        return gradient;
    }

    private double gap(float value, int time) {
        return ((double) value - wanted.at(time)) / scale;
    }
}
