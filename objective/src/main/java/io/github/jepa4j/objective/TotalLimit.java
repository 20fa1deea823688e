package io.github.jepa4j.objective;

import io.github.jepa4j.worldmodel.Rollout;
import java.util.Optional;

/// Keeps to a budget over an episode: `margin_t = most - spent - sum over 1..t of (x_s + error_s)`. An agent counts
/// what is spent from the task's beginning on; who plans without one says it with every plan.
///
/// @param readout of what is spent in each step
/// @param most    of the whole episode, in the signal's unit
/// @param spent   of the episode before, in the signal's unit
public record TotalLimit(Readout readout, float most, float spent) implements Guardrail {

    public TotalLimit {
        if (!Float.isFinite(most) || !Float.isFinite(spent)) {
            throw new IllegalArgumentException(
                    "The budget of %s is %s, of which %s is spent; both must be finite.\nMaybe a meter was not read."
                            .formatted(readout.name(), most, spent));
        }
    }

    @Override
    public String name() {
        return "total of %s at most %s".formatted(readout.name(), most);
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
        for (int candidate = 0; candidate < rollout.candidates(); candidate++) {
            double left = (double) most - spent;
            for (int time = 1; time <= horizon; time++) {
                left -= (double) values[candidate * (horizon + 1) + time] + readout.error(time);
                margins[candidate * horizon + time - 1] = (float) left;
            }
        }
        return margins;
    }

    /// With more of it spent: what was imagined with its error, what is perceived with that of the present.
    @Override
    public Guardrail after(Rollout past) {
        float[] values = readout.read(past);
        int now = past.horizon();
        double more = (double) values[now] + readout.error(0);
        for (int time = 1; time < now; time++) {
            more += (double) values[time] + readout.error(time);
        }
        return Double.isFinite(more) ? new TotalLimit(readout, most, (float) (spent + more)) : this;
    }

    /// What is left of the budget.
    @Override
    public float marginNow(Rollout present) {
        return (float) ((double) most - spent);
    }

    /// With itself, where it is overspent; a signal that falls below 0 may still earn it back.
    @Override
    public Optional<Conflict> conflict(Guardrail other) {
        return other.equals(this) && spent > most
                ? Optional.of(new Conflict(name(), name(), (float) ((double) spent - most), unit()))
                : Optional.empty();
    }

    @Override
    public boolean differentiable() {
        return true;
    }

    /// What is spent at a time lessens the margin then and at all times after it.
    @Override
    public void pullback(Rollout rollout, float[] gradients, RolloutGradient into) {
        int horizon = rollout.horizon();
        float[] slopes = new float[rollout.candidates() * (horizon + 1)];
        for (int candidate = 0; candidate < rollout.candidates(); candidate++) {
            float later = 0;
            for (int time = horizon; time >= 1; time--) {
                later += gradients[candidate * horizon + time - 1];
                slopes[candidate * (horizon + 1) + time] = -later;
            }
        }
        readout.pullback(rollout, slopes, into);
    }
}
