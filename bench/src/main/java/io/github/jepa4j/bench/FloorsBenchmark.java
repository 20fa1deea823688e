package io.github.jepa4j.bench;

import io.github.jepa4j.evaluation.WilsonInterval;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.SignalEnvironment;
import io.github.jepa4j.worlds.Cstr;
import io.github.jepa4j.worlds.Maze;
import io.github.jepa4j.worlds.MazeOracle;
import io.github.jepa4j.worlds.PointMaze;
import io.github.jepa4j.worlds.PointMazeTask;
import io.github.jepa4j.worlds.PointMazeTask.Feasibility;
import io.github.jepa4j.worlds.Quadrotor2D;
import io.github.jepa4j.worlds.QuadrotorPilot;
import io.github.jepa4j.worlds.ScriptedPolicy;
import io.github.jepa4j.worlds.StateLimits;
import io.github.jepa4j.worlds.StraightPush;
import io.github.jepa4j.worlds.SubstepObserver;
import java.util.List;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What policies that learn nothing reach in the worlds of signals, judged on the true state at every substep.
@Command(
        name = "floors",
        description = "What scripted policies reach in point mazes, the quadrotor and the reactor.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class FloorsBenchmark implements Runnable {

    private static final int MAZE_STEPS = 600;
    private static final int FLIGHT_STEPS = 300;
    private static final int REACTOR_STEPS = 200;
    private static final int ZONES = 3;

    @Mixin
    private final Options options = new Options();

    @Option(names = "--episodes", paramLabel = "N", description = "Of each policy in each world (${DEFAULT-VALUE}).")
    private int episodes = 200;

    private final Table table = new Table(
            "scripted policies",
            "world",
            "policy",
            "done",
            "limits kept",
            "done within limits",
            "95 % interval",
            "mean final error",
            "unit");

    @Override
    public void run() {
        for (Maze maze : List.of(Maze.UMAZE, Maze.MEDIUM, Maze.LARGE)) {
            maze(maze, "random", ScriptedPolicy::uniform);
            maze(maze, "straight", StraightPush::new);
            maze(maze, "oracle", MazeOracle::new);
        }
        float hover = Quadrotor2D.Parameters.PUBLISHED.hover();
        flight("random", ScriptedPolicy.uniform());
        flight("hovering thrust", ScriptedPolicy.constant(new Action(hover, hover)));
        flight("pilot", QuadrotorPilot.figure8());
        reactor("random", ScriptedPolicy.uniform());
        reactor("steady input", ScriptedPolicy.constant(Cstr.STEADY));
        options.print(options.findings("floors")
                .setting("episodes", episodes)
                .note("Point mazes: tasks with %d zones, proved feasible; done: within 0.5 m of the goal in %d actions."
                        .formatted(ZONES, MAZE_STEPS))
                .note("Quadrotor: the figure 8, from random starts; done: within 0.2 m of it at the end.")
                .note(
                        "Reactor: %d actions (1 h) from random starts; done: Cb within 0.02 mol/l of the target at the end."
                                .formatted(REACTOR_STEPS))
                .add(table));
    }

    /// One episode's judge: whether the limits were kept so far.
    private static final class Watch {
        private boolean kept = true;

        SubstepObserver keeps(StateLimits limits) {
            return (_, state) -> kept &= limits.kept(state);
        }

        SubstepObserver keepsOut(PointMazeTask task) {
            return (_, state) -> kept &= task.margin(state[0], state[1]) >= 0;
        }
    }

    private void maze(Maze maze, String name, Supplier<ScriptedPolicy<PointMaze>> policies) {
        Tally tally = new Tally(PointMaze.SUCCESS_DISTANCE);
        for (int i = 0; i < episodes; i++) {
            Seed seed = options.seed().split(i);
            PointMazeTask task = PointMazeTask.random(maze, ZONES, Feasibility.FEASIBLE, seed.split("task"));
            Watch watch = new Watch();
            var world = new PointMaze(maze, _ -> task, PointMaze.Parameters.PUBLISHED, watch.keepsOut(task));
            ScriptedPolicy<PointMaze> policy = policies.get();
            world.reset(seed);
            RandomGenerator random = seed.split("policy").generator();
            for (int t = 0; t < MAZE_STEPS && world.distanceToGoal() > PointMaze.SUCCESS_DISTANCE; t++) {
                world.step(policy.act(world, random));
            }
            tally.add(world.distanceToGoal(), watch.kept);
        }
        tally.into("point maze " + maze.name(), name, "m");
    }

    private void flight(String name, ScriptedPolicy<Quadrotor2D> policy) {
        Tally tally = new Tally(0.2);
        for (int i = 0; i < episodes; i++) {
            Watch watch = new Watch();
            var world = new Quadrotor2D(
                    Quadrotor2D.State::random, Quadrotor2D.Parameters.PUBLISHED, watch.keeps(Quadrotor2D.TRACK_LIMITS));
            play(world, policy, FLIGHT_STEPS, options.seed().split(i));
            tally.add(world.trackingError(), watch.kept);
        }
        tally.into("quadrotor", name, "m");
    }

    private void reactor(String name, ScriptedPolicy<Cstr> policy) {
        Tally tally = new Tally(0.02);
        for (int i = 0; i < episodes; i++) {
            Watch watch = new Watch();
            var world = new Cstr(Cstr.State::random, Cstr.Parameters.PUBLISHED, watch.keeps(Cstr.LIMITS));
            play(world, policy, REACTOR_STEPS, options.seed().split(i));
            tally.add(world.trackingError(), watch.kept);
        }
        tally.into("reactor", name, "mol/l");
    }

    private static <W extends SignalEnvironment> void play(W world, ScriptedPolicy<W> policy, int steps, Seed seed) {
        world.reset(seed);
        RandomGenerator random = seed.split("policy").generator();
        for (int t = 0; t < steps; t++) {
            world.step(policy.act(world, random));
        }
    }

    /// The count of a row.
    private final class Tally {
        private final double near;
        private int done;
        private int kept;
        private int both;
        private double errors;

        Tally(double near) {
            this.near = near;
        }

        void add(double error, boolean limitsKept) {
            boolean reached = error <= near;
            done += reached ? 1 : 0;
            kept += limitsKept ? 1 : 0;
            both += reached && limitsKept ? 1 : 0;
            errors += error;
        }

        void into(String world, String policy, String unit) {
            WilsonInterval interval = WilsonInterval.of(both, episodes);
            table.row(
                    world,
                    policy,
                    done,
                    kept,
                    both,
                    "[%.1f, %.1f] %%".formatted(100 * interval.low(), 100 * interval.high()),
                    errors / episodes,
                    unit);
        }
    }
}
