package io.github.jepa4j.actor;

import io.github.jepa4j.actor.SubgoalSearch.Allowed;
import io.github.jepa4j.actor.SubgoalSearch.Energies;
import io.github.jepa4j.actor.SubgoalSearch.Found;
import io.github.jepa4j.objective.EnergyShare;
import io.github.jepa4j.objective.GoalDistance;
import io.github.jepa4j.objective.LevelDistance;
import io.github.jepa4j.objective.LevelNovelty;
import io.github.jepa4j.objective.Objective;
import io.github.jepa4j.objective.Risk;
import io.github.jepa4j.objective.WeightedSum;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.ActionSequence;
import io.github.jepa4j.worldmodel.Level;
import io.github.jepa4j.worldmodel.Rollout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Plans on several levels, from the highest down. The highest searches for a way of its own latents to the goal, as it
/// perceives that itself, or for any other objective to where its energy is least, as far as those latents tell it; the
/// first latent on the way is what the level below is
/// to reach, and so on, down to the world model, where another planner finds the actions. Where a level sees nothing
/// better within one of its steps, the level below gets what it was asked itself.
///
/// Guardrails hold at every level: what a higher level imagines where one would be violated is left, and below they
/// are the lowest planner's. A first sub-goal that the lowest planner cannot come near, by its own imagination, is
/// avoided, and the higher levels are asked again.
///
/// A [FuturesPlanner] may be the lowest planner, and not be put around this one. The energy that is
/// told is then that of the future which is foreseen alone; guardrails are those across all.
///
/// Method: top-down planning of LeCun, *A path towards autonomous machine intelligence* (2022), §4.6 and figure 16.
/// Differs from H-JEPA (arXiv 2610.06805) and HWM (arXiv 2604.03208), which search for macro-actions by gradient or by
/// sampling: macro-actions are proposed where the data hold them, and searched as a graph.
public final class HierarchicalPlanner implements Planner {

    /// How higher levels search.
    ///
    /// @param latents    imagined at most by each search, at least 1
    /// @param near       latents closer than this part of a step are one, above 0
    /// @param shortest   what is shorter than this part of a step is none, at least 0
    /// @param rarest     macro-actions are tried that were done at least this often, as a part of the most frequent
    ///     one there, above 0, to 1; any as the first step, where else none leads on for want of support
    /// @param support    least support of a latent, 0 to 1; none is asked for of the first step, where even so none
    ///     leads on
    /// @param novelty    steps that a rarer macro-action, or less support, counts for more, for each factor of e
    /// @param impatience part of the present energy that a step more is worth, above 0
    /// @param reached    how near to a sub-goal counts as there, as a part of a step, above 0
    /// @param tries      sub-goals that are tried at most, at least 1
    /// @param least      what is less likely is not reckoned with, 0 to 0.5
    /// @param risk       what counts of what chance may do, where a level leaves something to it
    /// @param tether     what want of support weighs in plans of the lowest planner after a sub-goal: so many
    ///     squared steps for each factor of e, on average over time; 0 leaves it to the world model
    /// @param kept       how long a level goes on along its way when it is asked to plan anew, in its
    ///     own steps; 0 where it plans anew each time
    public record Config(
            int latents,
            float near,
            float shortest,
            float rarest,
            float support,
            float novelty,
            float impatience,
            float reached,
            int tries,
            float least,
            Risk risk,
            float tether,
            float kept) {

        public Config {
            Checks.atLeast("number of latents", latents, 1);
            Checks.positive("distance that counts as near", near);
            Checks.within("length of the shortest step", shortest, 0, 1);
            Checks.within("share of the rarest macro-action", rarest, 1e-6f, 1);
            Checks.within("least support", support, 0, 1);
            Checks.within("cost of novelty", novelty, 0, 1e6f);
            Checks.positive("impatience", impatience);
            Checks.positive("distance that counts as reached", reached);
            Checks.atLeast("number of tries", tries, 1);
            Checks.within("least chance", least, 0, 0.5f);
            Checks.within("weight of want of support", tether, 0, 1e6f);
            Checks.within("time a way is kept", kept, 0, 1e6f);
        }

        /// The same by another measure of risk.
        public Config withRisk(Risk other) {
            return with(other, tether, kept);
        }

        /// The same with ways that are kept for so many of a level's own steps.
        public Config keeping(float steps) {
            return with(risk, tether, steps);
        }

        /// The same by another weight of want of support in the lowest planner's plans.
        public Config tetheredBy(float other) {
            return with(risk, other, kept);
        }

        private Config with(Risk byRisk, float byTether, float forSteps) {
            return new Config(
                    latents,
                    near,
                    shortest,
                    rarest,
                    support,
                    novelty,
                    impatience,
                    reached,
                    tries,
                    least,
                    byRisk,
                    byTether,
                    forSteps);
        }

        /// Tried on OGBench's point mazes, not tuned.
        public static Config defaults() {
            return new Config(20_000, 0.3f, 0.4f, 0.05f, 0.2f, 0.5f, 0.002f, 0.5f, 4, 0.05f, Risk.MEAN, 0, 1);
        }
    }

    private static final int FEW = 3;

    private final List<Level> levels;
    private final Planner lowest;
    private final Config config;

    /// @param levels from the one above the world model up, at least one
    /// @param lowest finds actions; its horizon should be the first level's span or more
    public HierarchicalPlanner(List<Level> levels, Planner lowest, Config config) {
        this.levels = List.copyOf(levels);
        this.lowest = lowest;
        this.config = config;
        if (levels.isEmpty()) {
            throw new IllegalArgumentException(
                    "There are no levels; there must be at least 1 above the world model.\nMaybe the lowest planner alone was meant.");
        }
    }

    /// What a level found, and what it makes the level below do; null where that gets what it was asked itself.
    private record Asked(List<Subgoals> subgoals, @Nullable LevelDistance lowest) {}

    @Override
    public Plan plan(Problem problem, ActionSequence warmStart, Budget budget, Seed seed) {
        return plan(problem, warmStart, KeptWays.none(config), budget, seed);
    }

    /// Goes on along the ways of higher levels for as long as they may be kept.
    @Override
    public Plan replan(Problem problem, Plan before, int done, Budget budget, Seed seed) {
        KeptWays kept = new KeptWays(before.subgoals(), done, config);
        return plan(problem, before.actions().shifted(done), kept, budget, seed);
    }

    private Plan plan(Problem problem, ActionSequence warmStart, KeptWays kept, Budget budget, Seed seed) {
        requireLevels(problem);
        List<float[]> avoided = new ArrayList<>();
        Plan plan;
        Asked asked;
        do {
            asked = ask(problem, avoided.isEmpty() ? kept : KeptWays.none(config), avoided);
            Objective wanted = asked.lowest() == null ? problem.objective() : tethered(asked.lowest());
            Problem below = new Problem(
                    problem.model(),
                    problem.now(),
                    wanted,
                    problem.guardrails(),
                    problem.actionSpace(),
                    problem.scale(),
                    problem.horizon());
            plan = lowest.plan(below, warmStart, budget, seed.split(avoided.size()));
        } while (!isThere(asked.lowest(), plan, avoided) && avoided.size() < config.tries() && !budget.spent(0));
        return told(
                problem,
                plan,
                asked.subgoals().stream().map(way -> checked(problem, way)).toList());
    }

    /// Kept to where the first level has support.
    private Objective tethered(LevelDistance wanted) {
        Level level = levels.getFirst();
        float squaredStep = level.step() * level.step() / level.spec().movingDimension();
        return config.tether() == 0
                ? wanted
                : WeightedSum.of(
                        new WeightedSum.Term(1, wanted),
                        new WeightedSum.Term(config.tether() * squaredStep, new LevelNovelty(level)));
    }

    private void requireLevels(Problem problem) {
        int dimension = levels.getFirst().spec().lowerDimension();
        if (dimension != problem.now().dimension()) {
            throw new IllegalArgumentException(
                    "The first level stands on latents of %d dimensions, but the world model's have %d.\nMaybe it was learned above another model."
                            .formatted(dimension, problem.now().dimension()));
        }
    }

    /// Whether the lowest plan comes near its sub-goal, if it has one of the first level's; else that is avoided.
    private boolean isThere(@Nullable LevelDistance wanted, Plan plan, List<float[]> avoided) {
        if (wanted == null
                || wanted.levels().size() > 1
                || !plan.outcome().safe() && avoided.size() + 1 >= config.tries()) {
            return true;
        }
        Level level = levels.getFirst();
        double squared = (double) wanted.energy(plan.future())[0] * level.spec().movingDimension();
        double reach = config.reached() * level.step();
        boolean isNear = squared <= reach * reach && plan.outcome().safe();
        if (!isNear) {
            avoided.add(wanted.goal().values());
        }
        return isNear;
    }

    /// From the highest level down.
    private Asked ask(Problem problem, KeptWays kept, List<float[]> avoided) {
        List<float[]> now = new ArrayList<>();
        now.add(problem.now().values());
        levels.forEach(level -> now.add(level.encodeAll(now.getLast())));
        List<Subgoals> ways = new ArrayList<>();
        @Nullable LevelDistance target = null;
        boolean isAskedTheSame = true;
        for (int i = levels.size() - 1; i >= 0; i--) {
            int index = i;
            Allowed allowed = latents -> allowed(problem, index, latents);
            Subgoals left = isAskedTheSame ? left(i, now.get(i + 1), kept, allowed) : null;
            isAskedTheSame = left != null && kept.isWhole(i, left);
            Subgoals way = left;
            if (way == null) {
                Energies wanted = wanted(problem, i, target);
                way = searched(
                        i,
                        new SubgoalSearch.Problem(
                                levels.get(i), now.get(i + 1), wanted, allowed, i == 0 ? avoided : List.of()));
            }
            ways.addFirst(way);
            if (isFar(way, levels.get(i)) || target == null && way.steps() == 1 && i > 0) {
                target = new LevelDistance(
                        levels.subList(0, i + 1), new Latent(way.latents().get(1)), span(i));
            }
        }
        return new Asked(ways, target);
    }

    /// What is left of a way that was planned before, where it still leads far.
    private @Nullable Subgoals left(int index, float[] now, KeptWays kept, Allowed allowed) {
        Level level = levels.get(index);
        Subgoals left = kept.left(new KeptWays.Place(index, level, span(index), now, decoded(index, now)), allowed);
        return left != null && isFar(left, level) ? left : null;
    }

    private Subgoals searched(int index, SubgoalSearch.Problem asked) {
        Found found = new SubgoalSearch(asked, config).search();
        List<float[]> decoded =
                found.latents().stream().map(latent -> decoded(index, latent)).toList();
        return new Subgoals(
                index + 2, found.latents(), decoded, found.energy(), found.expanded(), found.guarded(), 0, 0);
    }

    /// Whether a way leads further than the level below goes by itself: not where it ends a step away
    /// after a few steps, which then only fit together to a smaller one.
    private static boolean isFar(Subgoals way, Level level) {
        double gap = SubgoalSearch.squared(
                level, way.latents().getFirst(), way.latents().getLast());
        boolean isBeside = way.steps() <= FEW && gap <= (double) level.step() * level.step();
        return way.steps() > 1 && !isBeside;
    }

    /// How many of the world model's steps one of a level's takes.
    private int span(int index) {
        int span = 1;
        for (Level level : levels.subList(0, index + 1)) {
            span *= level.spec().span();
        }
        return span;
    }

    /// A level's latents as the world model's.
    private float[] decoded(int index, float[] latents) {
        float[] lower = latents;
        for (int i = index; i >= 0; i--) {
            lower = levels.get(i).decodeAll(lower);
        }
        return lower;
    }

    /// How far they are from what the level above wants, or from a goal as the level itself perceives it; else by the
    /// objective, of what its latents are in the world model's.
    private Energies wanted(Problem problem, int index, @Nullable LevelDistance target) {
        if (target != null) {
            List<Level> through = target.levels();
            return distance(through.subList(index + 1, through.size()), through.getLast(), target.goal());
        }
        if (problem.objective() instanceof GoalDistance toGoal) {
            return distance(List.of(), levels.get(index), encoded(index, toGoal.goal()));
        }
        return latents -> problem.objective().energy(standing(problem, decoded(index, latents)));
    }

    private Latent encoded(int index, Latent worldModels) {
        Latent seen = worldModels;
        for (Level level : levels.subList(0, index + 1)) {
            seen = level.encode(seen);
        }
        return seen;
    }

    /// From a goal that is told in the latents of a level, through what lies between.
    private static Energies distance(List<Level> between, Level last, Latent goal) {
        int d = goal.dimension();
        return latents -> {
            float[] seen = latents;
            for (Level level : between) {
                seen = level.encodeAll(seen);
            }
            float[] energies = new float[seen.length / d];
            for (int i = 0; i < energies.length; i++) {
                float[] one = Arrays.copyOfRange(seen, i * d, (i + 1) * d);
                energies[i] = (float) SubgoalSearch.squared(last, one, goal.values());
            }
            return energies;
        };
    }

    /// A rollout of one step in which each latent stays.
    private static Rollout standing(Problem problem, float[] latents) {
        int d = problem.now().dimension();
        int count = latents.length / d;
        float[] twice = new float[2 * latents.length];
        for (int i = 0; i < count; i++) {
            System.arraycopy(latents, i * d, twice, 2 * i * d, d);
            System.arraycopy(latents, i * d, twice, (2 * i + 1) * d, d);
        }
        return new Rollout(ActionBatch.zeros(count, 1, problem.model().actionDimension()), d, twice, null);
    }

    private boolean[] allowed(Problem problem, int index, float[] latents) {
        boolean[] allowed =
                new boolean[latents.length / levels.get(index).spec().latentDimension()];
        Arrays.fill(allowed, true);
        if (problem.guardrails().isEmpty()) {
            return allowed;
        }
        Rollout standing = standing(problem, decoded(index, latents));
        for (var guardrail : problem.guardrails()) {
            float[] margins = Violations.margins(guardrail, standing);
            for (int i = 0; i < allowed.length; i++) {
                // A rate is NaN of what stands still, and for the lowest planner to keep.
                allowed[i] &= !(margins[i] < 0);
            }
        }
        return allowed;
    }

    /// A way with how many of its sub-goals violate a guardrail, whoever found it and whenever.
    private Subgoals checked(Problem problem, Subgoals way) {
        int violated = 0;
        for (float[] latent : way.latents().subList(1, way.latents().size())) {
            violated += allowed(problem, way.level() - 2, latent)[0] ? 0 : 1;
        }
        return way.violating(violated);
    }

    /// The plan with the energies of what was asked for, and what each level planned.
    private static Plan told(Problem problem, Plan plan, List<Subgoals> subgoals) {
        Objective objective = problem.objective();
        return new Plan(
                plan.actions(),
                objective.energy(plan.future())[0],
                EnergyShare.of(objective, plan.future()),
                plan.verdicts(),
                plan.future(),
                plan.outcome(),
                plan.diagnostics(),
                subgoals,
                plan.futures());
    }
}
