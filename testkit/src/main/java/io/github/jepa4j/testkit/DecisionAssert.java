package io.github.jepa4j.testkit;

import io.github.jepa4j.actor.Plan;
import io.github.jepa4j.agent.Decision;
import io.github.jepa4j.agent.Doubt;
import io.github.jepa4j.safety.Ruling;
import io.github.jepa4j.world.ActionSpace;
import org.assertj.core.api.AbstractAssert;

/// What can be said of a decision.
public final class DecisionAssert extends AbstractAssert<DecisionAssert, Decision> {

    private static final double ROUNDING = 1e-5;

    DecisionAssert(Decision decision) {
        super(decision, DecisionAssert.class);
    }

    /// There was a new plan at this step.
    public DecisionAssert isPlanned() {
        isNotNull();
        if (!actual.planned()) {
            failWithMessage("Expected a new plan, but it was %s", actual.explain());
        }
        return this;
    }

    /// The fallback acted.
    public DecisionAssert fellBack() {
        outcome().fellBack();
        return this;
    }

    /// What was seen was doubted for a reason of this kind.
    public DecisionAssert doubts(Class<? extends Doubt> kind) {
        isNotNull();
        if (actual.doubts().stream().noneMatch(kind::isInstance)) {
            failWithMessage("Expected a doubt of the kind %s, but there are %s", kind.getSimpleName(), actual.doubts());
        }
        return this;
    }

    /// The action is one that the space allows.
    public DecisionAssert isLegalIn(ActionSpace space) {
        isNotNull();
        if (!(space.distance(actual.action()) <= ROUNDING)) {
            failWithMessage(
                    "Expected a legal action, but it is %s, by %s", actual.action(), space.distance(actual.action()));
        }
        return this;
    }

    /// The safety filter did something else than what was proposed.
    public DecisionAssert wasFiltered() {
        isNotNull();
        Ruling ruling = actual.ruling();
        if (ruling == null || !ruling.intervened()) {
            failWithMessage("Expected the filter to intervene, but it ruled %s", ruling);
        }
        return this;
    }

    /// Its explanation contains these words.
    public DecisionAssert explains(String words) {
        isNotNull();
        if (!actual.explain().contains(words)) {
            failWithMessage("Expected an explanation with '%s', but it is%n%s", words, actual.explain());
        }
        return this;
    }

    /// Goes on about its plan; fails when it fell back.
    public PlanAssert plan() {
        isNotNull();
        Plan plan = actual.plan();
        if (plan == null) {
            throw failure("Expected a plan, but it %s", actual.explain());
        }
        return new PlanAssert(plan);
    }

    /// Goes on about how it came about.
    public OutcomeAssert outcome() {
        isNotNull();
        return new OutcomeAssert(actual.outcome());
    }
}
