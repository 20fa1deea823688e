package io.github.jepa4j.worldmodel;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Axes;

/// A world model in which chance has fallen: what nature does at each step, alike for all candidates, is put after
/// each of their actions.
///
/// @param rollouts  of a cell that takes both
/// @param actions   `A`, how many axes are ours
/// @param nature    fills in the others of a step
record GivenChance(Rollouts rollouts, int actions, Nature nature) implements WorldModel {

    /// What nature does, a function of time alone.
    @FunctionalInterface
    interface Nature {

        /// @param time from 0
        /// @param axes `[A + N]`, of which those from `A` on are to be written
        void fill(int time, float[] axes);
    }

    @Override
    public int latentDimension() {
        return rollouts.cell().dimension();
    }

    @Override
    public int actionDimension() {
        return actions;
    }

    @Override
    public Rollout imagine(Latent now, ActionBatch batch) {
        return ours(batch, rollouts.imagine(now, withNature(batch)));
    }

    @Override
    public Rollout imagineForPullback(Latent now, ActionBatch batch) {
        return ours(batch, rollouts.imagineForPullback(now, withNature(batch)));
    }

    /// @throws IllegalArgumentException when they do not fit, or are not finite
    void check(Latent now, ActionBatch batch) {
        rollouts.check(now, withNature(batch));
    }

    private ActionBatch withNature(ActionBatch batch) {
        Axes.bind("A", "action of the model", actions).and("A", "actions", batch.dimension());
        ActionBatch both = ActionBatch.zeros(
                batch.candidates(), batch.horizon(), rollouts.cell().actions());
        float[] axes = new float[both.dimension()];
        for (int time = 0; time < batch.horizon(); time++) {
            nature.fill(time, axes);
            for (int candidate = 0; candidate < batch.candidates(); candidate++) {
                int to = both.index(candidate, time);
                System.arraycopy(axes, 0, both.values(), to, axes.length);
                System.arraycopy(batch.values(), batch.index(candidate, time), both.values(), to, actions);
            }
        }
        return both;
    }

    private Rollout ours(ActionBatch batch, Rollout both) {
        ActionBatch copy = new ActionBatch(
                batch.candidates(),
                batch.horizon(),
                batch.dimension(),
                batch.values().clone());
        return new Rollout(copy, both.latentDimension(), both.latents(), both);
    }

    @Override
    public float[] pullback(Rollout rollout, float[] latentGradients) {
        if (!(rollout.tape() instanceof Rollout both)
                || both.actions().dimension() != rollouts.cell().actions()) {
            throw new IllegalArgumentException(
                    "The rollout was not imagined by this model, which puts what chance does beside each action.\nMaybe it was imagined by another model, or its tape was dropped.");
        }
        float[] gradients = rollouts.pullback(both, latentGradients);
        float[] own = new float[rollout.actions().values().length];
        int width = both.actions().dimension();
        for (int step = 0; step < own.length / actions; step++) {
            System.arraycopy(gradients, step * width, own, step * actions, actions);
        }
        return own;
    }
}
