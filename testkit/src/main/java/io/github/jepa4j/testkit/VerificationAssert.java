package io.github.jepa4j.testkit;

import org.assertj.core.api.AbstractAssert;

/// What can be said of what a verifier found.
public final class VerificationAssert extends AbstractAssert<VerificationAssert, Verification> {

    VerificationAssert(Verification verification) {
        super(verification, VerificationAssert.class);
    }

    /// No scenario failed.
    public VerificationAssert hasNoFailures() {
        isNotNull();
        if (!actual.failures().isEmpty()) {
            failWithMessage("Expected no failures, but %s", actual.summary());
        }
        return this;
    }

    /// The least margin of all scenarios is not below a value, in the monitor's unit.
    public VerificationAssert hasMarginOfAtLeast(double least) {
        isNotNull();
        if (!(actual.worst().badness() >= least)) {
            failWithMessage("Expected margins of at least %s, but %s", least, actual.summary());
        }
        return this;
    }

    /// At least one scenario failed: a check of the check, where a guardrail is taken away.
    public VerificationAssert hasFailures() {
        isNotNull();
        if (actual.failures().isEmpty()) {
            failWithMessage("Expected failures, but %s", actual.summary());
        }
        return this;
    }
}
