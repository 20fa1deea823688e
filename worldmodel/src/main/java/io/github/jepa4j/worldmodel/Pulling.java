package io.github.jepa4j.worldmodel;

import io.github.jepa4j.tensor.internal.Rows;
import org.jspecify.annotations.Nullable;

/// Pulls gradients on a rollout's latents back through time to its actions, a group of candidates at a time.
/// Where there is no tape, what happened inside a step is computed again from the latents: it is several times as
/// large as they are, and sampling planners, which imagine most, never ask for it.
///
/// @param latentGradients `[K, H + 1, D]`
/// @param actionGradients `[K, H, A]`, out
record Pulling(Cell cell, Rollout rollout, @Nullable Tape tape, float[] latentGradients, float[] actionGradients)
        implements Rollouts.Group {

    @Override
    public void run(int first, int count) {
        int dimension = cell.dimension();
        Rows scratch = Rows.dense(new float[tape == null ? count * cell.scratch() : 0], cell.scratch());
        Rows back = Rows.dense(new float[count * cell.back()], cell.back());
        Rows next = Rows.dense(new float[count * dimension], dimension);
        Rows gradient = Rows.dense(new float[count * dimension], dimension);
        for (int time = rollout.horizon() - 1; time >= 0; time--) {
            Rows latents = rollout.rows(rollout.latents(), time, first, count);
            Rows actions = rollout.actions().rows(time, first, count);
            cell.kernels().add(rollout.rows(latentGradients, time + 1, first, count), gradient, dimension);
            Rows raw = next;
            if (tape != null) {
                scratch = tape.scratch(time, first, count);
                raw = tape.next(time, first, count);
            } else {
                cell.multiply(latents, scratch);
                cell.activate(scratch, latents, actions, raw);
            }
            cell.normaliseBack(raw, gradient);
            cell.activateBack(scratch, back, latents, gradient, actions.of(actionGradients));
            if (time > 0) {
                cell.multiplyBack(back, next);
                cell.kernels().add(next, gradient, dimension);
            }
        }
    }
}
