package io.github.jepa4j.bench;

import io.github.jepa4j.bench.DisturbedWorld.Disturbance;
import io.github.jepa4j.bench.DisturbedWorld.Failure;
import io.github.jepa4j.safety.Bounds;
import io.github.jepa4j.safety.Infeasible;
import io.github.jepa4j.safety.Interval;
import io.github.jepa4j.safety.Plant;
import io.github.jepa4j.safety.PointMazePlant;
import io.github.jepa4j.safety.PointMazePlant.Obstacle;
import io.github.jepa4j.safety.PointMazeReach;
import io.github.jepa4j.safety.StartCheck;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Signals;
import io.github.jepa4j.worlds.Maze;
import io.github.jepa4j.worlds.PointMaze;
import io.github.jepa4j.worlds.PointMazeTask;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Point mazes with zones and a speed limit. The judge knows zones and speed; the walls are the
/// filter's own limit.
final class PointMazeScenarios implements ScenarioWorld {

    static final double TOP_SPEED = 2.5;
    static final int STEPS = 300;
    private static final double STEP_SECONDS = 0.05;
    private static final PointMaze.Parameters NOMINAL = PointMaze.Parameters.PUBLISHED;

    /// The distance at which D4RL's contacts act, and a little.
    private static final double WALL_DISTANCE = PointMaze.RADIUS + 0.002 + 1e-4;

    /// Who wants an action in a scenario.
    @FunctionalInterface
    interface Proposers {
        /// @param variant from 0 to 5
        Trial.Proposer of(ScenarioKind kind, int variant, PointMazeTask task, Seed seed);
    }

    private final List<Maze> mazes;
    private final Proposers proposers;

    /// D4RL's mazes, and scripted proposers.
    PointMazeScenarios() {
        this(List.of(Maze.UMAZE, Maze.MEDIUM), PointMazeProposers::of);
    }

    PointMazeScenarios(List<Maze> mazes, Proposers proposers) {
        this.mazes = mazes;
        this.proposers = proposers;
    }

    @Override
    public String name() {
        return "point maze";
    }

    @Override
    public int genes() {
        return 40;
    }

    @Override
    public Trial trial(ScenarioKind kind, double[] numbers, Seed seed) {
        Genes genes = new Genes(numbers);
        Disturbed disturbed = Disturbed.read(kind, genes);
        int variant = genes.index(6);
        PointMazeLayouts.Drawn drawn = PointMazeLayouts.draw(kind, genes, mazes);
        PointMazeTask task = drawn.task();
        Judge judge = judge(task);
        PointMaze maze = new PointMaze(task.maze(), _ -> task, disturbed.parameters(), judge);
        DisturbedWorld world =
                new DisturbedWorld(maze, maze.actionSpace(), disturbed.disturbance(), new float[2], seed);
        PointMazePlant.Layout layout = layout(task, disturbed.bounds().saturation());
        Plant plant = plant(layout, disturbed.range());
        return new Trial(
                world,
                judge,
                plant,
                disturbed.bounds(),
                proposers.of(kind, variant, task, seed.split("proposer")),
                first -> refuse(plant, disturbed.bounds(), layout, first, drawn),
                () -> truth(drawn, disturbed.bounds().delay()),
                () -> maze.distanceToGoal() < PointMaze.SUCCESS_DISTANCE,
                () -> Math.hypot(maze.state().vx(), maze.state().vy()) < 0.05,
                STEPS,
                STEP_SECONDS);
    }

    private static Judge judge(PointMazeTask task) {
        List<Judge.Rule> rules = new ArrayList<>();
        rules.add(Judge.speed(TOP_SPEED));
        task.zones().forEach(zone -> rules.add(Judge.disc(zone.x(), zone.y(), zone.radius())));
        return new Judge(rules);
    }

    private static PointMazePlant.Layout layout(PointMazeTask task, double saturation) {
        List<Obstacle> zones = new ArrayList<>();
        for (PointMazeTask.Zone zone : task.zones()) {
            zones.add(Obstacle.disc("zone " + (zones.size() + 1), zone.x(), zone.y(), zone.radius()));
        }
        List<Obstacle> walls = new ArrayList<>();
        Maze maze = task.maze();
        for (int row = 0; row < maze.rows().size(); row++) {
            for (int column = 0; column < maze.columns(); column++) {
                if (maze.rows().get(row).charAt(column) == '#') {
                    Interval x = new Interval(row - 0.7, row + 0.3);
                    Interval y = new Interval(column - 0.7, column + 0.3);
                    walls.add(new Obstacle("wall", x, y, WALL_DISTANCE));
                }
            }
        }
        Interval x = new Interval(0.3, maze.rows().size() - 1.7);
        Interval y = new Interval(0.3, maze.columns() - 1.7);
        return new PointMazePlant.Layout(zones, walls, x, y, TOP_SPEED, NOMINAL.substeps(), saturation);
    }

    private static Plant plant(PointMazePlant.Layout layout, double range) {
        Interval mass = Interval.within(NOMINAL.mass(), range);
        return new PointMazePlant(
                layout,
                Interval.within(NOMINAL.gear(), range).over(mass),
                Interval.within(NOMINAL.damping(), range).over(mass));
    }

    private static Optional<Infeasible> refuse(
            Plant plant, Bounds bounds, PointMazePlant.Layout layout, Signals first, PointMazeLayouts.Drawn drawn) {
        Optional<Infeasible> start = StartCheck.refuse(plant, bounds, first);
        if (start.isPresent()) {
            return start;
        }
        PointMazeTask task = drawn.task();
        return new PointMazeReach(layout, 0)
                .refuse(
                        first.values()[0],
                        first.values()[1],
                        new PointMazeReach.Goal(
                                task.goalX(), task.goalY(), PointMaze.SUCCESS_DISTANCE, drawn.seconds()));
    }

    /// What is true of the task for the greatest delay that is declared: until the first action acts,
    /// the ball only rolls. Its speed decays by less than 3 % meanwhile.
    private static Trial.Truth truth(PointMazeLayouts.Drawn drawn, int delay) {
        PointMazeTask task = drawn.task();
        PointMaze.State start = task.start();
        if (drawn.truth() != Trial.Truth.FEASIBLE) {
            return drawn.truth();
        }
        double x = start.x() + start.vx() * delay * STEP_SECONDS;
        double y = start.y() + start.vy() * delay * STEP_SECONDS;
        if (rolls(task, 0.97 * (x - start.x()), 0.97 * (y - start.y())) < 0) {
            return Trial.Truth.INFEASIBLE;
        }
        boolean possible = rolls(task, x - start.x(), y - start.y()) >= 0
                && new PointMazeTask(
                                        task.maze(),
                                        new PointMaze.State(x, y, start.vx(), start.vy()),
                                        task.goalX(),
                                        task.goalY(),
                                        task.zones())
                                .feasibility()
                        == PointMazeTask.Feasibility.FEASIBLE;
        return possible ? Trial.Truth.FEASIBLE : Trial.Truth.UNCLEAR;
    }

    /// The least margin to the zones on a straight way from the start.
    private static double rolls(PointMazeTask task, double dx, double dy) {
        double[] from = {task.start().x(), task.start().y()};
        double[] to = {from[0] + dx, from[1] + dy};
        return task.zones().stream()
                .mapToDouble(
                        zone -> Judge.disc(zone.x(), zone.y(), zone.radius()).margin(from, to))
                .min()
                .orElse(Double.POSITIVE_INFINITY);
    }

    /// What is wrong with the plant, its sensors and its actuators, and what is declared of it.
    ///
    /// @param range of each parameter, as a share
    record Disturbed(PointMaze.Parameters parameters, double range, Disturbance disturbance, Bounds bounds) {

        static Disturbed read(ScenarioKind kind, Genes genes) {
            boolean wide = kind == ScenarioKind.MODEL_ERROR;
            double range = wide ? 0.2 : 0.05;
            double place = wide ? 0.002 : 0.001;
            double[] noise = {place, place, 5 * place, 5 * place};
            int delays = wide ? 3 : 1;
            double saturation = wide ? 0.8 : 1;
            PointMaze.Parameters parameters = new PointMaze.Parameters(
                    NOMINAL.mass() * genes.between(1 - range, 1 + range),
                    NOMINAL.gear() * genes.between(1 - range, 1 + range),
                    NOMINAL.damping() * genes.between(1 - range, 1 + range),
                    NOMINAL.substeps());
            int delay = genes.index(delays + 1);
            double cut = genes.between(saturation, 1);
            int failing = genes.index(3 * STEPS / 4);
            Failure failure = Failure.values()[genes.index(Failure.values().length)];
            boolean fails = wide ? genes.index(3) == 0 : genes.index(2) == 0 && kind == ScenarioKind.SEARCHED;
            Disturbance disturbance =
                    new Disturbance(delay, 0, cut, noise, fails ? failing : Integer.MAX_VALUE, failure);
            return new Disturbed(parameters, range, disturbance, new Bounds(noise, delays, 0, saturation));
        }
    }
}
