package io.github.jepa4j.objective;

import io.github.jepa4j.worldmodel.Rollout;
import java.util.Optional;

/// Keeps a signal between two limits: `margin_t = min(x_t - low, high - x_t) - error_t`. The calibrated
/// error of what is read so many steps ahead tightens both limits, so that the true signal keeps them for
/// the share of cases that the calibration names.
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
        return Margins.of(rollout, (index, time) -> margin(values[index], time));
    }

    @Override
    public float marginNow(Rollout present) {
        return margin(readout.read(present)[0], 0);
    }

    /// With another limit on the same signal where nothing is left between them, the calibrated errors of
    /// one step ahead counted; with itself likewise.
    @Override
    public Optional<Conflict> conflict(Guardrail other) {
        if (!(other instanceof SignalLimit that) || !readout.equals(that.readout)) {
            return Optional.empty();
        }
        float gap = Math.max(low, that.low) - Math.min(high, that.high) + 2 * readout.error(1);
        return gap > 0 ? Optional.of(new Conflict(name(), that.name(), gap, unit())) : Optional.empty();
    }

    @Override
    public boolean differentiable() {
        return true;
    }

    @Override
    public void pullback(Rollout rollout, float[] gradients, RolloutGradient into) {
        float[] values = readout.read(rollout);
        float[] slopes = Margins.slopes(
                rollout,
                gradients,
                (all, index, gradient) ->
                        all[index] = values[index] - low < high - values[index] ? gradient : -gradient);
        readout.pullback(rollout, slopes, into);
    }

    private float margin(float value, int time) {
        return Math.min(value - low, high - value) - readout.error(time);
    }
}
