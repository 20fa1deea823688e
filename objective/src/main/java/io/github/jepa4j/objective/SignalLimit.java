package io.github.jepa4j.objective;

import io.github.jepa4j.worldmodel.Rollout;

/// Keeps a signal between two limits: `margin_t = min(x_t - low, high - x_t) - error_t`. The calibrated error of what
/// is
/// read so many steps ahead tightens both limits, so that the true signal keeps them for the share of cases that
/// the calibration names.
///
/// @param readout of the signal
/// @param low     the least that is safe, in the signal's unit; negative infinity for none
/// @param high    the most that is safe, not below `low`; infinity for none
public record SignalLimit(Readout readout, float low, float high) implements Guardrail {

    public SignalLimit {
        if (!(low <= high)) {
            throw new IllegalArgumentException(
                    "The limits of %s are %s and %s %s; the lower must not exceed the upper.\nMaybe they were swapped."
                            .formatted(readout.name(), low, high, readout.unit()));
        }
    }

    @Override
    public String name() {
        if (Float.isInfinite(low)) {
            return "%s at most %s".formatted(readout.name(), high);
        }
        return Float.isInfinite(high)
                ? "%s at least %s".formatted(readout.name(), low)
                : "%s in [%s, %s]".formatted(readout.name(), low, high);
    }

    @Override
    public String unit() {
        return readout.unit();
    }

    @Override
    public float[] margins(Rollout rollout) {
        float[] values = readout.read(rollout);
        int horizon = rollout.horizon();
        float[] margins = new float[rollout.candidates() * horizon];
        for (int i = 0; i < margins.length; i++) {
            int time = i % horizon + 1;
            float value = values[i / horizon * (horizon + 1) + time];
            margins[i] = Math.min(value - low, high - value) - readout.error(time);
        }
        return margins;
    }

    @Override
    public boolean differentiable() {
        return true;
    }

    @Override
    public void pullback(Rollout rollout, float[] gradients, RolloutGradient into) {
        float[] values = readout.read(rollout);
        int horizon = rollout.horizon();
        float[] slopes = new float[values.length];
        for (int i = 0; i < gradients.length; i++) {
            int at = i / horizon * (horizon + 1) + i % horizon + 1;
            slopes[at] = values[at] - low < high - values[at] ? gradients[i] : -gradients[i];
        }
        readout.pullback(rollout, slopes, into);
    }
}
