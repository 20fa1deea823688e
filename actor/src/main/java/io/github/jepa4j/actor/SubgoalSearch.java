package io.github.jepa4j.actor;

import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.CategoricalWorldModel.Outcomes;
import io.github.jepa4j.worldmodel.Level;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/// Finds a way of sub-goals at one level: imagines what its macro-actions lead to, from the cheapest latent on, and
/// drops what lies next to where it was before, until no way that is left can be better. A step costs 1, and more the
/// rarer it was done at such a latent or the less the latent it leads to is supported by the data.
///
/// Method: uniform-cost search (Dijkstra, 1959) on a graph that is imagined while it is searched, latents closer than a
/// part of a step being one node. From where nothing supported leads on, such as a corner where nobody ever was, the
/// first step may be a rare one, and if need be lead anywhere. Lives as long as one search.
final class SubgoalSearch {

    private static final int BATCH = 32;
    private static final float HALF = 0.5f;
    private static final float LEAST_SHARE = 1e-6f;
    private static final List<Lenience> LENIENCES = List.of(Lenience.values());

    private final Level level;
    private final Problem problem;
    private final HierarchicalPlanner.Config config;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Node> closed = new ArrayList<>();
    private final PriorityQueue<Node> open =
            new PriorityQueue<>(Comparator.comparingDouble(Node::cost).thenComparingInt(Node::number));
    private final List<Edge> edges = new ArrayList<>();
    private final Map<Integer, Integer> standing = new HashMap<>(); // for a node next to where the search was: that one
    private int guarded;
    private Lenience lenience = Lenience.NONE;
    private boolean isWanting; // something was left out for want of support

    /// What is not asked for of a first step where nothing else leads on from now: that it was done there
    /// often, and then that what it leads to has support.
    private enum Lenience {
        NONE,
        RARITY,
        SUPPORT
    }

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

    /// A macro-action from a node, and the nodes that it may lead to: several where something is left to chance.
    private record Edge(Node from, double cost, List<Node> nodes, List<Float> chances) {}

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
            boolean isSettled = level.chance().isEmpty()
                    && best != root
                    && next != null
                    && energyNow > 0
                    && best.energy() >= 0
                    && score(best, energyNow) <= config.impatience() * next.cost();
            if (batch.isEmpty() || isSettled) {
                break;
            }
            expand(batch);
            if (closed.size() == 1) {
                relent(batch);
            }
        }
        return level.chance().isEmpty()
                ? new Found(way(best), best.energy(), closed.size(), guarded)
                : byChance(energyNow);
    }

    /// From now, where that leads nowhere for want of what the data support; not where sub-goals were avoided,
    /// since then the level below does better by itself.
    private void relent(List<Node> now) {
        int counted = guarded;
        for (int more = 1;
                open.isEmpty() && isWanting && problem.avoided().isEmpty() && more < LENIENCES.size();
                more++) {
            guarded = 0;
            lenience = LENIENCES.get(more);
            expand(now);
        }
        guarded = Math.max(counted, guarded);
        lenience = Lenience.NONE;
    }

    /// By what each macro-action costs to go on from, whatever chance does.
    private Found byChance(float energyNow) {
        double[] staying = new double[nodes.size()];
        for (Node node : nodes) {
            staying[node.number()] =
                    node.energy() / Math.max(Math.abs(energyNow), Float.MIN_NORMAL) / config.impatience();
        }
        List<CostsToGo.Edge> all = new ArrayList<>();
        for (Edge edge : edges) {
            int[] places = edge.nodes().stream().mapToInt(this::standing).toArray();
            float[] chances = new float[places.length];
            for (int i = 0; i < chances.length; i++) {
                chances[i] = edge.chances().get(i);
            }
            all.add(new CostsToGo.Edge(edge.from().number(), edge.cost(), places, chances));
        }
        List<Integer> way = new CostsToGo(staying, all, config.risk()).way(0);
        List<float[]> latents =
                way.stream().map(place -> nodes.get(place).latent()).toList();
        return new Found(latents, nodes.get(way.getLast()).energy(), closed.size(), guarded);
    }

    private int standing(Node node) {
        return standing.getOrDefault(node.number(), node.number());
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
            Node other = near(node.latent(), near);
            if (other == null) {
                closed.add(node);
                batch.add(node);
            } else {
                standing.put(node.number(), other.number());
            }
        }
        return batch;
    }

    private @Nullable Node near(float[] latent, double distance) {
        for (Node other : closed) {
            if (squared(level, other.latent(), latent) < distance * distance) {
                return other;
            }
        }
        return null;
    }

    /// Between two latents of a level, its context aside.
    static double squared(Level level, float[] one, float[] other) {
        return squared(one, other, level.spec().movingDimension());
    }

    static double squared(float[] one, float[] other, int counted) {
        double sum = 0;
        for (int i = 0; i < counted; i++) {
            double gap = one[i] - other[i];
            sum += gap * gap;
        }
        return sum;
    }

    /// A step that may be taken.
    private record Step(Node from, int code, double cost) {}

    /// What steps lead to.
    ///
    /// @param values how many outcomes each step has
    private record Led(
            List<Step> steps, int values, Outcomes outcomes, float[] support, boolean[] allowed, float[] energies) {}

    private void expand(List<Node> batch) {
        int d = level.spec().latentDimension();
        float[] latents = new float[batch.size() * d];
        for (int i = 0; i < batch.size(); i++) {
            System.arraycopy(batch.get(i).latent(), 0, latents, i * d, d);
        }
        List<Step> steps = steps(batch, level.affordances(latents));
        float[] macros = macros(steps);
        Outcomes outcomes =
                outcomes(from(steps), new ActionBatch(steps.size(), 1, macros.length / steps.size(), macros));
        Led led = new Led(
                steps,
                outcomes.chances().length / steps.size(),
                outcomes,
                level.support(outcomes.latents()),
                problem.allowed().of(outcomes.latents()),
                problem.wanted().of(outcomes.latents()));
        for (int i = 0; i < steps.size(); i++) {
            open(led, i);
        }
    }

    /// Opens what a step leads to, unless one of its outcomes is forbidden, less than half of what may come has
    /// support,
    /// or nothing goes anywhere. An outcome without support is taken for an error of the model and left out.
    private void open(Led led, int index) {
        Step step = led.steps().get(index);
        List<Node> fresh = new ArrayList<>();
        Edge edge = new Edge(step.from(), step.cost(), new ArrayList<>(), new ArrayList<>());
        int d = level.spec().latentDimension();
        boolean goes = false;
        float supported = 0;
        for (int value = index * led.values(); value < (index + 1) * led.values(); value++) {
            if (led.outcomes().chances()[value] < config.least()) {
                continue;
            }
            guarded += led.allowed()[value] ? 0 : 1;
            if (!led.allowed()[value]) {
                return;
            }
            if (lenience != Lenience.SUPPORT && led.support()[value] < config.support()) {
                isWanting = true;
                continue;
            }
            supported += led.outcomes().chances()[value];
            float[] latent = Arrays.copyOfRange(led.outcomes().latents(), value * d, (value + 1) * d);
            goes |= goesSomewhere(step, latent);
            Node known = near(latent, config.near() * level.step());
            if (known == null) {
                double novelty =
                        config.novelty() * Math.max(0, -Math.log(2 * Math.max(LEAST_SHARE, led.support()[value])));
                double cost = step.from().cost() + step.cost() + novelty;
                known = new Node(
                        nodes.size() + fresh.size(), latent, step.from().number(), cost, led.energies()[value]);
                fresh.add(known);
            }
            edge.nodes().add(known);
            edge.chances().add(led.outcomes().chances()[value]);
        }
        if (goes && supported >= HALF) {
            nodes.addAll(fresh);
            open.addAll(fresh);
            edges.add(edge);
        }
    }

    /// What macro-actions may lead to; by one value alone where nothing is left to chance.
    private Outcomes outcomes(float[] from, ActionBatch macros) {
        if (level.chance().isPresent()) {
            return level.chance().get().outcomes(from, macros);
        }
        float[] sure = new float[macros.candidates()];
        Arrays.fill(sure, 1);
        return new Outcomes(sure, level.step(from, macros));
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
                if (lenience != Lenience.NONE || share >= config.rarest()) {
                    double cost = 1 - config.novelty() * Math.log(Math.max(LEAST_SHARE, share));
                    steps.add(new Step(batch.get(i), code, cost));
                }
            }
        }
        return steps;
    }

    private float[] from(List<Step> steps) {
        int d = level.spec().latentDimension();
        float[] latents = new float[steps.size() * d];
        for (int i = 0; i < steps.size(); i++) {
            System.arraycopy(steps.get(i).from().latent(), 0, latents, i * d, d);
        }
        return latents;
    }

    private float[] macros(List<Step> steps) {
        int m = level.spec().macroDimension();
        float[] macros = new float[steps.size() * m];
        for (int i = 0; i < steps.size(); i++) {
            System.arraycopy(level.code(steps.get(i).code()), 0, macros, i * m, m);
        }
        return macros;
    }

    /// Far enough to be a step, and from now not to where the level below could not go.
    private boolean goesSomewhere(Step step, float[] latent) {
        double least = config.shortest() * level.step();
        if (squared(level, step.from().latent(), latent) < least * least) {
            return false;
        }
        double near = config.near() * level.step();
        return step.from().parent() >= 0
                || problem.avoided().stream().noneMatch(avoided -> squared(level, avoided, latent) < near * near);
    }
}
