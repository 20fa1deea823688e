package io.github.jepa4j.report;

import io.github.jepa4j.worlds.Position;
import java.util.List;

/// What a planner considered from one place: the ways its candidates would go.
///
/// @param scene      where the walls are
/// @param goal       where it wants to be
/// @param considered the ways of a few candidates, each from now on
/// @param chosen     the way of the plan it chose
/// @param imagined   true where the ways are the world model's, false where they are the true simulator's
public record Candidates(
        Scene scene, Position goal, List<List<Position>> considered, List<Position> chosen, boolean imagined) {

    public Candidates {
        considered = considered.stream().map(List::copyOf).toList();
        chosen = List.copyOf(chosen);
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException(
                    "The chosen way has no places; it needs at least the present one.\nMaybe the plan's rollout was not decoded.");
        }
    }
}
