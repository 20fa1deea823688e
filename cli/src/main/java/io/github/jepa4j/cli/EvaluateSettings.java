package io.github.jepa4j.cli;

import io.github.jepa4j.evaluation.Evaluator;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worlds.LayoutChoice;
import io.github.jepa4j.worlds.TwoRooms;
import io.github.jepa4j.worlds.TwoRoomsTask;
import java.util.List;

/// What `evaluate` does.
///
/// @param seed     everything random is split from it
/// @param tasks    which starts and goals
/// @param episodes how many of them; of the canonical ones there are 20
/// @param steps    actions an episode has; none ends early
/// @param threads  episodes played at a time, 0 for one per core; changes nothing but the time
/// @param planning how is planned
record EvaluateSettings(long seed, Tasks tasks, int episodes, int steps, int threads, PlanningSettings planning) {

    /// Which starts and goals.
    enum Tasks {
        /// The peer's twenty.
        CANONICAL("two rooms, random wall, the 20 canonical tasks"),
        /// Drawn anew, wall included.
        RANDOM("two rooms, random wall, fresh tasks"),
        /// Drawn anew, the wall always the same: EB-JEPA's.
        FIXED("two rooms, fixed wall, fresh tasks"),
        /// Drawn anew, the wall always the same: PLDM's.
        PLDM("two rooms, PLDM's fixed wall, fresh tasks");

        private final String words;

        Tasks(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        Rooms rooms() {
            return switch (this) {
                case CANONICAL, RANDOM -> Rooms.RANDOM;
                case FIXED -> Rooms.FIXED;
                case PLDM -> Rooms.PLDM;
            };
        }

        LayoutChoice layouts() {
            return rooms().choice();
        }
    }

    static final int EPISODES = 100;

    EvaluateSettings {
        int most = tasks == Tasks.CANONICAL ? TwoRoomsTask.canonical().size() : Integer.MAX_VALUE;
        episodes = Math.min(episodes, most);
        Check.that(episodes >= 1, "episodes", episodes, "at least 1");
        Check.that(steps >= 1, "steps", steps, "at least 1");
        Check.that(threads >= 0, "threads", threads, "at least 0 (0 is one per core)");
        if (!planning.isOpen() && planning.horizon() > steps) {
            throw new IllegalArgumentException(
                    "planning.horizon is %d, but an episode has %d steps; a plan cannot look beyond the end.%nMaybe set planning.horizon=%d too."
                            .formatted(planning.horizon(), steps, steps));
        }
    }

    /// Binds twice: first to learn which planner is wanted, then over that planner's defaults.
    static EvaluateSettings from(SettingsOptions options, Tasks tasks) {
        EvaluateSettings wanted = options.over(of(tasks, TwoRooms.STEPS_PER_EPISODE, PlanningSettings.OPEN));
        return options.over(
                of(tasks, TwoRooms.STEPS_PER_EPISODE, PlanningSettings.defaultsFor(wanted.planning(), wanted.steps())));
    }

    private static EvaluateSettings of(Tasks tasks, int steps, PlanningSettings planning) {
        return new EvaluateSettings(1, tasks, EPISODES, steps, 0, planning);
    }

    List<TwoRoomsTask> taskList() {
        return tasks == Tasks.CANONICAL
                ? TwoRoomsTask.canonical().subList(0, episodes)
                : Evaluator.freshTasks(tasks.layouts(), episodes, new Seed(seed));
    }
}
