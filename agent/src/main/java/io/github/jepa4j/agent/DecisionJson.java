package io.github.jepa4j.agent;

import io.github.jepa4j.actor.Plan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A decision as JSON has it.
///
/// @param step         of the episode, from 0
/// @param action       in the world's units, `[A]`
/// @param proposed     by plan or fallback, `[A]`
/// @param planned      whether there was a new plan
/// @param planStep     which of the plan's actions it is, from 0
/// @param energy       of the plan
/// @param intendedInModelUnits what the plan would do from here on, `[any, A]`; null without a plan
/// @param why          in figures and words
/// @param doubts       of what was seen, in words
/// @param encodeMillis of perceiving
/// @param planMillis   of planning
record DecisionJson(
        int step,
        float[] action,
        float[] proposed,
        boolean planned,
        int planStep,
        float energy,
        float @Nullable [][] intendedInModelUnits,
        Explanation why,
        List<String> doubts,
        double encodeMillis,
        double planMillis) {

    private static final double MILLI = 1e-6;

    static String of(Decision decision) {
        var told = new DecisionJson(
                decision.step(),
                decision.action().values(),
                decision.proposed().values(),
                decision.planned(),
                decision.planStep(),
                decision.energy(),
                intended(decision.plan(), decision.planStep()),
                decision.explanation(),
                decision.doubts().stream().map(Doubt::words).toList(),
                decision.encodeNanos() * MILLI,
                decision.planNanos() * MILLI);
        return EpisodeTrace.JSON.writeValueAsString(told);
    }

    private static float @Nullable [][] intended(@Nullable Plan plan, int from) {
        if (plan == null) {
            return null;
        }
        float[][] actions = new float[plan.actions().horizon() - from][];
        for (int i = 0; i < actions.length; i++) {
            actions[i] = plan.actions().action(from + i);
        }
        return actions;
    }
}
