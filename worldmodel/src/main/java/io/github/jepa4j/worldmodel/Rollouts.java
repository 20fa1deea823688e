package io.github.jepa4j.worldmodel;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Axes;
import io.github.jepa4j.tensor.internal.Rows;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Unrolls a [Cell] over time, forward and back, a group of candidates after the other: a group's
/// numbers stay in the cache while the weights stream past.
final class Rollouts {

    /// Groups are made of whole blocks, since the kernels compute so many rows at once.
    private static final int BLOCK = 8;

    private static final int LARGEST_GROUP = 64;

    private Rollouts() {}

    static Rollout imagine(Cell cell, int threads, Latent now, ActionBatch actions) {
        return imagine(cell, threads, now, actions, null);
    }

    static Rollout imagineForPullback(Cell cell, int threads, Latent now, ActionBatch actions) {
        return imagine(cell, threads, now, actions, Tape.blank(cell, actions));
    }

    private static Rollout imagine(Cell cell, int threads, Latent now, ActionBatch actions, @Nullable Tape tape) {
        Axes.bind("D", "latent of the model", cell.dimension())
                .and("A", "action of the model", cell.actions())
                .and("D", "latent of now", now.dimension())
                .and("K H A", "actions", actions.candidates(), actions.horizon(), actions.dimension());
        checkFinite(now, actions);
        ActionBatch imagined = new ActionBatch(
                actions.candidates(),
                actions.horizon(),
                actions.dimension(),
                actions.values().clone());
        long size = (long) actions.candidates() * (actions.horizon() + 1) * cell.dimension();
        if (size > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "Imagining [K, H + 1, D] = [%d, %d, %d] latents needs %d numbers, more than one array holds.\nMaybe imagine the candidates in several batches."
                            .formatted(actions.candidates(), actions.horizon() + 1, cell.dimension(), size));
        }
        float[] latents = new float[(int) size];
        var rollout = new Rollout(imagined, cell.dimension(), latents, tape);
        inGroups(actions.candidates(), threads, (first, count) -> imagineGroup(cell, now, rollout, first, count));
        return rollout;
    }

    static int checkThreads(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException(
                    "A world model cannot use %d threads; it needs at least 1.\nMaybe the number of cores was divided by too much."
                            .formatted(threads));
        }
        return threads;
    }

    private static void checkFinite(Latent now, ActionBatch actions) {
        for (int i = 0; i < now.dimension(); i++) {
            if (!Float.isFinite(now.values()[i])) {
                throw new IllegalArgumentException(
                        "The latent of now has %s at dimension %d; it must be finite.\nMaybe the encoder's weights are damaged."
                                .formatted(now.values()[i], i));
            }
        }
        float[] values = actions.values();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                int perCandidate = actions.horizon() * actions.dimension();
                throw new IllegalArgumentException(
                        "The action of candidate %d at step %d has %s on axis %d; actions must be finite.\nMaybe a planner's step was too large."
                                .formatted(
                                        i / perCandidate,
                                        i % perCandidate / actions.dimension(),
                                        values[i],
                                        i % actions.dimension()));
            }
        }
    }

    private static void imagineGroup(Cell cell, Latent now, Rollout rollout, int first, int count) {
        int dimension = cell.dimension();
        Tape tape = Tape.of(rollout, cell);
        Rows scratch = Rows.dense(new float[count * cell.scratch()], cell.scratch());
        for (int candidate = 0; candidate < count; candidate++) {
            System.arraycopy(now.values(), 0, rollout.latents(), rollout.index(first + candidate, 0), dimension);
        }
        for (int time = 0; time < rollout.horizon(); time++) {
            Rows latents = latentsAt(rollout, rollout.latents(), time, first, count);
            Rows next = latents.at(latents.offset() + dimension);
            Rows raw = next;
            if (tape != null) {
                scratch = tape.scratch(time, first, count);
                raw = tape.next(time, first, count);
            }
            if (time == 0) {
                multiplyNow(cell, now, scratch);
            } else {
                cell.multiply(latents, scratch);
            }
            cell.activate(scratch, latents, actionsAt(rollout, rollout.actions().values(), time, first, count), raw);
            cell.kernels().normalise(cell.norm(), raw, next);
        }
    }

    /// All candidates begin with the same latent: one product serves them all.
    private static void multiplyNow(Cell cell, Latent now, Rows scratch) {
        cell.multiply(
                new Rows(now.values(), 0, cell.dimension(), 1),
                new Rows(scratch.values(), scratch.offset(), scratch.stride(), 1));
        for (int row = 1; row < scratch.count(); row++) {
            System.arraycopy(scratch.values(), scratch.offset(), scratch.values(), scratch.begin(row), cell.products());
        }
    }

    static float[] pullback(Cell cell, int threads, Rollout rollout, float[] latentGradients) {
        Axes.bind("D", "latent of the model", cell.dimension())
                .and("A", "action of the model", cell.actions())
                .and("D", "latent of the rollout", rollout.latentDimension())
                .and("A", "action of the rollout", rollout.actions().dimension());
        if (latentGradients.length != rollout.latents().length) {
            throw new IllegalArgumentException(
                    "The gradients of latents [K, H + 1, D] = [%d, %d, %d] need %d values, but have %d.\nMaybe the latent of now was left out."
                            .formatted(
                                    rollout.candidates(),
                                    rollout.horizon() + 1,
                                    rollout.latentDimension(),
                                    rollout.latents().length,
                                    latentGradients.length));
        }
        float[] actionGradients = new float[rollout.actions().values().length];
        inGroups(
                rollout.candidates(),
                threads,
                (first, count) -> pullGroup(cell, rollout, latentGradients, actionGradients, first, count));
        return actionGradients;
    }

    /// Back through time. Where there is no tape, what happened inside a step is computed again from the latents:
    /// it is several times as large as they are, and sampling planners, which imagine most, never ask for it.
    private static void pullGroup(
            Cell cell, Rollout rollout, float[] latentGradients, float[] actionGradients, int first, int count) {
        int dimension = cell.dimension();
        Tape tape = Tape.of(rollout, cell);
        Rows scratch = Rows.dense(new float[count * cell.scratch()], cell.scratch());
        Rows next = Rows.dense(new float[count * dimension], dimension);
        Rows gradient = Rows.dense(new float[count * dimension], dimension);
        for (int time = rollout.horizon() - 1; time >= 0; time--) {
            Rows latents = latentsAt(rollout, rollout.latents(), time, first, count);
            Rows actions = actionsAt(rollout, rollout.actions().values(), time, first, count);
            cell.kernels().add(latentsAt(rollout, latentGradients, time + 1, first, count), gradient, dimension);
            Rows raw = next;
            if (tape != null) {
                tape.copyScratch(time, first, scratch);
                raw = tape.next(time, first, count);
            } else {
                cell.multiply(latents, scratch);
                cell.activate(scratch, latents, actions, raw);
            }
            cell.kernels().normaliseBack(cell.norm(), raw, gradient);
            cell.activateBack(scratch, latents, gradient, actions.of(actionGradients));
            if (time > 0) {
                cell.multiplyBack(scratch, next);
                cell.kernels().add(next, gradient, dimension);
            }
        }
    }

    private static Rows latentsAt(Rollout rollout, float[] values, int time, int first, int count) {
        int dimension = rollout.latentDimension();
        return new Rows(values, rollout.index(first, time), (rollout.horizon() + 1) * dimension, count);
    }

    private static Rows actionsAt(Rollout rollout, float[] values, int time, int first, int count) {
        ActionBatch actions = rollout.actions();
        return new Rows(values, actions.index(first, time), actions.horizon() * actions.dimension(), count);
    }

    private interface Group {
        void run(int first, int count);
    }

    /// Cuts the candidates into groups of whole blocks, as equal as can be, and those into one share for
    /// each thread.
    private static void inGroups(int candidates, int threads, Group group) {
        int blocks = (candidates + BLOCK - 1) / BLOCK;
        int shares = Math.min(threads, blocks);
        int perShare = (blocks + shares - 1) / shares;
        int groupsPerShare = (perShare * BLOCK + LARGEST_GROUP - 1) / LARGEST_GROUP;
        int groups = shares * groupsPerShare;
        IntStream share = IntStream.range(0, shares);
        (shares > 1 ? share.parallel() : share).forEach(index -> {
            for (int i = index * groupsPerShare; i < (index + 1) * groupsPerShare; i++) {
                int first = (int) ((long) blocks * i / groups) * BLOCK;
                int end = Math.min(candidates, (int) ((long) blocks * (i + 1) / groups) * BLOCK);
                if (first < end) {
                    group.run(first, end - first);
                }
            }
        });
    }
}
