package io.github.jepa4j.bench;

import io.github.jepa4j.evaluation.Evaluator;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worlds.LayoutChoice;
import io.github.jepa4j.worlds.TwoRoomsTask;
import java.util.List;

/// Which tasks are played.
enum Tasks {
    /// Fresh ones, the wall anywhere.
    RANDOM("two rooms, random wall, fresh tasks"),
    /// Fresh ones, the wall always in the same place.
    FIXED("two rooms, fixed wall, fresh tasks"),
    /// The peer's 20.
    CANONICAL("two rooms, random wall, the 20 canonical tasks");

    private final String world;

    Tasks(String world) {
        this.world = world;
    }

    String world() {
        return world;
    }

    /// @param count how many; the canonical ones are all or the first so many of the 20
    List<TwoRoomsTask> draw(int count, Seed seed) {
        return switch (this) {
            case RANDOM -> Evaluator.freshTasks(LayoutChoice.RANDOM, count, seed);
            case FIXED -> Evaluator.freshTasks(LayoutChoice.FIXED, count, seed);
            case CANONICAL ->
                TwoRoomsTask.canonical()
                        .subList(0, Math.min(count, TwoRoomsTask.canonical().size()));
        };
    }
}
