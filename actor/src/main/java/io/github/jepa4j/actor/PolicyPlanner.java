package io.github.jepa4j.actor;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.ActionSequence;
import io.github.jepa4j.worldmodel.Policy;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Acts without search: what is done is what a policy tells, made legal and imagined, so that energy and
/// guardrails are told as of any plan. They are told, and not kept: where one would be violated, the outcome says so.
/// Where a plan is longer than the policy tells at a time, it goes on from what
/// it imagines, which is not counted.
///
/// What has no aim, or one of another kind than the policy was distilled for, is planned by another
/// planner, such as the way's last steps below a [HierarchicalPlanner]. Several futures go around it by
/// no means: it acts from one present.
///
/// Source: Mode-1 of LeCun, *A path towards autonomous machine intelligence* (2022), §3.1.3.
///
/// @param policy    of the problem's latents and actions
/// @param otherwise plans what the policy was not distilled for
public record PolicyPlanner(Policy policy, Planner otherwise) implements Planner {

    @Override
    public Plan plan(Problem problem, ActionSequence warmStart, Budget budget, Seed seed) {
        Optional<ActionSequence> told = told(policy, problem);
        if (told.isEmpty()) {
            return otherwise.plan(problem, warmStart, budget, seed);
        }
        Search search = new Search(problem, budget, new Border(problem).legal(told.get()));
        if (search.goesOn(1)) {
            search.iterate(search.bestActions().clone());
        }
        return search.best(1);
    }

    /// A policy as what proposes where a search begins.
    public static ProposalPlanner.Proposals proposals(Policy policy) {
        return (problem, _) -> told(policy, problem).map(List::of).orElse(List.of());
    }

    /// Over the whole horizon; none where there is no aim that it knows.
    private static Optional<ActionSequence> told(Policy policy, Problem problem) {
        boolean fits = policy.spec().latentDimension() == problem.now().dimension()
                && policy.spec().actionDimension() == problem.model().actionDimension();
        return problem.objective()
                .aim()
                .filter(aim -> fits
                        && aim.kind().equals(policy.spec().aim())
                        && aim.values().length == policy.spec().aimDimension())
                .map(aim -> unrolled(policy, problem, aim.values()));
    }

    private static ActionSequence unrolled(Policy policy, Problem problem, float[] aim) {
        Border border = new Border(problem);
        int a = problem.model().actionDimension();
        float[] all = new float[border.length()];
        Latent now = problem.now();
        int step = policy.spec().horizon();
        for (int done = 0; done < problem.horizon(); done += step) {
            float[] next = policy.act(now, aim).values();
            border.project(next);
            int some = Math.min(step, problem.horizon() - done);
            System.arraycopy(next, 0, all, done * a, some * a);
            if (done + some < problem.horizon()) {
                float[] imagined = problem.model()
                        .imagine(now, new ActionBatch(1, step, a, next))
                        .latents();
                now = new Latent(Arrays.copyOfRange(imagined, step * now.dimension(), imagined.length));
            }
        }
        return new ActionSequence(problem.horizon(), a, all);
    }
}
