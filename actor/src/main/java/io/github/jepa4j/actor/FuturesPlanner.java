package io.github.jepa4j.actor;

import io.github.jepa4j.objective.Risk;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.ActionSequence;
import io.github.jepa4j.worldmodel.Futures;
import io.github.jepa4j.worldmodel.Rollout;
import io.github.jepa4j.worldmodel.UncertainWorldModel;
import io.github.jepa4j.worldmodel.WorldModel;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// A planner for a world in which the same action can lead to several futures: draws some of them, and
/// has the planner inside find actions that do for all ([Problem#across]). The plan's `future` is what
/// the problem's own model imagines, its `futures` are those that were drawn; its energy and verdicts
/// are those across them.
///
/// Where the futures branch, what is planned for the time after the shared actions depends on the future; the plan's
/// own actions are then those of the first, and the world has to be looked at again by then.
///
/// Source: scenario-based model predictive control, Schildbach et al., *The scenario approach for stochastic model
/// predictive control* (2014); with branching, multi-stage, Lucia, Finkler and Engell (2013). Differs from them: the
/// scenarios are those of a learned latent variable, drawn together.
///
/// @param chance imagines the futures; of the latents and actions of the problems that it is asked
/// @param inner  plans
/// @param config how many futures, and what counts of them
public record FuturesPlanner(UncertainWorldModel chance, Planner inner, Config config) implements Planner {

    /// What counts of futures.
    ///
    /// @param count   `F`, how many are imagined, at least 1
    /// @param shared  after how many actions they branch; 0 where all of them get the same actions throughout
    /// @param wanted  what counts of the objective's energies
    /// @param guarded what counts of the guardrails' margins
    public record Config(int count, int shared, Risk wanted, Risk guarded) {

        public Config {
            Checks.atLeast("number of futures", count, 1);
            Checks.atLeast("number of shared actions", shared, 0);
        }

        /// Ten futures of the same actions, by their mean; guardrails hold in the worst of them.
        public static Config defaults() {
            return new Config(10, 0, Risk.MEAN, Risk.WORST);
        }

        /// The same by another measure of risk of the energies.
        public Config withWanted(Risk risk) {
            return new Config(count, shared, risk, guarded);
        }
    }

    @Override
    public Plan plan(Problem problem, ActionSequence warmStart, Budget budget, Seed seed) {
        List<WorldModel> drawn = chance.futures(config.count(), seed.split("futures"));
        boolean branch = config.shared() > 0 && config.shared() < problem.horizon();
        Futures futures = branch ? Futures.branching(drawn, config.shared()) : Futures.together(drawn);
        Problem across = problem.across(futures, config.wanted(), config.guarded());
        ActionSequence begin = branch ? repeated(warmStart) : warmStart;
        return apart(problem, futures, inner.plan(across, begin, budget, seed.split("plan")));
    }

    /// The same in all branches.
    private ActionSequence repeated(ActionSequence one) {
        int a = one.dimension();
        float[] all = new float[one.values().length * config.count()];
        for (int i = 0; i < all.length; i++) {
            int step = i / (a * config.count());
            all[i] = one.values()[step * a + i % a];
        }
        return new ActionSequence(one.horizon(), a * config.count(), all);
    }

    private static Plan apart(Problem problem, Futures futures, Plan plan) {
        ActionSequence first = futures.of(plan.actions(), 0);
        Rollout foreseen = problem.model()
                .imagine(problem.now(), new ActionBatch(1, first.horizon(), first.dimension(), first.values()));
        List<Rollout> each = IntStream.range(0, futures.count())
                .mapToObj(future -> futures.of(plan.future(), future))
                .toList();
        Plan.Diagnostics all = plan.diagnostics();
        List<ActionSequence> candidates = new ArrayList<>();
        all.candidates().forEach(candidate -> candidates.add(futures.of(candidate, 0)));
        return new Plan(
                first,
                plan.energy(),
                plan.shares(),
                plan.verdicts(),
                foreseen,
                plan.outcome(),
                all.withCandidates(candidates),
                plan.subgoals(),
                each);
    }
}
