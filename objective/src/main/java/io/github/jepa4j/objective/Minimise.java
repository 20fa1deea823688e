package io.github.jepa4j.objective;

import io.github.jepa4j.worldmodel.Rollout;

/// Keep a signal low: `sum over the times that count of x_t / scale`. With [Times#all] it is the signal's
/// integral, such as energy drawn or cost, with [Times#last] what it comes to. Unit-free; below 0 where the
/// signal is; a negative weight in a [WeightedSum] makes it a signal to keep high.
///
/// @param readout of the signal
/// @param scale   the amount that counts as 1, in the signal's unit, above 0
/// @param times   which count
public record Minimise(Readout readout, float scale, Times times) implements Objective {

    public Minimise {
        SquaredGaps.requireScale(readout, scale);
    }

    @Override
    public String name() {
        return "minimise %s".formatted(readout.name());
    }

    @Override
    public float[] energy(Rollout rollout) {
        return Sums.over(rollout, times, term(rollout));
    }

    @Override
    public float[] energyByTime(Rollout rollout) {
        return Sums.terms(rollout, times, term(rollout));
    }

    private Sums.Term term(Rollout rollout) {
        float[] values = readout.read(rollout);
        return (index, _) -> (double) values[index] / scale;
    }

    @Override
    public boolean differentiable() {
        return true;
    }

    @Override
    public RolloutGradient gradient(Rollout rollout) {
        int perCandidate = rollout.horizon() + 1;
        int first = times.firstOf(rollout.horizon());
        float[] gradients = new float[rollout.candidates() * perCandidate];
        for (int i = 0; i < gradients.length; i++) {
            gradients[i] = i % perCandidate < first ? 0 : 1 / scale;
        }
        RolloutGradient gradient = RolloutGradient.zeros(rollout);
        readout.pullback(rollout, gradients, gradient);
        return gradient;
    }
}
