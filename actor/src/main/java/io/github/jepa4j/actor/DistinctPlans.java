package io.github.jepa4j.actor;

import io.github.jepa4j.objective.Readout;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.ActionSequence;
import io.github.jepa4j.worldmodel.Rollout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// Finds not one plan but several that differ in kind: through the left door and through the right. Gradient descent
/// from many starts; of where the descents came to, best first, each is kept that is far from all that are kept, and at
/// the bottom of a valley of its own; what is kept is then improved further, each by itself, and looked at again.
///
/// Two plans are far from each other where their imagined paths are further apart than a distance at some time. Each
/// has a valley of its own where it is worse, on the straight way in actions from one to the other, than at both ends:
/// a higher energy, or a violated guardrail. So two ends of descents that have merely not yet met do not count as two.
///
/// | tensor    | shape          | unit, range              |
/// |-----------|----------------|--------------------------|
/// | starts    | `[K, H, A]`    | the model's units, legal |
/// | paths     | `[H + 1, R]`   | the readouts', or of latents, `R = D` |
///
/// Method: multistart (as in `GradientPlanner`, with its starts), and Ursem's hill-valley test (*Multinational
/// evolutionary algorithms*, CEC 1999). Differs from it: violations of guardrails come before energy, and how far apart
/// is far is declared, since two paths along two sides of a pebble are one plan to most.
///
/// The test sees straight ways only: two plans joined by a bent valley may both be returned. A plan that is stuck, such
/// as in front of a wall, has a valley of its own too; `worth` is there to leave it out.
///
/// What stands in the way should be told by the gradient, as guardrails are. Behind a wall that only stops who walks
/// into it, a door that is narrow from where one stands was not found in a trial, since the descents pull away from it.
public final class DistinctPlans {

    /// How to search.
    ///
    /// @param most      how many plans to return at most, at least 1
    /// @param distance  how far apart, at some time, the paths of two plans must be; in the readouts' unit, or the
    ///     latents' where there is no readout; above 0
    /// @param worth     what share of the best plan's gain another must have, from 0 to 1, the gain being how
    ///     much less energy it has than doing nothing; 0 for any. Where doing nothing is best, any will do
    /// @param searching the descents from many starts
    /// @param polishing how many further iterations each plan is improved by itself, half of them sampling
    ///     close by, half short steps downhill; at least 1
    public record Config(int most, float distance, float worth, GradientPlanner.Config searching, int polishing) {

        public Config {
            Checks.atLeast("number of plans", most, 1);
            Checks.positive("distance between plans", distance);
            Checks.within("share of the best plan's gain", worth, 0, 1);
            Checks.atLeast("number of polishing steps", polishing, 1);
        }

        /// Two plans, each gaining at least half of what the best does, from 96 starts of 20 steps and 40 more each.
        ///
        /// @param distance as above; there is none that suits all worlds
        public static Config apart(float distance) {
            return new Config(2, distance, 0.5f, new GradientPlanner.Config(96, 20, 0.15f, 2, 0.5f), 40);
        }
    }

    /// What was found.
    ///
    /// @param plans  best first, at least one; if nothing is safe it is one alone, the safest, and its outcome says
    ///     so. Each plan's diagnostics are of its own polishing
    /// @param search how the descents from many starts went, which all plans share
    public record Found(List<Plan> plans, Plan.Diagnostics search) {

        public Found {
            plans = List.copyOf(plans);
        }
    }

    /// Where a descent came to.
    private record End(float[] actions, float energy, float violation) {

        boolean betterThan(End other) {
            return violation < other.violation || (violation == other.violation && energy < other.energy);
        }
    }

    /// How many are polished for each plan wanted, since some turn out to be one on the way down.
    private static final int SPARE = 6;

    private static final GaussianSearch.Settings NEARBY =
            new GaussianSearch.Settings(32, 6, 1, 3, 2, 0.15f, 0.02f, 0.1f);

    /// How many places are looked at between two plans.
    private static final int BETWEEN = 15;

    /// By how much, of the energy, a way must rise to be a barrier: more than rounding makes it.
    private static final float ROUNDING = 1e-5f;

    private final Config config;
    private final List<Readout> readouts;

    /// Paths are told apart in latents.
    public DistinctPlans(Config config) {
        this(config, List.of());
    }

    /// Paths are told apart by what is read from them, such as the two coordinates of a position.
    ///
    /// @param readouts of one unit; none for latents
    public DistinctPlans(Config config, List<Readout> readouts) {
        this.config = config;
        this.readouts = List.copyOf(readouts);
    }

    /// Searches. The budget's iterations are those of the descents and of the polishing, which are as many for each
    /// plan; on a deadline the best so far is returned, less polished or not at all.
    ///
    /// @param warmStart the first start, `[any, A]`; may be empty
    public Found plan(Problem problem, ActionSequence warmStart, Budget budget, Seed seed) {
        AdamDescent.requireGradient(problem, "distinct-plans");
        float[] warm = new Border(problem).legal(warmStart);
        Search search = new Search(problem, budget, warm);
        List<End> ends = descend(search, problem, warm, seed);
        // A budget allows one iteration at least: where none is left, the deadline has passed.
        boolean over = budget.spent(search.iterations());
        Budget left = new Budget(
                over ? 0 : budget.deadlineNanos(),
                Math.max(1, budget.iterations() - search.iterations()),
                over ? () -> 0L : budget.clock());
        List<Plan> polished = new ArrayList<>();
        for (End end : distinct(problem, ends)) {
            polished.add(
                    polish(problem, end.actions(), left, seed.split("polishing").split(polished.size())));
        }
        if (polished.isEmpty()) {
            polished.add(search.best(config.searching().iterations()));
        }
        return new Found(stillDistinct(problem, polished), search.diagnostics());
    }

    /// The best that each descent came by, best first.
    private List<End> descend(Search search, Problem problem, float[] warm, Seed seed) {
        float[] starts = new GradientPlanner(config.searching()).starts(problem, warm, seed);
        AdamDescent descent =
                new AdamDescent(search, problem, starts, config.searching().stepLength());
        End[] best = new End[starts.length / warm.length];
        int wanted = config.searching().iterations();
        while (search.goesOn(wanted)) {
            Ranking ranking = descent.step(wanted);
            for (int start = 0; start < best.length; start++) {
                End end = end(ranking, start);
                if (!Float.isNaN(end.energy()) && (best[start] == null || end.betterThan(best[start]))) {
                    best[start] = end;
                }
            }
        }
        List<End> ends = new ArrayList<>();
        for (End end : best) {
            if (end != null) {
                ends.add(end);
            }
        }
        ends.sort(Comparator.comparingDouble(End::violation).thenComparingDouble(End::energy));
        return ends;
    }

    private static End end(Ranking ranking, int candidate) {
        ActionSequence actions = ranking.rollout().actions().sequence(candidate);
        return new End(actions.values(), ranking.energies()[candidate], ranking.violations()[candidate]);
    }

    /// The first of those that are one plan, best first. What is unsafe is kept only as the one that there is.
    private List<End> distinct(Problem problem, List<End> ends) {
        List<End> kept = new ArrayList<>();
        List<float[]> paths = new ArrayList<>();
        float least = ends.isEmpty() ? 0 : leastWorth(problem, ends.getFirst());
        for (End end : ends) {
            boolean fit = kept.isEmpty() || (end.violation() == 0 && end.energy() <= least);
            if (!fit || kept.size() == SPARE * config.most()) {
                break;
            }
            float[] path = path(imagine(problem, end.actions()));
            boolean other = true;
            for (int i = 0; i < kept.size() && other; i++) {
                other = apart(path, paths.get(i), problem.horizon())
                        && barrier(problem, kept.get(i).actions(), end.actions());
            }
            if (other) {
                kept.add(end);
                paths.add(path);
            }
        }
        return kept;
    }

    /// The highest energy that another plan may have.
    private float leastWorth(Problem problem, End best) {
        float atRest = problem.objective().energy(imagine(problem, new Border(problem).restingSequence()))[0];
        float gain = atRest - best.energy();
        return gain > 0 && config.worth() > 0 ? atRest - config.worth() * gain : Float.POSITIVE_INFINITY;
    }

    /// By sampling close by for the first half, which a wall with an edge does not mislead, and then by short steps
    /// downhill.
    private Plan polish(Problem problem, float[] actions, Budget budget, Seed seed) {
        Search search = new Search(problem, budget, actions);
        int half = (config.polishing() + 1) / 2;
        GaussianSearch sampling = new GaussianSearch(
                NEARBY, (energies, _) -> Gaussian.equalWeights(energies.length), search, problem, seed);
        while (search.goesOn(half)) {
            sampling.step();
        }
        float length = config.searching().stepLength() / 10;
        AdamDescent descent =
                new AdamDescent(search, problem, search.bestActions().clone(), length);
        while (search.goesOn(config.polishing())) {
            descent.step(config.polishing());
        }
        return search.best(config.polishing());
    }

    /// Best first, without those that came to be one plan on the way down.
    private List<Plan> stillDistinct(Problem problem, List<Plan> plans) {
        plans.sort(Comparator.comparing((Plan plan) -> !plan.outcome().safe()).thenComparingDouble(Plan::energy));
        List<Plan> kept = new ArrayList<>();
        for (Plan plan : plans) {
            float[] path = path(plan.future());
            boolean other = kept.stream()
                    .allMatch(better -> apart(path, path(better.future()), problem.horizon())
                            && barrier(
                                    problem,
                                    better.actions().values(),
                                    plan.actions().values()));
            if (other && kept.size() < config.most()) {
                kept.add(plan);
            }
        }
        return kept;
    }

    /// Whether it is worse somewhere between two plans than at both of them.
    private static boolean barrier(Problem problem, float[] one, float[] other) {
        float[] values = new float[(BETWEEN + 2) * one.length];
        for (int place = 0; place < BETWEEN + 2; place++) {
            float share = place / (BETWEEN + 1f);
            for (int i = 0; i < one.length; i++) {
                values[place * one.length + i] = (1 - share) * one[i] + share * other[i];
            }
        }
        Rollout way = imagine(problem, values);
        float[] energies = problem.objective().energy(way);
        float[] violations = Violations.of(problem.guardrails(), way);
        int last = BETWEEN + 1;
        float violation = Math.max(violations[0], violations[last]);
        float energy = Math.max(energies[0], energies[last]);
        float slack = ROUNDING * (Math.abs(energies[0]) + Math.abs(energies[last]));
        for (int place = 1; place < last; place++) {
            boolean known = Float.isFinite(energies[place]);
            if (!known || violations[place] > violation || energies[place] > energy + slack) {
                return true;
            }
        }
        return false;
    }

    private static Rollout imagine(Problem problem, float[] values) {
        int dimension = problem.model().actionDimension();
        int candidates = values.length / (problem.horizon() * dimension);
        ActionBatch batch = new ActionBatch(candidates, problem.horizon(), dimension, values.clone());
        return problem.model().imagine(problem.now(), batch);
    }

    /// `[H + 1, R]`, of a rollout of one candidate.
    private float[] path(Rollout future) {
        if (readouts.isEmpty()) {
            return future.latents();
        }
        int times = future.horizon() + 1;
        float[] path = new float[times * readouts.size()];
        for (int r = 0; r < readouts.size(); r++) {
            float[] values = readouts.get(r).read(future);
            for (int time = 0; time < times; time++) {
                path[time * readouts.size() + r] = values[time];
            }
        }
        return path;
    }

    /// Whether two paths are further apart than the distance at some time. What is no number is not.
    private boolean apart(float[] one, float[] other, int horizon) {
        int dimension = one.length / (horizon + 1);
        double[] squares = new double[horizon + 1];
        for (int i = 0; i < one.length; i++) {
            squares[i / dimension] += (double) (one[i] - other[i]) * (one[i] - other[i]);
        }
        return Arrays.stream(squares).anyMatch(square -> Math.sqrt(square) > config.distance());
    }
}
