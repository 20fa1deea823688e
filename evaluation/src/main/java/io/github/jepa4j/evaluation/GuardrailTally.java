package io.github.jepa4j.evaluation;

import io.github.jepa4j.objective.Verdict;

/// How plans kept one guardrail in the futures that they imagined. What happened in the world is another
/// question.
///
/// @param plans how many were made
/// @param kept  how many of them keep it after every action
/// @param least the least margin of all; below 0 or NaN it was not kept
/// @param unit  of the margin
public record GuardrailTally(long plans, long kept, float least, String unit) {

    /// Of one plan.
    static GuardrailTally of(Verdict verdict) {
        return new GuardrailTally(1, verdict.safe() ? 1 : 0, verdict.worst(), verdict.unit());
    }

    /// Both together.
    public GuardrailTally plus(GuardrailTally other) {
        return new GuardrailTally(plans + other.plans, kept + other.kept, Math.min(least, other.least), unit);
    }
}
