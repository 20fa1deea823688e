package io.github.jepa4j.worldmodel;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.internal.Rows;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Several futures of one present and the same actions, by a variable of a few values: as long as it takes the same
/// values in some of them, they are one, and are imagined once. Where chance decides at a few moments, many futures
/// cost little more than one; each is bit for bit what it is by itself.
///
/// Source: a scenario tree, Birge and Louveaux, *Introduction to stochastic programming* (2011), §2.4. No gradient is
/// pulled back through it.
///
/// @param cell    of all of them
/// @param futures what chance does in each
record ScenarioTree(ChanceCell cell, List<GivenChance> futures) {

    /// So many candidates' latents stay in the cache.
    private static final int GROUP = 64;

    /// @return null where the models are none of the kind, or of several cells
    static @Nullable ScenarioTree of(List<WorldModel> models) {
        boolean alike = models.getFirst() instanceof GivenChance first
                && first.rollouts().cell() instanceof ChanceCell
                && models.stream()
                        .allMatch(model -> model instanceof GivenChance one
                                && one.rollouts().cell() == first.rollouts().cell());
        if (!alike) {
            return null;
        }
        List<GivenChance> futures = models.stream().map(GivenChance.class::cast).toList();
        return new ScenarioTree((ChanceCell) futures.getFirst().rollouts().cell(), futures);
    }

    /// What of a moment has not parted.
    ///
    /// @param latents    `[N, D]`
    /// @param candidates `[N]`, whose they are
    /// @param of         `[K, F]`, which of them a candidate's future is
    private record Nodes(float[] latents, int[] candidates, int[] of) {}

    /// @return `[K, H + 1, F * D]`
    float[] imagine(Latent now, ActionBatch actions) {
        int futureCount = futures.size();
        futures.getFirst().check(now, actions);
        float[][] nature = nature(actions.horizon());
        float[] all = new float[actions.candidates() * (actions.horizon() + 1) * futureCount * cell.dimension()];
        for (int first = 0; first < actions.candidates(); first += GROUP) {
            Nodes nodes = roots(now, first, Math.min(GROUP, actions.candidates() - first));
            spread(nodes, first, 0, actions.horizon(), all);
            for (int time = 0; time < actions.horizon(); time++) {
                nodes = after(nodes, actions, time, nature[time]);
                spread(nodes, first, time + 1, actions.horizon(), all);
            }
        }
        return all;
    }

    /// `[H][F]`.
    private float[][] nature(int horizon) {
        float[][] nature = new float[horizon][futures.size()];
        float[] axes = new float[cell.actions()];
        for (int time = 0; time < horizon; time++) {
            for (int future = 0; future < futures.size(); future++) {
                futures.get(future).nature().fill(time, axes);
                nature[time][future] = axes[axes.length - 1];
            }
        }
        return nature;
    }

    private Nodes roots(Latent now, int first, int count) {
        float[] latents = new float[count * cell.dimension()];
        int[] candidates = new int[count];
        int[] of = new int[count * futures.size()];
        for (int i = 0; i < count; i++) {
            System.arraycopy(now.values(), 0, latents, i * cell.dimension(), cell.dimension());
            candidates[i] = first + i;
        }
        Arrays.setAll(of, i -> i / futures.size());
        return new Nodes(latents, candidates, of);
    }

    /// @param nature `[F]`, what it does at this step in each future
    private Nodes after(Nodes nodes, ActionBatch actions, int time, float[] nature) {
        int axes = actions.dimension();
        int values = cell.chances().values();
        int count = nodes.candidates().length;
        float[] done = new float[count * axes];
        for (int node = 0; node < count; node++) {
            int from = actions.index(nodes.candidates()[node], time);
            System.arraycopy(actions.values(), from, done, node * axes, axes);
        }
        Rows chances = cell.chances().of(Rows.dense(nodes.latents(), cell.dimension()), Rows.dense(done, axes));
        int[] children = new int[count * values];
        Arrays.fill(children, -1);
        int[] taken = new int[nodes.of().length]; // each child's place among those of all values
        int[] of = new int[nodes.of().length];
        int born = 0;
        for (int i = 0; i < of.length; i++) {
            int node = nodes.of()[i];
            int value = cell.value(chances.values(), chances.begin(node), nature[i % futures.size()]);
            int place = node * values + value;
            if (children[place] < 0) {
                taken[born] = place;
                children[place] = born++;
            }
            of[i] = children[place];
        }
        return stepped(nodes, done, Arrays.copyOf(taken, born), of);
    }

    /// @param done  `[N, A]`, at each node
    /// @param taken of each that follows, from which node it comes, times the number of values, plus the value
    private Nodes stepped(Nodes nodes, float[] done, int[] taken, int[] of) {
        int d = cell.dimension();
        int values = cell.chances().values();
        int axes = cell.chances().actions();
        float[] from = new float[taken.length * d];
        int[] candidates = new int[taken.length];
        ActionBatch both = ActionBatch.zeros(taken.length, 1, axes + values);
        for (int i = 0; i < taken.length; i++) {
            int node = taken[i] / values;
            System.arraycopy(nodes.latents(), node * d, from, i * d, d);
            System.arraycopy(done, node * axes, both.values(), both.index(i, 0), axes);
            both.values()[both.index(i, 0) + axes + taken[i] % values] = 1;
            candidates[i] = nodes.candidates()[node];
        }
        return new Nodes(Rollouts.of(cell.cell()).step(from, both), candidates, of);
    }

    private void spread(Nodes nodes, int first, int time, int horizon, float[] all) {
        int d = cell.dimension();
        int count = futures.size();
        for (int i = 0; i < nodes.of().length; i++) {
            int candidate = first + i / count;
            int to = ((candidate * (horizon + 1) + time) * count + i % count) * d;
            System.arraycopy(nodes.latents(), nodes.of()[i] * d, all, to, d);
        }
    }
}
