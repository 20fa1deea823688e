package io.github.jepa4j.evaluation;

import io.github.jepa4j.worlds.SuccessRule;

/// How a policy that needs no learning does on the very same tasks: what a success rate has to be held
/// against.
///
/// @param name              which policy
/// @param finalRule         episodes won by [SuccessRule#FINAL]
/// @param everRule          episodes won by [SuccessRule#EVER]
/// @param meanFinalDistance px
public record Floor(String name, SuccessRate finalRule, SuccessRate everRule, double meanFinalDistance) {

    /// The rate by a rule.
    public SuccessRate rate(SuccessRule rule) {
        return rule == SuccessRule.FINAL ? finalRule : everRule;
    }
}
