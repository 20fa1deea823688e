package io.github.jepa4j.bench;

import io.github.jepa4j.actor.HierarchicalPlanner;
import io.github.jepa4j.actor.Planner;
import io.github.jepa4j.actor.PolicyPlanner;
import io.github.jepa4j.actor.ProposalPlanner;
import io.github.jepa4j.objective.GoalDistance;
import io.github.jepa4j.objective.LevelDistance;
import io.github.jepa4j.objective.Objective;
import io.github.jepa4j.objective.QuasimetricDistance;
import io.github.jepa4j.objective.Risk;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.perception.SignalsEncoder;
import io.github.jepa4j.worldmodel.Level;
import io.github.jepa4j.worldmodel.Quasimetric;
import io.github.jepa4j.worlds.OgBenchExpert;
import io.github.jepa4j.worlds.OgBenchMaze;
import io.github.jepa4j.worlds.OgBenchPointMaze;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// Whoever goes through one of OGBench's mazes by what was learned of it, by name.
///
/// @param setting of the lowest planner
/// @param keep    how long higher levels go on along their ways, in their own steps
record MazeContenders(OgBenchMaze maze, LearnedMaze learned, PlannerSetting setting, float keep) {

    private static final int CLOSE = 8; // an actor's proposals are refined by so few candidates

    /// On so many levels, by what is certain, and by what chance may do where that was learned.
    ///
    /// @param count 1 is flat
    SequencedMap<String, MazePlay.Players> onLevels(int count) {
        List<Level> above = learned.levels().subList(0, count - 1);
        List<Level> certain = learned.certain().subList(0, count - 1);
        SequencedMap<String, MazePlay.Players> players = new LinkedHashMap<>();
        String name = count == 1 ? "flat" : count + " levels";
        players.put(name, MazePlanning.of(learned, setting, planner(certain, Risk.MEAN)));
        if (above.stream().anyMatch(level -> level.chance().isPresent())) {
            for (Risk risk : List.of(Risk.MEAN, Risk.WORST)) {
                String by = "%s, %s of what chance does".formatted(name, risk.words());
                players.put(by, MazePlanning.of(learned, setting, planner(above, risk)));
            }
        }
        return players;
    }

    Planner planner(List<Level> above, Risk risk) {
        Planner lowest = setting.spec().planner();
        return above.isEmpty()
                ? lowest
                : new HierarchicalPlanner(
                        above,
                        lowest,
                        HierarchicalPlanner.Config.defaults().withRisk(risk).keeping(keep));
    }

    /// Flat, by how many steps it takes from where a plan ends.
    MazePlay.Players byDistance(Quasimetric distance) {
        return MazePlanning.of(learned, setting, setting.spec().planner())
                .wanting(world -> new QuasimetricDistance(distance, goal(world), GoalDistance.Over.LAST));
    }

    private Latent goal(OgBenchPointMaze world) {
        return learned.model().encoder().encode(world.goal());
    }

    /// Without search on the lowest level, without any search, and as what a short search begins at.
    Map<String, MazePlay.Players> acting(MazeActors actors) {
        Planner search = setting.spec().planner();
        List<Level> above = learned.certain().subList(0, 1);
        var config = HierarchicalPlanner.Config.defaults().keeping(keep);
        Planner below = new HierarchicalPlanner(above, new PolicyPlanner(actors.below(), search), config);
        Planner proposing = new ProposalPlanner(few(), PolicyPlanner.proposals(actors.below()));
        SequencedMap<String, MazePlay.Players> players = new LinkedHashMap<>();
        players.put("2 levels, an actor below", MazePlanning.of(learned, setting, below));
        players.put(
                "2 levels, an actor proposes to %d candidates".formatted(CLOSE),
                MazePlanning.of(learned, setting, new HierarchicalPlanner(above, proposing, config)));
        players.put(
                "2 levels, %d candidates".formatted(CLOSE),
                MazePlanning.of(learned, setting, new HierarchicalPlanner(above, few(), config)));
        players.put("an actor alone", MazePlanning.of(learned, setting, new PolicyPlanner(actors.alone(), search)));
        return players;
    }

    private static Planner few() {
        return PlannerSetting.parse("cem:candidates=%d,iterations=1,elites=2@H=20".formatted(CLOSE))
                .spec()
                .planner();
    }

    /// What shows where success comes from: sub-goals that nobody planned, a higher level of which only the distance is
    /// used, sub-goals by who knows the way, and the world as its own model.
    Map<String, MazePlay.Players> controls() {
        List<Level> above = learned.certain().subList(0, 1);
        Level second = above.getFirst();
        Planner search = setting.spec().planner();
        String without = maze.inlets().isEmpty() ? "" : " but for its teleporters";
        var truth = new TrueMaze(
                maze,
                (SignalsEncoder) learned.model().encoder(),
                learned.model().actionScale());
        SequencedMap<String, MazePlay.Players> players = new LinkedHashMap<>();
        players.put(
                "macro-actions drawn at random",
                MazePlanning.of(learned, setting, new RandomSubgoals(second, planner(above, Risk.MEAN), search)));
        players.put(
                "the level's distance alone",
                MazePlanning.of(learned, setting, search)
                        .wanting(world ->
                                new LevelDistance(List.of(second), second.encode(goal(world)), setting.horizon())));
        players.put(
                "sub-goals of who knows the way",
                MazePlanning.of(learned, setting, search).wanting(this::nextCell));
        players.put(
                "2 levels, the maze as it is" + without,
                MazePlanning.of(learned, setting, planner(above, Risk.MEAN)).by(truth));
        players.put(
                "flat, the maze as it is" + without,
                MazePlanning.of(learned, setting, search).by(truth));
        return players;
    }

    /// To be in the cell after the next on the way, or at the goal.
    private Objective nextCell(OgBenchPointMaze world) {
        OgBenchMaze.@Nullable Cell next = OgBenchExpert.ahead(world, 2);
        float[] goal = world.goal().values();
        return next == null ? learned.at(goal[0], goal[1]) : learned.at(next.x(), next.y());
    }
}
