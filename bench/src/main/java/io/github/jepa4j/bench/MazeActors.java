package io.github.jepa4j.bench;

import io.github.jepa4j.actor.Budget;
import io.github.jepa4j.actor.HierarchicalPlanner;
import io.github.jepa4j.actor.Planner;
import io.github.jepa4j.actor.Problem;
import io.github.jepa4j.actor.RecordingPlanner;
import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.learning.PolicyConfig;
import io.github.jepa4j.learning.PolicyTrainer;
import io.github.jepa4j.objective.LevelDistance;
import io.github.jepa4j.tensor.SafeTensors;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Signals;
import io.github.jepa4j.worldmodel.Deliberation;
import io.github.jepa4j.worldmodel.Policy;
import io.github.jepa4j.worlds.OgBenchMaze;
import io.github.jepa4j.worlds.OgBenchPointMaze;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Actors distilled from plans between places that are drawn anew, none of them a task's: one that goes after the
/// sub-goals of the level above, and one that goes to the goal itself.
///
/// @param below a level
/// @param alone to a place given by x and y
record MazeActors(Policy below, Policy alone) {

    private static final String BELOW = "below";
    private static final String ALONE = "alone";

    /// How they are distilled.
    ///
    /// @param setting of the lowest planner
    /// @param plans   how many
    record Lesson(PlannerSetting setting, int plans, PolicyConfig config) {

        /// By the same, and above the same levels, they are the same.
        ///
        /// @param settings by which the first of these was learned
        String hash(LearnedMaze learned, @Nullable String settings) {
            return "%d plans by %s, %s, above %s of %s"
                    .formatted(plans, setting.text(), Configuration.hash(config), learned.levels(), settings);
        }
    }

    static MazeActors distilled(LearnedMaze learned, OgBenchMaze maze, Lesson lesson, Seed seed) throws IOException {
        SafeTensors file = SafeTensors.read(learned.file());
        String hash = lesson.hash(learned, file.metadata().get("level.2.settings"));
        Map<String, String> provenance = Map.of("lesson", hash);
        if (!hash.equals(file.metadata().get("policy." + ALONE + ".lesson"))) {
            List<Deliberation> below = new ArrayList<>();
            List<Deliberation> alone = new ArrayList<>();
            Planner search = lesson.setting().spec().planner();
            Planner recording = new RecordingPlanner(search, below::add);
            Planner whole = new HierarchicalPlanner(
                    learned.certain().subList(0, 1),
                    (problem, warm, budget, own) -> problem.objective() instanceof LevelDistance
                            ? recording.plan(problem, warm, budget, own)
                            : search.plan(problem, warm, budget, own),
                    HierarchicalPlanner.Config.defaults());
            Planner kept = new RecordingPlanner(whole, alone::add);
            for (int i = 0; i < lesson.plans(); i++) {
                Seed own = seed.split("plans").split(i);
                kept.plan(problem(learned, maze, lesson.setting(), own), Budget.unlimited(), own);
                if ((i + 1) % 500 == 0) {
                    System.err.printf("actors: %d of %d plans%n", i + 1, lesson.plans());
                }
            }
            var trainer = new PolicyTrainer(lesson.config(), 1);
            file = trainer.train(below, seed.split(BELOW), (_, _) -> {}).in(file, BELOW, provenance);
            file = trainer.train(alone, seed.split(ALONE), (_, _) -> {}).in(file, ALONE, provenance);
            file.write(learned.file());
        }
        return new MazeActors(Policy.of(file, BELOW), Policy.of(file, ALONE));
    }

    private static Problem problem(LearnedMaze learned, OgBenchMaze maze, PlannerSetting setting, Seed seed) {
        List<OgBenchMaze.Cell> free = maze.freeCells();
        var random = seed.generator();
        var trip = new OgBenchMaze.Trip(free.get(random.nextInt(free.size())), free.get(random.nextInt(free.size())));
        OgBenchPointMaze.Task task = OgBenchPointMaze.Task.near(trip, seed.split("places"));
        var world = new OgBenchPointMaze(maze, _ -> task);
        Signals seen = world.reset(seed);
        return new Problem(
                learned.model().worldModel(),
                learned.model().encoder().encode(seen),
                learned.at(task.goalX(), task.goalY()),
                world.actionSpace(),
                learned.model().actionScale(),
                setting.horizon());
    }
}
