package io.github.jepa4j.bench;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Episode;
import io.github.jepa4j.world.GoalEnvironment;
import io.github.jepa4j.worlds.DiverseMazeTrajectories;
import io.github.jepa4j.worlds.DiverseMazes;
import io.github.jepa4j.worlds.FourRooms;
import io.github.jepa4j.worlds.FourRoomsPilot;
import io.github.jepa4j.worlds.FourRoomsTrajectories;
import io.github.jepa4j.worlds.MazeOracle;
import io.github.jepa4j.worlds.OgBenchExpert;
import io.github.jepa4j.worlds.OgBenchMaze;
import io.github.jepa4j.worlds.OgBenchPointMaze;
import io.github.jepa4j.worlds.OgBenchTrajectories;
import io.github.jepa4j.worlds.PointMaze;
import io.github.jepa4j.worlds.PointMazeTask;
import io.github.jepa4j.worlds.ScriptedPolicy;
import io.github.jepa4j.worlds.SeenOgBenchMaze;
import io.github.jepa4j.worlds.SeenPointMaze;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;

/// A world seen from above, of another layout in each episode.
///
/// @param training what of a world model's training is this world's own
/// @param level    what of the training of levels above it is, of all of them
/// @param walks  to learn from, by seed
/// @param unseen such walks in layouts that are not learned from, where the world has several
/// @param tasks worlds that judge, by how their tasks are called; each draws one at its reset
/// @param pilot knows the way
/// @param won   how near to the goal, in the world's unit of length
/// @param steps actions of an episode at most
record SeenWorld<W extends GoalEnvironment>(
        String name,
        List<String> training,
        List<String> level,
        Function<Seed, Episode> walks,
        Function<Seed, Episode> unseen,
        SequencedMap<String, W> tasks,
        ScriptedPolicy<W> pilot,
        double won,
        int steps) {

    private static final int WALK = 100; // actions
    private static final int[][] DISTANCES = {{5, 8}, {9, 12}, {13, 16}}; // HWM's, in cells
    private static final int[][] SMALL_DISTANCES = {{3, 15}}; // PLDM's: at least three
    private static final int SMALL_LAYOUTS = 40; // PLDM's
    private static final int LARGE_LAYOUTS = 25; // HWM's
    private static final int MAZE_STEPS = 125; // HWM's 500, each action being four; PLDM's are not published

    /// What is the same all along an episode is the easiest to foresee: with walls that are elsewhere in each, the
    /// compact training tells them alone, and not where the ball is.
    private static final List<String> OF_MAZES = List.of(
            "model.hidden=512", "coefficients.motion=2", "coefficients.similarity=1", "coefficients.inverseDynamics=8");

    /// A level that tells where the ball is, and not how fast: errors are large then, and have to count.
    private static final List<String> LEVEL_OF_MAZES = List.of(
            "latentDimension=67", "contextDimension=64", "outlier=0", "steadiness=10", "motion=1", "inverse=0.1");

    static final String FOUR_ROOMS = "four-rooms";
    static final String LARGE = "diverse-mazes";
    static final String SMALL = "small-diverse-mazes";
    static final String OGBENCH = "ogbench-";

    /// The world of a name.
    ///
    /// @param layouts how many diverse mazes are learned from; 0 for as many as published
    /// @param all     of the walks that are learned from
    static SeenWorld<?> of(String name, int layouts, Seed all) {
        if (layouts != 0 && !Set.of(LARGE, SMALL).contains(name)) {
            throw new IllegalArgumentException(
                    "Of %s %d layouts are asked for, but only %s and %s have some to choose from.\nMaybe leave --layouts out."
                            .formatted(name, layouts, LARGE, SMALL));
        }
        return switch (name) {
            case FOUR_ROOMS -> fourRooms();
            case LARGE -> mazes(name, walks(DiverseMazes.LARGE, layouts == 0 ? LARGE_LAYOUTS : layouts), all);
            case SMALL -> mazes(name, walks(DiverseMazes.SMALL, layouts == 0 ? SMALL_LAYOUTS : layouts), all);
            default -> ogBench(name);
        };
    }

    private static DiverseMazeTrajectories walks(DiverseMazes mazes, int layouts) {
        return new DiverseMazeTrajectories(mazes, layouts, WALK);
    }

    private static SeenWorld<SeenOgBenchMaze> ogBench(String name) {
        OgBenchMaze maze =
                List.of(OgBenchMaze.MEDIUM, OgBenchMaze.LARGE, OgBenchMaze.GIANT, OgBenchMaze.TELEPORT).stream()
                        .filter(one -> name.equals(OGBENCH + one.name()))
                        .findFirst()
                        .orElseThrow(() -> new IllegalArgumentException(
                                "There is no world '%s' seen from above; there are %s, %s, %s, and %smedium, large, giant and teleport.\nMaybe it was misspelled."
                                        .formatted(name, FOUR_ROOMS, LARGE, SMALL, OGBENCH)));
        var walks = OgBenchTrajectories.published(maze, OgBenchTrajectories.Kind.STITCH);
        SequencedMap<String, SeenOgBenchMaze> tasks = new LinkedHashMap<>();
        for (int task = 0; task < maze.tasks().size(); task++) {
            OgBenchMaze.Trip trip = maze.tasks().get(task);
            tasks.put("task " + (task + 1), new SeenOgBenchMaze(maze, seed -> OgBenchPointMaze.Task.near(trip, seed)));
        }
        var expert = new OgBenchExpert(0);
        return new SeenWorld<>(
                name,
                List.of(),
                List.of(),
                seed -> SeenOgBenchMaze.seen(maze, walks.episode(seed)),
                seed -> SeenOgBenchMaze.seen(maze, walks.episode(seed)),
                tasks,
                (world, random) -> expert.act(world.world(), random),
                OgBenchPointMaze.SUCCESS_DISTANCE,
                SeenOgBenchMaze.STEPS_PER_EPISODE);
    }

    private static SeenWorld<FourRooms> fourRooms() {
        var walks = new FourRoomsTrajectories();
        SequencedMap<String, FourRooms> tasks = new LinkedHashMap<>();
        tasks.put("across two rooms", new FourRooms(FourRooms.Task::across));
        return new SeenWorld<>(
                FOUR_ROOMS,
                List.of(),
                List.of(),
                walks::episode,
                walks::episode,
                tasks,
                new FourRoomsPilot(),
                FourRooms.SUCCESS_DISTANCE,
                FourRooms.STEPS_PER_EPISODE);
    }

    private static SeenWorld<SeenPointMaze> mazes(String name, DiverseMazeTrajectories walks, Seed all) {
        Set<List<String>> known = new HashSet<>();
        for (int number = 0; number < walks.layouts(); number++) {
            known.add(walks.layout(number, all).rows());
        }
        SequencedMap<String, SeenPointMaze> tasks = new LinkedHashMap<>();
        for (int[] cells : name.equals(LARGE) ? DISTANCES : SMALL_DISTANCES) {
            tasks.put(
                    "%d to %d cells".formatted(cells[0], cells[1]),
                    new SeenPointMaze(seed -> unseen(walks.mazes(), cells, known, seed)));
        }
        var oracle = new MazeOracle();
        return new SeenWorld<>(
                name,
                OF_MAZES,
                LEVEL_OF_MAZES,
                seed -> walks.episode(all, seed),
                seed -> walks.episode(seed.split("another maze"), seed),
                tasks,
                (world, random) -> oracle.act(world.world(), random),
                PointMaze.SUCCESS_DISTANCE,
                MAZE_STEPS);
    }

    /// In a maze that was not learned from: of four by four cells there are not so many.
    private static PointMazeTask unseen(DiverseMazes mazes, int[] cells, Set<List<String>> known, Seed seed) {
        for (int draw = 0; ; draw++) {
            PointMazeTask task = mazes.anywhere(cells[0], cells[1], seed.split(draw));
            if (!known.contains(task.maze().rows())) {
                return task;
            }
        }
    }
}
