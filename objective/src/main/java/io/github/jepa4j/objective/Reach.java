package io.github.jepa4j.objective;

import io.github.jepa4j.worldmodel.Aim;
import io.github.jepa4j.worldmodel.Rollout;
import java.util.Optional;

/// Bring a signal to a value: `sum over the times that count of ((x_t - target) / scale)^2`. Unit-free, at least 0.
///
/// @param readout of the signal
/// @param target  in the signal's unit
/// @param scale   the gap that counts as 1, in the signal's unit, above 0
/// @param times   which count; [Times#from] is a deadline
public record Reach(Readout readout, float target, float scale, Times times) implements Objective {

    public Reach {
        SquaredGaps.requireScale(readout, scale);
        if (!Float.isFinite(target)) {
            throw new IllegalArgumentException(
                    "The target of %s is %s; it must be finite.\nMaybe the sensor it was taken from was silent."
                            .formatted(readout.name(), target));
        }
    }

    @Override
    public Optional<Aim> aim() {
        return Optional.of(
                new Aim("reach %s within %s at %s".formatted(readout.name(), scale, times), new float[] {target}));
    }

    @Override
    public String name() {
        return "reach %s = %s %s"
                .formatted(readout.name(), target, readout.unit())
                .strip();
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
        return new SquaredGaps(readout, scale, times, _ -> target);
    }
}
