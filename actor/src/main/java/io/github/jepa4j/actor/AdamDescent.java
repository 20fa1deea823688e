package io.github.jepa4j.actor;

import io.github.jepa4j.objective.Guardrail;

/// Projected gradient descent of several action sequences side by side, each by Adam (Kingma and Ba, 2015):
/// the step has a length of its own whatever the energy's scale, so that steep and flat valleys are walked
/// alike.
final class AdamDescent {

    private static final float FIRST_DECAY = 0.9f;
    private static final float SECOND_DECAY = 0.99f;

    /// Far below any gradient that matters: energies are float32.
    private static final float EPSILON = 1e-12f;

    private final Search search;
    private final Border border;
    private final float[] stepLengths;
    private final float[] actions;
    private final float[] first;
    private final float[] second;
    private final AugmentedLagrangian guarded;
    private int steps;

    /// @param actions    where to start, `[K, H, A]`, legal; changed in place
    /// @param stepLength of one step of one axis, in half-ranges of the action space
    AdamDescent(Search search, Problem problem, float[] actions, float stepLength) {
        this.search = search;
        this.border = new Border(problem);
        this.actions = actions;
        this.stepLengths = border.halfRanges();
        for (int axis = 0; axis < stepLengths.length; axis++) {
            stepLengths[axis] *= stepLength;
        }
        this.first = new float[actions.length];
        this.second = new float[actions.length];
        int candidates = actions.length / border.length();
        this.guarded = new AugmentedLagrangian(problem.guardrails(), candidates, problem.horizon());
    }

    static void requireGradient(Problem problem, String planner) {
        if (!problem.objective().differentiable()) {
            throw new IllegalArgumentException(
                    "The %s planner needs the gradient of the objective, but %s has none.\nMaybe plan with a sampling planner (cem, mppi), or write the objective's gradient."
                            .formatted(planner, problem.objective()));
        }
        for (Guardrail guardrail : problem.guardrails()) {
            if (!guardrail.differentiable()) {
                throw new IllegalArgumentException(
                        "The %s planner needs the gradient of every guardrail, but '%s' has none.\nMaybe plan with a sampling planner (cem, mppi), or write the guardrail's gradient."
                                .formatted(planner, guardrail.name()));
            }
        }
    }

    /// Imagines all of them as one iteration and, if there is to be another, steps each downhill.
    Ranking step(int wanted) {
        Ranking ranking = search.iterateForGradient(actions.clone());
        if (search.goesOn(wanted)) {
            descend(search.gradient(ranking, guarded));
        }
        return ranking;
    }

    private void descend(float[] gradient) {
        steps++;
        float firstCorrection = (float) (1 / (1 - Math.pow(FIRST_DECAY, steps)));
        float secondCorrection = (float) (1 / (1 - Math.pow(SECOND_DECAY, steps)));
        for (int i = 0; i < gradient.length; i++) {
            float slope = Float.isFinite(gradient[i]) ? gradient[i] : 0;
            first[i] = FIRST_DECAY * first[i] + (1 - FIRST_DECAY) * slope;
            second[i] = SECOND_DECAY * second[i] + (1 - SECOND_DECAY) * slope * slope;
            float scale = (float) Math.sqrt(second[i] * secondCorrection) + EPSILON;
            actions[i] -= stepLengths[i % stepLengths.length] * first[i] * firstCorrection / scale;
        }
        border.project(actions);
    }
}
