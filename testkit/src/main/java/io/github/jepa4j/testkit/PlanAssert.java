package io.github.jepa4j.testkit;

import io.github.jepa4j.actor.Plan;
import io.github.jepa4j.objective.Verdict;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.worldmodel.ActionScale;
import org.assertj.core.api.AbstractAssert;

/// What can be said of a plan.
public final class PlanAssert extends AbstractAssert<PlanAssert, Plan> {

    /// Projected in the world's units and kept in the model's: a rounding each way.
    private static final double ROUNDING = 1e-5;

    PlanAssert(Plan plan) {
        super(plan, PlanAssert.class);
    }

    /// It keeps every guardrail in the future it imagines.
    public PlanAssert isSafe() {
        isNotNull();
        for (Verdict verdict : actual.verdicts()) {
            keeps(verdict.guardrail());
        }
        return this;
    }

    /// It keeps a guardrail.
    ///
    /// @param guardrail its name
    public PlanAssert keeps(String guardrail) {
        return hasMarginOfAtLeast(guardrail, 0);
    }

    /// It does not keep a guardrail.
    ///
    /// @param guardrail its name
    public PlanAssert violates(String guardrail) {
        Verdict verdict = verdict(guardrail);
        if (verdict.safe()) {
            failWithMessage("Expected the plan to violate %s, but it keeps it: %s", guardrail, verdict);
        }
        return this;
    }

    /// The least margin of a guardrail is not below a value.
    ///
    /// @param guardrail its name
    /// @param least     in the guardrail's unit
    public PlanAssert hasMarginOfAtLeast(String guardrail, float least) {
        Verdict verdict = verdict(guardrail);
        if (!(verdict.worst() >= least)) {
            failWithMessage("Expected a margin of at least %s, but of %s", least, verdict);
        }
        return this;
    }

    /// No margin of a guardrail that is below 0 is less than the one before it, rounding aside.
    ///
    /// @param guardrail its name
    /// @param now       the margin before the first action
    public PlanAssert neverShrinksBelowZero(String guardrail, float now) {
        Verdict verdict = verdict(guardrail);
        float before = Math.min(0, now);
        for (int step = 0; step < verdict.margins().length; step++) {
            float margin = verdict.margins()[step];
            if (!(Math.min(0, margin) >= before - ROUNDING)) {
                failWithMessage(
                        "Expected the margin of %s never to shrink below 0, but after action %s it falls from %s to %s %s",
                        guardrail, step + 1, before, margin, verdict.unit());
            }
            before = Math.min(0, margin);
        }
        return this;
    }

    /// Every action is one that the space allows.
    ///
    /// @param scale the border between the world's units and the plan's
    public PlanAssert isLegalIn(ActionSpace space, ActionScale scale) {
        isNotNull();
        for (int step = 0; step < actual.actions().horizon(); step++) {
            Action action = scale.denormalise(actual.actions().action(step));
            if (!(space.distance(action) <= ROUNDING)) {
                failWithMessage(
                        "Expected legal actions, but action %s is %s, by %s", step, action, space.distance(action));
            }
        }
        return this;
    }

    /// Its energy is a number below another.
    public PlanAssert hasEnergyBelow(float most) {
        isNotNull();
        if (!(actual.energy() < most)) {
            failWithMessage("Expected an energy below %s, but it is %s", most, actual.energy());
        }
        return this;
    }

    /// Goes on about its outcome.
    public OutcomeAssert outcome() {
        isNotNull();
        return new OutcomeAssert(actual.outcome());
    }

    private Verdict verdict(String guardrail) {
        isNotNull();
        for (Verdict verdict : actual.verdicts()) {
            if (verdict.guardrail().equals(guardrail)) {
                return verdict;
            }
        }
        throw failure(
                "Expected a verdict on %s, but there are only %s",
                guardrail, actual.verdicts().stream().map(Verdict::guardrail).toList());
    }
}
