package io.github.jepa4j.testkit;

import io.github.jepa4j.actor.Outcome;
import io.github.jepa4j.actor.Outcome.FellBack;
import io.github.jepa4j.actor.Outcome.NoSafePlan;
import io.github.jepa4j.actor.Outcome.StartInViolation;
import org.assertj.core.api.AbstractAssert;

/// What can be said of an outcome.
public final class OutcomeAssert extends AbstractAssert<OutcomeAssert, Outcome> {

    OutcomeAssert(Outcome outcome) {
        super(outcome, OutcomeAssert.class);
    }

    /// All guardrails are kept in the imagined future, whether time ran out or not.
    public OutcomeAssert isSafe() {
        isNotNull();
        if (!actual.safe()) {
            failWithMessage("Expected a safe outcome, but it is %s", actual);
        }
        return this;
    }

    /// No safe plan was found.
    ///
    /// @param guardrail the one that the safest alternative violates most
    public OutcomeAssert hasNoSafePlanFor(String guardrail) {
        if (!noSafePlan().guardrail().equals(guardrail)) {
            failWithMessage("Expected no safe plan for %s, but it is %s", guardrail, actual);
        }
        return this;
    }

    /// Two guardrails are named as in conflict; the same twice where none can keep it.
    public OutcomeAssert namesConflict(String one, String other) {
        boolean named = noSafePlan().conflicts().stream()
                .anyMatch(conflict ->
                        conflict.one().equals(one) && conflict.other().equals(other));
        if (!named) {
            failWithMessage("Expected a conflict of %s with %s, but it is %s", one, other, actual);
        }
        return this;
    }

    /// The start is in violation, and no margin shrinks on the way back.
    public OutcomeAssert recovers() {
        StartInViolation start = noSafePlan().start();
        if (start == null || !start.grows()) {
            failWithMessage("Expected a way back from a start in violation, but it is %s", actual);
        }
        return this;
    }

    /// The fallback acted.
    public OutcomeAssert fellBack() {
        isInstanceOf(FellBack.class);
        return this;
    }

    private NoSafePlan noSafePlan() {
        isNotNull();
        if (actual instanceof NoSafePlan none) {
            return none;
        }
        throw failure("Expected no safe plan, but it is %s", actual);
    }
}
