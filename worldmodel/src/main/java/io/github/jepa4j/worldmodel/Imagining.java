package io.github.jepa4j.worldmodel;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.internal.Rows;
import org.jspecify.annotations.Nullable;

/// Fills a rollout's latents, a group of candidates at a time.
///
/// @param rollout its actions are read, its latents written
/// @param tape    written, where there is one
record Imagining(
        Cell cell, Latent now, Rollout rollout, @Nullable Tape tape) implements Rollouts.Group {

    @Override
    public void run(int first, int count) {
        int dimension = cell.dimension();
        Rows scratch = Rows.dense(new float[tape == null ? count * cell.scratch() : 0], cell.scratch());
        for (int candidate = 0; candidate < count; candidate++) {
            System.arraycopy(now.values(), 0, rollout.latents(), rollout.index(first + candidate, 0), dimension);
        }
        for (int time = 0; time < rollout.horizon(); time++) {
            Rows latents = rollout.rows(rollout.latents(), time, first, count);
            Rows next = latents.at(latents.offset() + dimension);
            Rows raw = next;
            if (tape != null) {
                scratch = tape.scratch(time, first, count);
                raw = tape.next(time, first, count);
            }
            if (time == 0) {
                multiplyNow(scratch);
            } else {
                cell.multiply(latents, scratch);
            }
            cell.activate(scratch, latents, rollout.actions().rows(time, first, count), raw);
            cell.normalise(raw, next);
        }
    }

    /// All candidates begin with the same latent: one product serves them all.
    private void multiplyNow(Rows scratch) {
        cell.multiply(
                new Rows(now.values(), 0, cell.dimension(), 1),
                new Rows(scratch.values(), scratch.offset(), scratch.stride(), 1));
        for (int row = 1; row < scratch.count(); row++) {
            System.arraycopy(scratch.values(), scratch.offset(), scratch.values(), scratch.begin(row), cell.products());
        }
    }
}
