package io.github.jepa4j.actor;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.ActionSequence;

/// Searches for the action sequence of least energy inside a world model. A planner is immutable and holds
/// no history: what an earlier plan found is passed in as a warm start. It obeys the action space and the
/// budget, and neither draws, prints nor saves.
public interface Planner {

    /// Plans.
    ///
    /// @param problem   the model, the present, what is wanted, what is allowed
    /// @param warmStart where to begin, usually what is left of the last plan, in the model's units
    ///     `[any, A]`; empty (horizon 0) for a cold start. Shorter than the horizon, it is filled up with
    ///     the last legal resting action (zero); longer, it is cut
    /// @param budget    when to stop; the best plan so far is returned
    /// @param seed      all of this plan's randomness
    Plan plan(Problem problem, ActionSequence warmStart, Budget budget, Seed seed);

    /// Plans anew for the same task after a part of a plan was done: by default from what is left of its actions. A
    /// planner on several levels may go on with what its higher levels planned.
    ///
    /// @param before the last plan, for the same objective and guardrails
    /// @param done   how many of its actions were done since
    default Plan replan(Problem problem, Plan before, int done, Budget budget, Seed seed) {
        return plan(problem, before.actions().shifted(done), budget, seed);
    }

    /// A cold start.
    default Plan plan(Problem problem, Budget budget, Seed seed) {
        int dimension = problem.model().actionDimension();
        return plan(problem, new ActionSequence(0, dimension, new float[0]), budget, seed);
    }
}
