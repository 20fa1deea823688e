package io.github.jepa4j.actor;

import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/// Finds a way of sub-goals at one level: imagines what its macro-actions lead to, from the cheapest latent on, and
/// drops what lies next to where it was before, until no way that is left can be better. A step costs 1, and more the
/// rarer it was done at such a latent or the less the latent it leads to is supported by the data.
///
/// Method: uniform-cost search (Dijkstra, 1959) on a graph that is imagined while it is searched, latents closer than a
/// part of a step being one node. Lives as long as one search.
final class SubgoalSearch {

    private static final int BATCH = 32;

    private final Level level;
    private final Problem problem;
    private final HierarchicalPlanner.Config config;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Node> closed = new ArrayList<>();
    private final PriorityQueue<Node> open =
            new PriorityQueue<>(Comparator.comparingDouble(Node::cost).thenComparingInt(Node::number));
    private int guarded;

    /// What is asked of a level.
    ///
    /// @param level   whose latents these are
    /// @param wanted  energies of latents, `[N, D]` to `[N]`, less is better
    /// @param allowed which latents no guardrail forbids, `[N, D]` to `[N]`
    /// @param avoided latents that the level below could not reach from now
    record Problem(Level level, float[] now, Energies wanted, Allowed allowed, List<float[]> avoided) {}

    /// Of latents.
    @FunctionalInterface
    interface Energies {
        float[] of(float[] latents);
    }

    /// Of latents.
    @FunctionalInterface
    interface Allowed {
        boolean[] of(float[] latents);
    }

    /// @param energy by what is wanted
    private record Node(int number, float[] latent, int parent, double cost, float energy) {}

    /// What was found.
    ///
    /// @param latents the way, from now on
    record Found(List<float[]> latents, float energy, int expanded, int guarded) {}

    SubgoalSearch(Problem problem, HierarchicalPlanner.Config config) {
        this.problem = problem;
        this.level = problem.level();
        this.config = config;
    }

    Found search() {
        float energyNow = problem.wanted().of(problem.now())[0];
        Node root = new Node(0, problem.now(), -1, 0, energyNow);
        nodes.add(root);
        open.add(root);
        Node best = root;
        while (!open.isEmpty() && nodes.size() < config.latents()) {
            List<Node> batch = cheapest();
            for (Node node : batch) {
                best = score(node, energyNow) < score(best, energyNow) ? node : best;
            }
            Node next = open.peek();
            boolean isSettled = best != root
                    && next != null
                    && energyNow > 0
                    && best.energy() >= 0
                    && score(best, energyNow) <= config.impatience() * next.cost();
            if (batch.isEmpty() || isSettled) {
                break;
            }
            expand(batch);
        }
        return new Found(way(best), best.energy(), closed.size(), guarded);
    }

    /// The share of the energy that is left, and what the way to there takes.
    private double score(Node node, float energyNow) {
        return node.energy() / Math.max(Math.abs(energyNow), Float.MIN_NORMAL) + config.impatience() * node.cost();
    }

    private List<float[]> way(Node end) {
        List<float[]> way = new ArrayList<>();
        for (int number = end.number(); number >= 0; number = nodes.get(number).parent()) {
            way.addFirst(nodes.get(number).latent());
        }
        return way;
    }

    /// Those not next to where the search was before.
    private List<Node> cheapest() {
        List<Node> batch = new ArrayList<>();
        double near = config.near() * level.step();
        for (Node node = open.poll(); node != null; node = batch.size() < BATCH ? open.poll() : null) {
            if (!isNear(node.latent(), near)) {
                closed.add(node);
                batch.add(node);
            }
        }
        return batch;
    }

    private boolean isNear(float[] latent, double distance) {
        for (Node other : closed) {
            if (squared(other.latent(), latent) < distance * distance) {
                return true;
            }
        }
        return false;
    }

    static double squared(float[] one, float[] other) {
        double sum = 0;
        for (int i = 0; i < one.length; i++) {
            double gap = one[i] - other[i];
            sum += gap * gap;
        }
        return sum;
    }

    /// A step that may be taken.
    private record Step(Node from, int code, double cost) {}

    private void expand(List<Node> batch) {
        int d = level.spec().latentDimension();
        float[] latents = new float[batch.size() * d];
        for (int i = 0; i < batch.size(); i++) {
            System.arraycopy(batch.get(i).latent(), 0, latents, i * d, d);
        }
        List<Step> steps = steps(batch, level.affordances(latents));
        float[] led = led(steps);
        float[] support = level.support(led);
        boolean[] allowed = problem.allowed().of(led);
        float[] energies = problem.wanted().of(led);
        for (int i = 0; i < steps.size(); i++) {
            Step step = steps.get(i);
            float[] latent = Arrays.copyOfRange(led, i * d, (i + 1) * d);
            guarded += allowed[i] ? 0 : 1;
            if (allowed[i] && support[i] >= config.support() && goesSomewhere(step, latent)) {
                double doubt = config.doubt() * Math.max(0, -Math.log(2 * support[i]));
                Node node = new Node(
                        nodes.size(),
                        latent,
                        step.from().number(),
                        step.from().cost() + step.cost() + doubt,
                        energies[i]);
                nodes.add(node);
                open.add(node);
            }
        }
    }

    private List<Step> steps(List<Node> batch, float[] likely) {
        int codes = level.spec().codes();
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            float most = 0;
            for (int code = 0; code < codes; code++) {
                most = Math.max(most, likely[i * codes + code]);
            }
            for (int code = 0; code < codes; code++) {
                float share = likely[i * codes + code] / most;
                if (share >= config.rarest()) {
                    steps.add(new Step(batch.get(i), code, 1 - config.doubt() * Math.log(share)));
                }
            }
        }
        return steps;
    }

    /// Where steps lead, `[N, D]`: all from latents of their own, so that each is imagined by itself.
    private float[] led(List<Step> steps) {
        int d = level.spec().latentDimension();
        int m = level.spec().macroDimension();
        float[] latents = new float[steps.size() * d];
        float[] macros = new float[steps.size() * m];
        for (int i = 0; i < steps.size(); i++) {
            System.arraycopy(steps.get(i).from().latent(), 0, latents, i * d, d);
            System.arraycopy(level.code(steps.get(i).code()), 0, macros, i * m, m);
        }
        return level.step(latents, new ActionBatch(steps.size(), 1, m, macros));
    }

    /// Far enough to be a step, and from now not to where the level below could not go.
    private boolean goesSomewhere(Step step, float[] latent) {
        double least = config.shortest() * level.step();
        if (squared(step.from().latent(), latent) < least * least) {
            return false;
        }
        double near = config.near() * level.step();
        return step.from().parent() >= 0
                || problem.avoided().stream().noneMatch(avoided -> squared(avoided, latent) < near * near);
    }
}
