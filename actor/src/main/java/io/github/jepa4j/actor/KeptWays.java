package io.github.jepa4j.actor;

import io.github.jepa4j.actor.SubgoalSearch.Allowed;
import io.github.jepa4j.worldmodel.Level;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Ways that levels planned before, as far as they may be gone on with. A way ends when it was kept for
/// as long as it may be, when its last sub-goal is reached, when it was lost, or when a guardrail forbids
/// what is left of it; sub-goals that are reached fall away.
///
/// @param before from the lowest level up
/// @param done   the world's steps since
record KeptWays(List<Subgoals> before, int done, HierarchicalPlanner.Config config) {

    /// Of a plan that begins afresh.
    static KeptWays none(HierarchicalPlanner.Config config) {
        return new KeptWays(List.of(), 0, config);
    }

    /// A level, and where it is now.
    ///
    /// @param span    how many of the world's steps one of the level's takes
    /// @param now     in the level's latents
    /// @param decoded the same in the world model's
    record Place(int index, Level level, int span, float[] now, float[] decoded) {}

    /// What is left of a level's way; null where it has none that may be gone on with.
    @Nullable
    Subgoals left(Place place, Allowed allowed) {
        if (place.index() >= before.size()) {
            return null;
        }
        Subgoals way = before.get(place.index());
        int age = way.age() + done;
        int next = next(way, place, config.reached() * place.level().step());
        boolean isOver =
                age >= config.kept() * place.span() || next == way.latents().size();
        if (isOver || isLost(way, next, place) || !areAllowed(way, next, allowed)) {
            return null;
        }
        List<float[]> latents =
                new ArrayList<>(way.latents().subList(next, way.latents().size()));
        List<float[]> decoded =
                new ArrayList<>(way.decoded().subList(next, way.latents().size()));
        latents.addFirst(place.now());
        decoded.addFirst(place.decoded());
        return new Subgoals(way.level(), latents, decoded, way.energy(), 0, 0, 0, age);
    }

    /// Whether the level below is still asked for the same: no sub-goal fell away.
    boolean isWhole(int index, Subgoals left) {
        return left.latents().size() == before.get(index).latents().size();
    }

    /// The first sub-goal after the last that is reached.
    private static int next(Subgoals way, Place place, double reach) {
        int next = 1;
        for (int i = 1; i < way.latents().size(); i++) {
            next = SubgoalSearch.squared(place.level(), way.latents().get(i), place.now()) <= reach * reach
                    ? i + 1
                    : next;
        }
        return next;
    }

    /// Whether the next sub-goal is further away than it was from the one before, by more than what counts as there.
    private boolean isLost(Subgoals way, int next, Place place) {
        double most = Math.sqrt(SubgoalSearch.squared(
                        place.level(),
                        way.latents().get(next - 1),
                        way.latents().get(next)))
                + config.reached() * place.level().step();
        return SubgoalSearch.squared(place.level(), place.now(), way.latents().get(next)) > most * most;
    }

    private static boolean areAllowed(Subgoals way, int next, Allowed allowed) {
        for (float[] latent : way.latents().subList(next, way.latents().size())) {
            if (!allowed.of(latent)[0]) {
                return false;
            }
        }
        return true;
    }
}
