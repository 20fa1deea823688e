package io.github.jepa4j.bench;

import io.github.jepa4j.actor.Budget;
import io.github.jepa4j.actor.HierarchicalPlanner;
import io.github.jepa4j.actor.Planner;
import io.github.jepa4j.actor.Problem;
import io.github.jepa4j.actor.RecordingPlanner;
import io.github.jepa4j.learning.PolicyConfig;
import io.github.jepa4j.learning.PolicyTrainer;
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

/// Actors distilled from plans between places that are drawn anew, none of them a task's: one that goes after the
/// sub-goals of the level above, and one that goes to the goal itself.
///
/// @param below a level
/// @param alone to a place given by x and y
record MazeActors(Policy below, Policy alone) {

    private static final String BELOW = "below";
    private static final String ALONE = "alone";

    /// @param plans how many are distilled
    static MazeActors distilled(
            LearnedMaze learned, OgBenchMaze maze, PlannerSetting setting, int plans, PolicyConfig config, Seed seed)
            throws IOException {
        SafeTensors file = SafeTensors.read(learned.file());
        if (!Policy.in(file, ALONE)) {
            List<Deliberation> below = new ArrayList<>();
            List<Deliberation> alone = new ArrayList<>();
            Planner whole = new HierarchicalPlanner(
                    learned.levels().subList(0, 1),
                    new RecordingPlanner(setting.spec().planner(), plan -> keep(plan, learned, below)),
                    HierarchicalPlanner.Config.defaults());
            Planner kept = new RecordingPlanner(whole, alone::add);
            for (int i = 0; i < plans; i++) {
                Seed own = seed.split("plans").split(i);
                kept.plan(problem(learned, maze, setting, own), Budget.unlimited(), own);
                if ((i + 1) % 500 == 0) {
                    System.err.printf("actors: %d of %d plans%n", i + 1, plans);
                }
            }
            var trainer = new PolicyTrainer(config, 1);
            Map<String, String> provenance = Map.of("plans", Integer.toString(plans));
            file = trainer.train(below, seed.split(BELOW), (_, _) -> {}).in(file, BELOW, provenance);
            file = trainer.train(alone, seed.split(ALONE), (_, _) -> {}).in(file, ALONE, provenance);
            file.write(learned.file());
        }
        return new MazeActors(Policy.of(file, BELOW), Policy.of(file, ALONE));
    }

    /// Near the goal the lowest planner is asked for the goal itself, whose aim is of another kind.
    private static void keep(Deliberation plan, LearnedMaze learned, List<Deliberation> kept) {
        if (plan.aim().length == learned.levels().getFirst().spec().latentDimension()) {
            kept.add(plan);
        }
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
