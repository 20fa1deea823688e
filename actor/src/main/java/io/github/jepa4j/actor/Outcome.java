package io.github.jepa4j.actor;

/// How a search for a plan ended, or why there was none.
public sealed interface Outcome {

    /// In a few words, such as `best within budget`.
    String words();

    /// Whether there is a plan that keeps every guardrail in the future it imagines.
    default boolean safe() {
        return true;
    }

    /// The planner did all the iterations it wanted; the plan keeps every guardrail.
    record Planned() implements Outcome {

        @Override
        public String words() {
            return "planned";
        }
    }

    /// Time or iterations ran out: the best plan so far, which keeps every guardrail.
    record BestWithinBudget() implements Outcome {

        @Override
        public String words() {
            return "best within budget";
        }
    }

    /// No sequence that keeps the guardrails had a finite energy: the actions keep them, as far as is known, and are
    /// otherwise the warm start made legal, of which nothing is known.
    record NoFiniteEnergy() implements Outcome {

        @Override
        public String words() {
            return "no finite energy";
        }
    }

    /// No sequence that was imagined keeps all guardrails. The plan's actions are the safest alternative found: the
    /// sequence that violates them least.
    ///
    /// @param guardrail the one that the safest alternative violates most, in its scale
    /// @param step      the action after which its margin is least, from 0
    /// @param margin    that margin, below 0 or NaN, in `unit`: the witness
    /// @param unit      of the margin
    record NoSafePlan(String guardrail, int step, float margin, String unit) implements Outcome {

        @Override
        public String words() {
            return "no safe plan";
        }

        @Override
        public boolean safe() {
            return false;
        }
    }

    /// Nothing was planned: what is done is the fallback's. Planners never return it, agents do.
    ///
    /// @param reason in words
    record FellBack(String reason) implements Outcome {

        @Override
        public String words() {
            return "fell back";
        }

        @Override
        public boolean safe() {
            return false;
        }
    }
}
