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
/// @param subgoals   the ways that higher levels planned, from the lowest of them up; none where there are none
/// @param futures    where the world may go on in several ways, that of the chosen plan in each; else none
public record Candidates(
        Scene scene,
        Position goal,
        List<List<Position>> considered,
        List<Position> chosen,
        boolean imagined,
        List<Stage> subgoals,
        List<List<Position>> futures) {

    /// The way that a level above the world model planned.
    ///
    /// @param level  2 for the first
    /// @param places one for each of its own steps, from now on
    public record Stage(int level, List<Position> places) {

        public Stage {
            places = List.copyOf(places);
        }
    }

    public Candidates {
        subgoals = List.copyOf(subgoals);
        futures = futures.stream().map(List::copyOf).toList();
        considered = considered.stream().map(List::copyOf).toList();
        chosen = List.copyOf(chosen);
        if (chosen.isEmpty()) {
            throw new IllegalArgumentException(
                    "The chosen way has no places; it needs at least the present one.\nMaybe the plan's rollout was not decoded.");
        }
    }

    /// Of a planner on a single level, for a single future.
    public Candidates(
            Scene scene, Position goal, List<List<Position>> considered, List<Position> chosen, boolean imagined) {
        this(scene, goal, considered, chosen, imagined, List.of(), List.of());
    }
}
