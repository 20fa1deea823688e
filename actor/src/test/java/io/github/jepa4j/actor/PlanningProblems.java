package io.github.jepa4j.actor;

import io.github.jepa4j.objective.GoalDistance;
import io.github.jepa4j.objective.Guardrail;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.ActionSequence;
import io.github.jepa4j.worldmodel.Rollout;
import io.github.jepa4j.worldmodel.WorldModel;
import java.util.List;

/// Problems that the contracts of planners pose.
final class PlanningProblems {

    private PlanningProblems() {}

    /// To a goal, given in raw units from the origin, in a world where actions add up.
    static Problem toward(float x, float y, ActionSpace space, int horizon) {
        return new Problem(
                new PlannerContract.RawAdder(),
                new Latent(new float[2]),
                GoalDistance.sum(new Latent(new float[] {x, y})),
                space,
                PlannerContract.SCALE,
                horizon);
    }

    static Problem withModel(Problem problem, WorldModel model) {
        return new Problem(
                model, problem.now(), problem.objective(), problem.actionSpace(), problem.scale(), problem.horizon());
    }

    static ActionSequence straightTo(float x, float y, int steps) {
        float[] values = new float[2 * steps];
        double length = Math.hypot(x, y);
        int needed = (int) Math.ceil(length / 1.4);
        for (int step = 0; step < steps; step++) {
            float pace = step < needed ? 1f / needed : 0;
            values[2 * step] = (x * pace - PlannerContract.SCALE.mean()[0])
                    / PlannerContract.SCALE.std()[0];
            values[2 * step + 1] = (y * pace - PlannerContract.SCALE.mean()[1])
                    / PlannerContract.SCALE.std()[1];
        }
        return new ActionSequence(steps, 2, values);
    }

    static float energyOf(Problem problem, float[] actions, boolean project) {
        float[] values = actions.clone();
        for (int offset = 0; project && offset < values.length; offset += 2) {
            PlannerContract.SCALE.project(problem.actionSpace(), values, offset);
        }
        return problem.objective().energy(imagined(problem, values))[0];
    }

    static Rollout imagined(Problem problem, float[] actions) {
        return problem.model().imagine(problem.now(), new ActionBatch(1, problem.horizon(), 2, actions));
    }

    static Problem within(Problem problem, Guardrail... guardrails) {
        return new Problem(
                problem.model(),
                problem.now(),
                problem.objective(),
                List.of(guardrails),
                problem.actionSpace(),
                problem.scale(),
                problem.horizon());
    }
}
