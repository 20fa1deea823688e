package io.github.jepa4j.actor;

import io.github.jepa4j.objective.Conflict;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

    /// No sequence that keeps the guardrails had a finite energy: the actions keep them, as far as is
    /// known, and are otherwise the warm start made legal, of which nothing is known.
    record NoFiniteEnergy() implements Outcome {

        @Override
        public String words() {
            return "no finite energy";
        }
    }

    /// No sequence that was imagined keeps all guardrails. The plan's actions are the safest alternative
    /// found: the sequence that violates them least.
    ///
    /// @param guardrail the one that the safest alternative violates most, in its scale
    /// @param step      the action after which its margin is least, from 0
    /// @param margin    that margin, below 0 or NaN, in `unit`: the witness
    /// @param unit      of the margin
    /// @param conflicts guardrails that cannot be kept together, as far as they tell by themselves; empty
    ///     when none is known
    /// @param start     what it means that the start is in violation already; null when it is not
    record NoSafePlan(
            String guardrail,
            int step,
            float margin,
            String unit,
            List<Conflict> conflicts,
            @Nullable StartInViolation start)
            implements Outcome {

        public NoSafePlan {
            conflicts = List.copyOf(conflicts);
        }

        /// From a safe start, and without a known conflict.
        public NoSafePlan(String guardrail, int step, float margin, String unit) {
            this(guardrail, step, margin, unit, List.of(), null);
        }

        @Override
        public String words() {
            return "no safe plan";
        }

        @Override
        public boolean safe() {
            return false;
        }
    }

    /// The start is in violation already. Of what was imagined, futures of which no margin below 0 ever
    /// shrinks rank before all others.
    ///
    /// @param guardrail the one that is violated most now, in its scale
    /// @param margin    now, below 0, in `unit`
    /// @param unit      of the margin
    /// @param grows     whether in the plan no margin below 0 shrinks and no other falls below 0
    /// @param safeFrom  after which action of the plan, from 1, all guardrails are kept to its end; 0 when
    ///     after none
    record StartInViolation(String guardrail, float margin, String unit, boolean grows, int safeFrom) {}

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
