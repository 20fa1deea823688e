package io.github.jepa4j.testkit;

import io.github.jepa4j.actor.Outcome;
import io.github.jepa4j.actor.Plan;
import io.github.jepa4j.agent.Decision;

/// AssertJ assertions on what planners and agents answer, to be imported statically beside AssertJ's own:
///
/// ```
/// assertThat(plan).keeps("pit").hasMarginOfAtLeast("pit", 0.2f).isLegalIn(space, scale);
/// assertThat(decision).fellBack().doubts(Doubt.Frozen.class);
/// ```
public final class JepaAssertions {

    private JepaAssertions() {}

    /// About a plan.
    public static PlanAssert assertThat(Plan plan) {
        return new PlanAssert(plan);
    }

    /// About a decision.
    public static DecisionAssert assertThat(Decision decision) {
        return new DecisionAssert(decision);
    }

    /// About an outcome.
    public static OutcomeAssert assertThat(Outcome outcome) {
        return new OutcomeAssert(outcome);
    }

    /// About what a verifier found.
    public static VerificationAssert assertThat(Verification verification) {
        return new VerificationAssert(verification);
    }
}
