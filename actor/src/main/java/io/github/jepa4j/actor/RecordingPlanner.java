package io.github.jepa4j.actor;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.ActionSequence;
import io.github.jepa4j.worldmodel.Deliberation;
import java.util.function.Consumer;

/// A planner whose plans are told to somebody, who may distil a policy from them: those that keep every
/// guardrail and were searched to the end, for objectives that tell their aim.
///
/// @param inner plans
/// @param kept  gets them; as safe for several threads as the planner is used from
public record RecordingPlanner(Planner inner, Consumer<Deliberation> kept) implements Planner {

    @Override
    public Plan plan(Problem problem, ActionSequence warmStart, Budget budget, Seed seed) {
        return recorded(problem, inner.plan(problem, warmStart, budget, seed));
    }

    @Override
    public Plan replan(Problem problem, Plan before, int done, Budget budget, Seed seed) {
        return recorded(problem, inner.replan(problem, before, done, budget, seed));
    }

    private Plan recorded(Problem problem, Plan plan) {
        if (plan.outcome() instanceof Outcome.Planned) {
            problem.objective()
                    .aim()
                    .filter(aim -> aim.values().length > 0)
                    .ifPresent(aim -> kept.accept(new Deliberation(problem.now(), aim, plan.actions())));
        }
        return plan;
    }
}
