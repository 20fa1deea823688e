package io.github.jepa4j.worlds;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Episode;
import io.github.jepa4j.world.Observation;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// Makes the walks that a model of diverse mazes learns from: in one of a few mazes, from anywhere, by pushes that are
/// drawn anew and linger (an Ornstein-Uhlenbeck process), so that they lead somewhere.
///
/// Source: the data of PLDM (arXiv 2502.14819) are walks by random actions in a few of its mazes, others being kept to
/// judge; how its actions are drawn is not described, and ours are our own.
///
/// @param mazes   from which mazes are drawn
/// @param layouts how many of them, at least 1
/// @param actions of a walk, at least 1
public record DiverseMazeTrajectories(DiverseMazes mazes, int layouts, int actions) {

    private static final double LINGERING = 0.85; // of a push, from one action to the next
    private static final double PUSH = 0.8; // deviation

    public DiverseMazeTrajectories {
        if (layouts < 1 || actions < 1) {
            throw new IllegalArgumentException(
                    "Walks of %d actions in %d mazes make no sense; there must be at least one of each.\nMaybe one was left at 0."
                            .formatted(actions, layouts));
        }
    }

    /// The maze of a number below `layouts`, the same for all walks; those from there on are of none.
    public Maze layout(int number, Seed all) {
        return mazes.draw(all.split("layouts").split(number));
    }

    /// The walk of a seed.
    ///
    /// @param all  of all walks: by it their mazes are drawn
    /// @param seed its own
    public Episode episode(Seed all, Seed seed) {
        RandomGenerator random = seed.split("pushes").generator();
        Maze maze = layout(random.nextInt(layouts), all);
        List<Maze.Cell> cells = maze.freeCells();
        Maze.Cell from = cells.get(random.nextInt(cells.size()));
        PointMaze.State start =
                PointMaze.State.at(from.x() + random.nextDouble(-0.3, 0.3), from.y() + random.nextDouble(-0.3, 0.3));
        var world = new SeenPointMaze(_ -> new PointMazeTask(maze, start, from.x(), from.y(), List.of()));
        List<Observation> seen = new ArrayList<>(List.of(world.reset(seed)));
        List<Action> done = new ArrayList<>();
        double[] push = {PUSH * random.nextGaussian(), PUSH * random.nextGaussian()};
        for (int time = 0; time < actions; time++) {
            float[] action = new float[2];
            for (int axis = 0; axis < 2; axis++) {
                push[axis] =
                        LINGERING * push[axis] + Math.sqrt(1 - LINGERING * LINGERING) * PUSH * random.nextGaussian();
                action[axis] = (float) Math.clamp(push[axis], -1, 1);
            }
            done.add(new Action(action));
            seen.add(world.step(done.getLast()));
        }
        return new Episode(seen, done);
    }
}
