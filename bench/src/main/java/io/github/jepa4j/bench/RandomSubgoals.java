package io.github.jepa4j.bench;

import io.github.jepa4j.actor.Budget;
import io.github.jepa4j.actor.Plan;
import io.github.jepa4j.actor.Planner;
import io.github.jepa4j.actor.Problem;
import io.github.jepa4j.objective.LevelDistance;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.ActionSequence;
import io.github.jepa4j.worldmodel.Level;
import java.util.List;

/// A hierarchy whose higher level does not plan: the next sub-goal is where a macro-action leads that
/// is drawn by how often each was done. Where the goal is so near that planning levels would leave it
/// to the lowest planner, it is; whatever it wins else is won by the data and the lowest planner.
///
/// @param whole plans on both levels
record RandomSubgoals(Level level, Planner whole, Planner lowest) implements Planner {

    private static final int NEAR = 3; // steps of the level, as of the whole planner

    @Override
    public Plan plan(Problem problem, ActionSequence warmStart, Budget budget, Seed seed) {
        Plan planned = whole.plan(problem, warmStart, budget, seed);
        if (planned.subgoals().getFirst().steps() <= NEAR) {
            return planned;
        }
        float[] now = level.encodeAll(problem.now().values());
        float[] likely = level.affordances(now);
        double drawn = seed.split("macro-action").generator().nextDouble();
        int code = 0;
        for (double sum = likely[0]; sum < drawn && code < likely.length - 1; sum += likely[code]) {
            code++;
        }
        float[] macro = level.code(code);
        float[] next = level.step(now, new ActionBatch(1, 1, macro.length, macro));
        Problem below = new Problem(
                problem.model(),
                problem.now(),
                new LevelDistance(List.of(level), new Latent(next), level.spec().span()),
                problem.guardrails(),
                problem.actionSpace(),
                problem.scale(),
                problem.horizon());
        return lowest.plan(below, warmStart, budget, seed.split("plan"));
    }
}
