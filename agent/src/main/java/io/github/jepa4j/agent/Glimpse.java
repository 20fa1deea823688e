package io.github.jepa4j.agent;

import io.github.jepa4j.actor.Plan;
import io.github.jepa4j.perception.Latent;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What was perceived at a step, beside what had been foreseen for it.
record Glimpse(Situation situation, @Nullable Latent foreseen) {

    /// The latent that a plan foresaw after so many of its actions.
    static Latent foreseen(Plan plan, int actions) {
        int start = plan.future().index(0, actions);
        int dimension = plan.future().latentDimension();
        return new Latent(Arrays.copyOfRange(plan.future().latents(), start, start + dimension));
    }
}
