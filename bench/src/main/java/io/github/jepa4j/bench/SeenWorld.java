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
import io.github.jepa4j.worlds.PointMaze;
import io.github.jepa4j.worlds.ScriptedPolicy;
import io.github.jepa4j.worlds.SeenPointMaze;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import java.util.function.BiFunction;

/// A world seen from above, of another layout in each episode.
///
/// @param walks to learn from, by the seed of all of them and that of one
/// @param tasks worlds that judge, by how their tasks are called; each draws one at its reset
/// @param pilot knows the way
/// @param won   how near to the goal, in the world's unit of length
/// @param steps actions of an episode at most
record SeenWorld<W extends GoalEnvironment>(
        String name,
        BiFunction<Seed, Seed, Episode> walks,
        SequencedMap<String, W> tasks,
        ScriptedPolicy<W> pilot,
        double won,
        int steps) {

    private static final int WALK = 100; // actions
    private static final int[][] DISTANCES = {{5, 8}, {9, 12}, {13, 16}}; // HWM's, in cells
    private static final int SMALL_LAYOUTS = 40; // PLDM's
    private static final int LARGE_LAYOUTS = 25; // HWM's
    private static final int MAZE_STEPS = 125; // HWM's 500, each action being four

    static final String FOUR_ROOMS = "four-rooms";
    static final String LARGE = "diverse-mazes";
    static final String SMALL = "small-diverse-mazes";

    /// The world of a name.
    static SeenWorld<?> of(String name) {
        return switch (name) {
            case FOUR_ROOMS -> fourRooms();
            case LARGE -> mazes(name, new DiverseMazeTrajectories(DiverseMazes.LARGE, LARGE_LAYOUTS, WALK), DISTANCES);
            case SMALL ->
                mazes(name, new DiverseMazeTrajectories(DiverseMazes.SMALL, SMALL_LAYOUTS, WALK), new int[][] {
                    {3, SMALL_LAYOUTS}
                });
            default ->
                throw new IllegalArgumentException(
                        "There is no world '%s' seen from above; there are %s, %s and %s.\nMaybe it was misspelled."
                                .formatted(name, FOUR_ROOMS, LARGE, SMALL));
        };
    }

    private static SeenWorld<FourRooms> fourRooms() {
        var walks = new FourRoomsTrajectories();
        SequencedMap<String, FourRooms> tasks = new LinkedHashMap<>();
        tasks.put("across two rooms", new FourRooms(FourRooms.Task::across));
        return new SeenWorld<>(
                FOUR_ROOMS,
                (_, seed) -> walks.episode(seed),
                tasks,
                new FourRoomsPilot(),
                FourRooms.SUCCESS_DISTANCE,
                FourRooms.STEPS_PER_EPISODE);
    }

    /// In mazes that were not learned from.
    private static SeenWorld<SeenPointMaze> mazes(String name, DiverseMazeTrajectories walks, int[][] distances) {
        SequencedMap<String, SeenPointMaze> tasks = new LinkedHashMap<>();
        for (int[] cells : distances) {
            tasks.put(
                    "%d to %d cells".formatted(cells[0], cells[1]),
                    new SeenPointMaze(seed -> walks.mazes().anywhere(cells[0], cells[1], seed)));
        }
        var oracle = new MazeOracle();
        return new SeenWorld<>(
                name,
                walks::episode,
                tasks,
                (world, random) -> oracle.act(world.world(), random),
                PointMaze.SUCCESS_DISTANCE,
                MAZE_STEPS);
    }
}
