package io.github.jepa4j.actor;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.ActionSequence;
import java.util.List;

/// A planner that begins where something else proposes: what was done in a like situation before, what a policy would
/// do. All proposals and the warm start are imagined in one batch, and the best of them, by guardrails and then by
/// energy, is where the planner inside begins. A bad proposal costs its imagining and nothing else.
///
/// | tensor    | shape       | unit, range              |
/// |-----------|-------------|--------------------------|
/// | proposals | `[P, H, A]` | the model's units, made legal; shorter ones are filled up with rest |
///
/// Source: retrieval of past plans as initialisation, as in case-based planning (Hammond, 1989) and memory-based
/// trajectory optimisation (Stolle and Atkeson, *Policies based on trajectory libraries*, 2006). Differs from them:
/// what is retrieved is ranked by imagining it, not by how near its situation is.
///
/// @param inner     plans from the best proposal
/// @param proposals where to begin
public record ProposalPlanner(Planner inner, Proposals proposals) implements Planner {

    /// Proposes sequences for a situation. Safe to use from many threads.
    @FunctionalInterface
    public interface Proposals {

        /// Sequences worth a look.
        ///
        /// @param problem the present, and what is wanted
        /// @param seed    of whatever is drawn
        /// @return any number of them, `[any, A]` each, in the model's units; may be empty
        List<ActionSequence> of(Problem problem, Seed seed);
    }

    @Override
    public Plan plan(Problem problem, ActionSequence warmStart, Budget budget, Seed seed) {
        List<ActionSequence> proposed = proposals.of(problem, seed.split("proposals"));
        if (proposed.isEmpty()) {
            return inner.plan(problem, warmStart, budget, seed);
        }
        Border border = new Border(problem);
        int length = border.length();
        float[] values = new float[(1 + proposed.size()) * length];
        System.arraycopy(border.legal(warmStart), 0, values, 0, length);
        for (int i = 0; i < proposed.size(); i++) {
            System.arraycopy(border.legal(proposed.get(i)), 0, values, (1 + i) * length, length);
        }
        Ranking ranking = new Search(problem, budget, new float[length]).evaluate(values);
        ActionSequence best = ranking.rollout().actions().sequence(ranking.finite() > 0 ? ranking.order()[0] : 0);
        return withProposals(inner.plan(problem, best, budget, seed), ranking);
    }

    /// The plan's diagnostics with the imagining of the proposals counted.
    private static Plan withProposals(Plan plan, Ranking ranking) {
        Plan.Diagnostics own = plan.diagnostics();
        int more = ranking.rollout().candidates();
        Plan.Diagnostics all = new Plan.Diagnostics(
                own.iterations(),
                own.rollouts() + more,
                own.imaginedSteps() + (long) more * ranking.rollout().horizon(),
                own.pullbackSteps(),
                own.nanEnergies() + more - ranking.finite(),
                own.unsafe() + unsafe(ranking),
                own.bestEnergy(),
                own.meanEnergy(),
                own.candidates());
        return plan.withDiagnostics(all);
    }

    private static int unsafe(Ranking ranking) {
        int unsafe = 0;
        for (float violation : ranking.violations()) {
            unsafe += violation > 0 ? 1 : 0;
        }
        return unsafe;
    }
}
