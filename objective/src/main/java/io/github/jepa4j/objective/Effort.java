package io.github.jepa4j.objective;

import io.github.jepa4j.worldmodel.Aim;
import io.github.jepa4j.worldmodel.Rollout;
import java.util.Optional;

/// How much is done: the squares of the actions, summed over the axes and the times `0..H-1`. In the
/// model's action units, at least 0. Weighted lightly beside a distance it picks the calmer of two equal
/// plans (the control cost of every linear-quadratic regulator).
public record Effort() implements Objective {

    /// All of its kind want the same.
    @Override
    public Optional<Aim> aim() {
        return Optional.of(new Aim(name(), new float[0]));
    }

    @Override
    public float[] energy(Rollout rollout) {
        float[] actions = rollout.actions().values();
        float[] energies = new float[rollout.candidates()];
        int length = actions.length / energies.length;
        for (int candidate = 0; candidate < energies.length; candidate++) {
            double sum = 0;
            for (int i = candidate * length; i < (candidate + 1) * length; i++) {
                sum += (double) actions[i] * actions[i];
            }
            energies[candidate] = (float) sum;
        }
        return energies;
    }

    @Override
    public String name() {
        return "effort";
    }

    @Override
    public float[] energyByTime(Rollout rollout) {
        float[] actions = rollout.actions().values();
        int dimension = rollout.actions().dimension();
        return ActionShares.byTime(rollout, start -> {
            double sum = 0;
            for (int i = start; i < start + dimension; i++) {
                sum += (double) actions[i] * actions[i];
            }
            return sum;
        });
    }

    @Override
    public boolean differentiable() {
        return true;
    }

    @Override
    public RolloutGradient gradient(Rollout rollout) {
        RolloutGradient gradient = RolloutGradient.zeros(rollout);
        float[] actions = rollout.actions().values();
        for (int i = 0; i < actions.length; i++) {
            gradient.actions()[i] = 2 * actions[i];
        }
        return gradient;
    }
}
