package io.github.jepa4j.evaluation;

import io.github.jepa4j.actor.Subgoals;

/// How the ways that a higher level planned kept all guardrails, as the level imagined them. What happened in the world
/// is another question.
///
/// @param ways     how many were planned; one that was gone on with is not counted again
/// @param violated sub-goals at which a guardrail would be violated
/// @param left     latents that were imagined on the way and left because one would be violated there
public record LevelTally(long ways, long violated, long left) {

    /// Of one plan.
    static LevelTally of(Subgoals subgoals) {
        return new LevelTally(subgoals.age() == 0 ? 1 : 0, subgoals.violated(), subgoals.guarded());
    }

    /// Both together.
    public LevelTally plus(LevelTally other) {
        return new LevelTally(ways + other.ways, violated + other.violated, left + other.left);
    }
}
