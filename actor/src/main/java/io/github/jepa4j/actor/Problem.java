package io.github.jepa4j.actor;

import io.github.jepa4j.objective.AcrossFutures;
import io.github.jepa4j.objective.GuardedFutures;
import io.github.jepa4j.objective.Guardrail;
import io.github.jepa4j.objective.Objective;
import io.github.jepa4j.objective.Risk;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.worldmodel.ActionScale;
import io.github.jepa4j.worldmodel.Futures;
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

    /// The same problem where the world may go on in several ways: what is planned has to do in all of them.
    ///
    /// @param futures of this problem's latents and actions; where they branch, the plan holds the actions of all
    ///     branches, which `futures.of(plan.actions(), future)` takes apart
    /// @param wanted  what counts of the objective's energies
    /// @param guarded what counts of the guardrails' margins, such as [Risk#WORST]
    public Problem across(Futures futures, Risk wanted, Risk guarded) {
        int times = futures.branch() ? futures.count() : 1;
        return new Problem(
                futures,
                futures.now(now),
                new AcrossFutures(objective, futures, wanted),
                guardrails.stream()
                        .<Guardrail>map(one -> new GuardedFutures(one, futures, guarded))
                        .toList(),
                times == 1 ? actionSpace : new ActionSpace.Repeated(actionSpace, times),
                scale.repeated(times),
                horizon);
    }
}
