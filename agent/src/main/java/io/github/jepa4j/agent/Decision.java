package io.github.jepa4j.agent;

import io.github.jepa4j.actor.Plan;
import io.github.jepa4j.world.Action;

/// What the agent decided at one step, and why.
///
/// @param step        of the episode, from 0
/// @param action      to do now, in the world's units
/// @param plan        the plan it is from
/// @param planStep    which of the plan's actions it is, from 0; 0 when it was planned at this very step
/// @param energy      the plan's energy as imagined, NaN when unknown
/// @param surprise    mean over `D` of the squared gap between the latent that the plan foresaw for now and
///     the one perceived; NaN when nothing was perceived (between plans) or foreseen (at the first step)
/// @param encodeNanos time spent perceiving, by the agent's clock
/// @param planNanos   time spent planning, by the agent's clock
public record Decision(
        int step,
        Action action,
        Plan plan,
        int planStep,
        float energy,
        double surprise,
        long encodeNanos,
        long planNanos) {

    /// Whether there was a new plan at this step.
    public boolean planned() {
        return planStep == 0;
    }
}
