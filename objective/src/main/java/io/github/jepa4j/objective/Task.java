package io.github.jepa4j.objective;

import java.util.List;

/// What an agent is told to do: what is wanted, and what must never happen. Put on at run time, over named
/// signals or a goal's latent; the model behind it is trained for no task.
///
/// @param name       what it is called, such as `fetch the parcel`
/// @param objective  what is wanted; several as a [WeightedSum]
/// @param guardrails what must never happen; none of them has a weight
public record Task(String name, Objective objective, List<Guardrail> guardrails) {

    public Task {
        guardrails = List.copyOf(guardrails);
        if (name.isBlank()) {
            throw new IllegalArgumentException(
                    "The task has no name; it needs one to be told from others.\nMaybe its field is empty.");
        }
    }

    /// A task without guardrails.
    public static Task of(String name, Objective objective) {
        return new Task(name, objective, List.of());
    }

    /// Which guardrails cannot be kept together, as far as they tell by themselves: while there is one,
    /// every plan's outcome is *no safe plan*. Empty when none is known.
    public List<Conflict> conflicts() {
        return Conflict.among(guardrails);
    }

    /// The same task inside other guardrails.
    public Task within(Guardrail... inside) {
        return new Task(name, objective, List.of(inside));
    }
}
