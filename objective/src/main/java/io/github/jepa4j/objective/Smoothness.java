package io.github.jepa4j.objective;

import io.github.jepa4j.worldmodel.Aim;
import io.github.jepa4j.worldmodel.Rollout;
import java.util.Optional;

/// How unsteady the actions are: the squares of their changes from one to the next, summed over the axes and the times
/// `1..H-1`. In the model's action units, at least 0, and 0 when the same action is done all the time.
public record Smoothness() implements Objective {

    /// All of its kind want the same.
    @Override
    public Optional<Aim> aim() {
        return Optional.of(new Aim(name(), new float[0]));
    }

    @Override
    public float[] energy(Rollout rollout) {
        float[] actions = rollout.actions().values();
        int dimension = rollout.actions().dimension();
        float[] energies = new float[rollout.candidates()];
        for (int candidate = 0; candidate < energies.length; candidate++) {
            int start = rollout.actions().index(candidate, 0);
            double sum = 0;
            for (int i = start + dimension; i < start + rollout.horizon() * dimension; i++) {
                double change = (double) actions[i] - actions[i - dimension];
                sum += change * change;
            }
            // What is no number must not hide at a horizon of one.
            energies[candidate] = (float) (sum + 0 * (double) actions[start]);
        }
        return energies;
    }

    @Override
    public String name() {
        return "smoothness";
    }

    @Override
    public float[] energyByTime(Rollout rollout) {
        float[] actions = rollout.actions().values();
        int dimension = rollout.actions().dimension();
        return ActionShares.byTime(rollout, start -> {
            double sum = 0;
            boolean first = start % (rollout.horizon() * dimension) == 0;
            for (int i = start; i < start + dimension; i++) {
                double change = first ? 0 * actions[i] : (double) actions[i] - actions[i - dimension];
                sum += change * change;
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
        int dimension = rollout.actions().dimension();
        for (int candidate = 0; candidate < rollout.candidates(); candidate++) {
            int start = rollout.actions().index(candidate, 0);
            for (int i = start + dimension; i < start + rollout.horizon() * dimension; i++) {
                float slope = 2 * (actions[i] - actions[i - dimension]);
                gradient.actions()[i] += slope;
                gradient.actions()[i - dimension] -= slope;
            }
        }
        return gradient;
    }
}
