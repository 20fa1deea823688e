package io.github.jepa4j.worldmodel;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Axes;
import io.github.jepa4j.tensor.internal.Rows;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Unrolls a [Cell] over time, forward and back, a group of candidates after the other: a group's
/// numbers stay in the cache while the weights stream past.
///
/// @param threads that share the groups
/// @param spares  for the tapes
record Rollouts(Cell cell, int threads, SpareArrays spares) {

    /// Groups are made of whole blocks, since the kernels compute so many rows at once.
    private static final int BLOCK = 8;

    private static final int LARGEST_GROUP = 64;

    /// What is done for a group of candidates.
    @FunctionalInterface
    interface Group {
        void run(int first, int count);
    }

    Rollouts {
        if (threads < 1) {
            throw new IllegalArgumentException(
                    "A world model cannot use %d threads; it needs at least 1.\nMaybe the number of cores was divided by too much."
                            .formatted(threads));
        }
    }

    /// On the calling thread.
    static Rollouts of(Cell cell) {
        return new Rollouts(cell, 1, new SpareArrays());
    }

    Rollouts withThreads(int count) {
        return new Rollouts(cell, count, new SpareArrays());
    }

    Rollout imagine(Latent now, ActionBatch actions) {
        check(now, actions);
        return imagine(now, actions, null);
    }

    Rollout imagineForPullback(Latent now, ActionBatch actions) {
        check(now, actions);
        return imagine(now, actions, Tape.blank(cell, actions, spares));
    }

    private Rollout imagine(Latent now, ActionBatch actions, @Nullable Tape tape) {
        ActionBatch imagined = new ActionBatch(
                actions.candidates(),
                actions.horizon(),
                actions.dimension(),
                actions.values().clone());
        float[] latents = new float[(int) size(actions)];
        TapeHolder holder = tape == null ? null : new TapeHolder(tape);
        var rollout = new Rollout(imagined, cell.dimension(), latents, holder);
        inGroups(actions.candidates(), new Imagining(cell, now, rollout, tape));
        return rollout;
    }

    /// One step from each of many latents of their own.
    ///
    /// @param latents `[N, D]`
    /// @param actions `[N, 1, A]`
    /// @return `[N, D]`
    float[] step(float[] latents, ActionBatch actions) {
        Axes.bind("A", "action of the model", cell.actions()).and("A", "actions", actions.dimension());
        Rows from = Rows.dense(latents, cell.dimension());
        Rows next = Rows.dense(new float[latents.length], cell.dimension());
        Rows scratch = Rows.dense(new float[from.count() * cell.scratch()], cell.scratch());
        cell.multiply(from, scratch);
        cell.activate(scratch, from, Rows.dense(actions.values(), actions.dimension()), next);
        cell.normalise(next, next);
        return next.values();
    }

    float[] pullback(Rollout rollout, float[] latentGradients) {
        check(rollout, latentGradients);
        float[] actionGradients = new float[rollout.actions().values().length];
        Tape tape = TapeHolder.takeFrom(rollout, cell);
        inGroups(rollout.candidates(), new Pulling(cell, rollout, tape, latentGradients, actionGradients));
        if (tape != null) {
            spares.give(tape.values());
        }
        return actionGradients;
    }

    /// @throws IllegalArgumentException when they do not fit, or are not finite
    void check(Latent now, ActionBatch actions) {
        Axes.bind("D", "latent of the model", cell.dimension())
                .and("A", "action of the model", cell.actions())
                .and("D", "latent of now", now.dimension())
                .and("K H A", "actions", actions.candidates(), actions.horizon(), actions.dimension());
        checkFinite(now, actions);
        if (size(actions) > Integer.MAX_VALUE - 8) {
            throw new IllegalArgumentException(
                    "Imagining [K, H + 1, D] = [%d, %d, %d] latents needs %d numbers, more than one array holds.\nMaybe imagine the candidates in several batches."
                            .formatted(actions.candidates(), actions.horizon() + 1, cell.dimension(), size(actions)));
        }
    }

    /// How many numbers the latents are.
    private long size(ActionBatch actions) {
        return (long) actions.candidates() * (actions.horizon() + 1) * cell.dimension();
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

    private void check(Rollout rollout, float[] latentGradients) {
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
    }

    /// Cuts the candidates into groups of whole blocks, as equal as can be, and those into one share for
    /// each thread.
    private void inGroups(int candidates, Group group) {
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
