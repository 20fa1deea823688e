package io.github.jepa4j.bench;

import static io.github.jepa4j.bench.Bench.column;
import static io.github.jepa4j.bench.Bench.tables;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.jepa4j.learning.JepaConfig;
import io.github.jepa4j.learning.LatentEpisode;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.perception.SignalsEncoder;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Signals;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.Rollout;
import io.github.jepa4j.worlds.OgBenchMaze;
import io.github.jepa4j.worlds.OgBenchPointMaze;
import io.github.jepa4j.worlds.OgBenchTrajectories;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The benchmarks of several levels and several futures from end to end, as small as they go: that they run and find
/// figures, not which.
class PlanningAheadTest {

    @TempDir
    Path folder;

    private JsonNode mazes(String maze, String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "--maze=" + maze,
                "--learn=12",
                "--set=steps=3",
                "--set=windows=4",
                "--level-set=macroUpdates=2",
                "--level-set=updates=3",
                "--level-set=windows=8",
                "--level-set=span=4",
                "--level-set=hidden=8",
                "--levels=1,2",
                "--planner=cem:candidates=8,elites=2,iterations=1@H=4,replan=2",
                "--episodes=1",
                "--steps=4",
                "--out=" + folder));
        arguments.addAll(List.of(more));
        return tables("mazes", arguments.toArray(String[]::new));
    }

    @Test
    void mazesArePlannedOnLevelsByADistanceByActorsAndWithControls() {
        JsonNode tables = mazes(
                "medium",
                "--distance",
                "--distance-set=updates=2",
                "--distance-set=hidden=8",
                "--distance-set=batch=4",
                "--controls",
                "--plans=12",
                "--actor-set=updates=2",
                "--actor-set=hidden=8");
        JsonNode rows = tables.path("the five tasks");
        JsonNode distances = tables.path("the learned distance between cells").path(0);
        assertThat(distances.path("pairs").asInt()).isEqualTo(26 * 26);
        assertThat(distances.path("correlation with the fewest moves").asDouble(7))
                .isBetween(-1.0, 1.0);
        assertThat(column(rows, "who"))
                .contains(
                        "knows the way",
                        "flat",
                        "2 levels",
                        "flat, by a learned distance",
                        "macro-actions drawn at random",
                        "the level's distance alone",
                        "sub-goals of who knows the way",
                        "2 levels, the maze as it is",
                        "an actor alone");
        assertThat(rows.size() % 6).isZero(); // five tasks and all of them
    }

    @Test
    void aZoneOnTheShortestWayIsToldOrNotAndFilteredOrNot() {
        JsonNode rows = mazes("large", "--zones=2").path("a zone on the shortest way");
        assertThat(column(rows, "who")).containsExactly("not told", "told", "told and filtered", "not told, filtered");
        rows.forEach(row -> assertThat(row.path("plans").asInt()).isPositive());
    }

    @Test
    void worldsSeenFromAboveArePlannedFlatAndOnLevels() {
        JsonNode tables = tables(
                "from-above",
                "--world=small-diverse-mazes",
                "--learn=12",
                "--set=steps=2",
                "--set=windows=4",
                "--set=threads=1",
                "--level-set=span=3",
                "--level-set=macroUpdates=2",
                "--level-set=updates=3",
                "--level-set=windows=8",
                "--level-set=hidden=8",
                "--levels=1,2",
                "--flat=cem:candidates=8,elites=2,iterations=1@H=4,replan=4",
                "--planner=cem:candidates=8,elites=2,iterations=1@H=4,replan=4",
                "--episodes=1",
                "--out=" + folder);
        JsonNode rows = tables.path("tasks");
        assertThat(column(rows, "who")).containsExactly("knows the way", "flat", "2 levels");
        assertThat(column(tables.path("where the ball is"), "actions")).containsExactly("1", "3", "6", "12", "24");
        assertThat(rows.path(0).path("won").asString()).startsWith("1/1");
    }

    @Test
    void roomsWithALockThatTrapsArePlannedByEachMeasureOfRisk() {
        JsonNode tables = tables(
                "doors",
                "--learn=12",
                "--held=2",
                "--set=steps=3",
                "--set=windows=4",
                "--variable-set=updates=2",
                "--variable-set=hidden=8",
                "--variable-set=windows=8",
                "--level-set=span=6",
                "--level-set=macroUpdates=2",
                "--level-set=updates=3",
                "--level-set=windows=8",
                "--level-set=hidden=8",
                "--level-variable-set=updates=2",
                "--level-variable-set=hidden=8",
                "--planner=cem:candidates=8,elites=2,iterations=1@H=40,replan=40",
                "--lowest-planner=cem:candidates=8,elites=2,iterations=1@H=40,replan=40",
                "--proposals=3",
                "--futures=2",
                "--episodes=1",
                "--out=" + folder);
        assertThat(column(tables.path("episodes"), "who"))
                .containsExactly(
                        "knows the rooms, by the gap",
                        "knows the rooms, by the lock",
                        "deterministic model",
                        "the likeliest future",
                        "mean of 2 futures",
                        "mean of the worst 0.5 of 2 futures",
                        "worst case of 2 futures",
                        "2 levels by the mean",
                        "2 levels by the worst case");
        assertThat(tables.path("episodes").path(0).path("won").asString()).startsWith("1/1");
        tables.path("episodes")
                .forEach(row -> assertThat(row.path("trapped").asString()).matches("[01]/1 .*"));
        JsonNode calibration = tables.path("one step, on walks held out").path(0);
        assertThat(calibration.path("steps").asInt()).isEqualTo(200);
        assertThat(calibration.path("calibration error").asDouble(7)).isBetween(0.0, 1.0);
    }

    @Test
    void whatIsProposedWasDoneFromPlacesLikeThePresentAndToOnesLikeTheGoal() {
        var far = new LatentEpisode(new float[] {9, 9, 8, 9, 7, 9}, new float[] {1, 2, 3, 4});
        var there = new LatentEpisode(new float[] {2, 3, 20, 20}, new float[] {11, 12});
        var near = new LatentEpisode(new float[] {5, 5, 1, 2, 3, 3, 4, 4}, new float[] {5, 6, 7, 8, 9, 10});
        float[] inTwoFutures = {1, 2, 1, 2};

        Latent goal = new Latent(new float[] {20, 20});

        var two = new SimilarWalks(List.of(far, near, there), 2, goal).of(inTwoFutures, 2, 1);
        var all = new SimilarWalks(List.of(far, near, there), 14, goal).of(inTwoFutures, 2, 1);

        assertThat(two).hasSize(2);
        assertThat(two.getFirst().values()).containsExactly(7, 8); // nearest, cut at the horizon
        assertThat(two.getLast().values()).containsExactly(11, 12); // nearly as near, and comes to the goal
        assertThat(all).hasSize(3);
        assertThat(all.getLast().values()).containsExactly(3, 4); // nearest before its last action
    }

    @Test
    void layoutsAreRefusedWhereAWorldHasNoneToChooseFrom() {
        assertThat(Bench.refused("from-above", "--world=four-rooms", "--layouts=7", "--out=" + folder))
                .contains("7 layouts", "diverse-mazes", "\nMaybe");
    }

    /// Both put a ball where it goes: one by episodes, one as a world model.
    @Test
    void theMazeAsAModelIsTheMaze() throws IOException {
        LearnedMaze learned = LearnedMaze.learn(
                folder,
                new LearnedMaze.Lesson(
                        OgBenchTrajectories.published(OgBenchMaze.MEDIUM, OgBenchTrajectories.Kind.STITCH),
                        12,
                        JepaConfig.signals().with("steps=2", "windows=4"),
                        List.of(),
                        Optional.empty(),
                        Optional.empty()),
                new Seed(1));
        var encoder = (SignalsEncoder) learned.model().encoder();
        var truth = new TrueMaze(OgBenchMaze.MEDIUM, encoder, learned.model().actionScale());
        var world = new OgBenchPointMaze(
                OgBenchMaze.MEDIUM,
                seed -> OgBenchPointMaze.Task.near(OgBenchMaze.MEDIUM.tasks().getFirst(), seed));
        Signals seen = world.reset(new Seed(2));
        RandomGenerator random = new Seed(3).generator();
        ActionBatch actions = ActionBatch.zeros(1, 60, 2);
        List<Action> done = new ArrayList<>();
        for (int step = 0; step < 60; step++) {
            done.add(new Action(random.nextFloat(-1, 1), 1)); // into a wall, and along it
            float[] inside = learned.model().actionScale().normalise(done.getLast());
            System.arraycopy(inside, 0, actions.values(), actions.index(0, step), 2);
        }
        Rollout imagined = truth.imagine(encoder.encode(seen), actions);
        for (int step = 0; step < 60; step++) {
            Latent there = encoder.encode(world.step(done.get(step)));
            for (int axis = 0; axis < 2; axis++) {
                assertThat(imagined.latents()[imagined.index(0, step + 1) + axis])
                        .isCloseTo(there.values()[axis], within(1e-4f));
            }
        }
    }
}
