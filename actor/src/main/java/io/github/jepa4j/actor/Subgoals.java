package io.github.jepa4j.actor;

import java.util.List;

/// What a level of abstraction planned: a way of sub-goals, the first of which the level below went after.
///
/// @param level    2 for the first above the world model
/// @param latents  the way in its own latents, each `[D]`; the first is now
/// @param decoded  the same in the world model's latents, as far as they are told
/// @param energy   of the last, by what the level was to reach; of the first where nothing better was found
/// @param expanded latents from which it imagined further
/// @param guarded  latents that its last search imagined and left because a guardrail would be violated there
/// @param violated sub-goals at which one would be violated all the same, now not among them
/// @param age      the world's steps since it was planned; 0 where it was planned now
public record Subgoals(
        int level,
        List<float[]> latents,
        List<float[]> decoded,
        float energy,
        int expanded,
        int guarded,
        int violated,
        int age) {

    public Subgoals {
        latents = List.copyOf(latents);
        decoded = List.copyOf(decoded);
    }

    /// The same, of which so many sub-goals violate a guardrail.
    Subgoals violating(int count) {
        return new Subgoals(level, latents, decoded, energy, expanded, guarded, count, age);
    }

    /// How many steps of its own the level has yet to go; 0 where it knows no better place than this.
    public int steps() {
        return latents.size() - 1;
    }
}
