package io.github.jepa4j.bench;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Signals;
import io.github.jepa4j.worlds.OgBenchMaze;
import io.github.jepa4j.worlds.OgBenchPointMaze;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/// Plays episodes of trips through one of OGBench's mazes: won is who comes within 1 m of the goal.
///
/// @param steps of an episode at most
record MazePlay(OgBenchMaze maze, int episodes, int steps, Seed seed) {

    /// Acts, at each step of an episode.
    interface Player {
        Action act(OgBenchPointMaze world, Signals seen, int step);
    }

    /// Makes a player for an episode.
    interface Players {

        /// @param nanos of each plan, added to
        Player of(Seed seed, List<Long> nanos);
    }

    /// @param number of the trip, by which its episodes are drawn
    Fared fared(OgBenchMaze.Trip trip, int number, Players players) {
        int won = 0;
        long taken = 0;
        List<Long> nanos = new ArrayList<>();
        Function<Seed, OgBenchPointMaze.Task> tasks = own -> OgBenchPointMaze.Task.near(trip, own);
        var world = new OgBenchPointMaze(maze, tasks);
        for (int episode = 0; episode < episodes; episode++) {
            Seed own = seed.split("task" + number).split(episode);
            Player player = players.of(own.split("plans"), nanos);
            Signals seen = world.reset(own);
            int step = 0;
            while (step < steps && world.distanceToGoal() > OgBenchPointMaze.SUCCESS_DISTANCE) {
                seen = world.step(player.act(world, seen, step));
                step++;
            }
            boolean isThere = world.distanceToGoal() <= OgBenchPointMaze.SUCCESS_DISTANCE;
            won += isThere ? 1 : 0;
            taken += isThere ? step : 0;
        }
        double millis = nanos.stream().mapToLong(Long::longValue).average().orElse(Double.NaN) / 1e6;
        return new Fared(won, (double) taken / won, millis);
    }
}
