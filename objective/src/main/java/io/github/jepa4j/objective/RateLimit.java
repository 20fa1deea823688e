package io.github.jepa4j.objective;

import io.github.jepa4j.worldmodel.Rollout;

/// Keeps a signal from changing too fast: `margin_t = most - |x_t - x_(t-1)| - error_(t-1) - error_t`, both
/// ends being read with their calibrated errors.
///
/// @param readout of the signal
/// @param most    the largest change in a step that is safe, in the signal's unit, at least 0
public record RateLimit(Readout readout, float most) implements Guardrail {

    public RateLimit {
        if (!(most >= 0)) {
            throw new IllegalArgumentException(
                    "The rate limit of %s is %s %s a step; it must be at least 0.\nMaybe the sign is that of a fall: the limit holds both ways."
                            .formatted(readout.name(), most, readout.unit()));
        }
    }

    @Override
    public String name() {
        return "change of %s at most %s".formatted(readout.name(), most);
    }

    @Override
    public String unit() {
        return readout.unit();
    }

    @Override
    public float[] margins(Rollout rollout) {
        float[] values = readout.read(rollout);
        return Margins.of(rollout, (index, time) -> {
            float errors = readout.error(time - 1) + readout.error(time);
            return most - Math.abs(values[index] - values[index - 1]) - errors;
        });
    }

    /// The present alone has no rate.
    @Override
    public float marginNow(Rollout present) {
        return Float.NaN;
    }

    @Override
    public boolean differentiable() {
        return true;
    }

    @Override
    public void pullback(Rollout rollout, float[] gradients, RolloutGradient into) {
        float[] values = readout.read(rollout);
        float[] slopes = Margins.slopes(rollout, gradients, (all, index, gradient) -> {
            float slope = gradient * Math.signum(values[index] - values[index - 1]);
            all[index] -= slope;
            all[index - 1] += slope;
        });
        readout.pullback(rollout, slopes, into);
    }
}
