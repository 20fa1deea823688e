package io.github.jepa4j.objective;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Two guardrails that no state keeps both, or one that none keeps: whatever is planned, there is no safe
/// plan. Known from what they say alone, before anything is imagined; what only a search could tell is
/// none.
///
/// @param one   name of the one
/// @param other name of the other; the same where it conflicts with itself, such as a budget that is
///     overspent
/// @param gap   by how much, above 0: what one of them would have to give way
/// @param unit  of the gap
public record Conflict(String one, String other, float gap, String unit) {

    /// The conflicts among several guardrails, in their order; empty when none is known.
    public static List<Conflict> among(List<Guardrail> guardrails) {
        List<Conflict> conflicts = new ArrayList<>();
        for (int first = 0; first < guardrails.size(); first++) {
            for (int second = first; second < guardrails.size(); second++) {
                Optional<Conflict> conflict = guardrails.get(first).conflict(guardrails.get(second));
                conflict.ifPresent(conflicts::add);
            }
        }
        return List.copyOf(conflicts);
    }

    /// In words.
    public String words() {
        String by = String.format(Locale.ROOT, "%.3g %s", gap, unit).strip();
        return one.equals(other)
                ? "%s cannot be kept, it is short of %s from the first".formatted(one, by)
                : "%s and %s conflict by %s".formatted(one, other, by);
    }
}
