package io.github.jepa4j.actor;

import io.github.jepa4j.objective.Guardrail;
import io.github.jepa4j.objective.Objective;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.worldmodel.ActionScale;
import io.github.jepa4j.worldmodel.WorldModel;
import java.util.List;

/// What a planner is asked to solve.
///
/// @param model       imagines
/// @param now         the present, `[D]`
/// @param objective   what is wanted
/// @param guardrails  what must not happen; ranks before what is wanted
/// @param actionSpace what is allowed, in the world's units
/// @param scale       the border between the world's units and the model's
/// @param horizon     `H`, how many actions to plan, at least 1
public record Problem(
        WorldModel model,
        Latent now,
        Objective objective,
        List<Guardrail> guardrails,
        ActionSpace actionSpace,
        ActionScale scale,
        int horizon) {

    public Problem {
        guardrails = List.copyOf(guardrails);
        if (horizon < 1) {
            throw new IllegalArgumentException(
                    "The horizon is %d; it must be at least 1.\nMaybe the episode is over.".formatted(horizon));
        }
        if (now.dimension() != model.latentDimension()) {
            throw new IllegalArgumentException(
                    "The present has %d latent dimensions, but the world model has %d.\nMaybe encoder and world model come from different checkpoints."
                            .formatted(now.dimension(), model.latentDimension()));
        }
        if (actionSpace.dimension() != model.actionDimension() || scale.dimension() != model.actionDimension()) {
            throw new IllegalArgumentException(
                    "The action space has %d axes and the scale %d, but the world model has %d.\nMaybe the model was trained in another world."
                            .formatted(actionSpace.dimension(), scale.dimension(), model.actionDimension()));
        }
    }

    /// A problem without guardrails.
    public Problem(
            WorldModel model,
            Latent now,
            Objective objective,
            ActionSpace actionSpace,
            ActionScale scale,
            int horizon) {
        this(model, now, objective, List.of(), actionSpace, scale, horizon);
    }
}
