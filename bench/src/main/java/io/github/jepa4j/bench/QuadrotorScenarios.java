package io.github.jepa4j.bench;

import io.github.jepa4j.bench.DisturbedWorld.Disturbance;
import io.github.jepa4j.bench.DisturbedWorld.Failure;
import io.github.jepa4j.safety.Bounds;
import io.github.jepa4j.safety.Interval;
import io.github.jepa4j.safety.QuadrotorPlant;
import io.github.jepa4j.safety.StartCheck;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worlds.Quadrotor2D;
import java.util.ArrayList;
import java.util.List;

/// A quadrotor that is to fly to a place within the limits of safe-control-gym's track task. Mass and
/// inertia are anywhere within 5 % of the published ones; of model errors both are at the edges of 10
/// %. Sensors do not fail: without them nobody can keep a quadrotor in the air.
final class QuadrotorScenarios implements ScenarioWorld {

    private static final int STEPS = 300;

    /// The place is reached when it is this near, in m.
    static final double NEAR = 0.1;

    /// Of each signal, in its unit.
    private static final double[] NOISE = {0.001, 0.005, 0.001, 0.005, 0.001, 0.005};

    private static final double TOP_SPEED = 2;
    private static final Quadrotor2D.Parameters NOMINAL = Quadrotor2D.Parameters.PUBLISHED;
    private static final double[] LOW = Quadrotor2D.TRACK_LIMITS.low();
    private static final double[] HIGH = Quadrotor2D.TRACK_LIMITS.high();

    /// From where to where.
    ///
    /// @param goal    `x` and `z`, in m
    /// @param seconds until when; `Infinity` where there is no deadline
    record Task(Quadrotor2D.State start, double[] goal, double seconds) {}

    @Override
    public String name() {
        return "quadrotor";
    }

    @Override
    public int genes() {
        return 14;
    }

    @Override
    public Trial trial(ScenarioKind kind, double[] numbers, Seed seed) {
        Genes genes = new Genes(numbers);
        boolean wide = kind == ScenarioKind.MODEL_ERROR;
        double range = wide ? 0.1 : 0.05;
        Quadrotor2D.Parameters parameters = new Quadrotor2D.Parameters(
                NOMINAL.mass() * (1 + range * error(wide, genes)),
                NOMINAL.inertia() * (1 + range * error(wide, genes)),
                NOMINAL.arm(),
                NOMINAL.gravity(),
                NOMINAL.substeps());
        int variant = genes.index(6);
        Task task = kind == ScenarioKind.INFEASIBLE ? impossible(genes) : possible(genes);
        double saturation = wide ? 0.9 : 1;
        double cut = genes.between(saturation, 1);
        Judge judge = judge();
        Quadrotor2D quadrotor = new Quadrotor2D(_ -> task.start, parameters, judge);
        Disturbance disturbance = new Disturbance(0, 0, cut, NOISE, Integer.MAX_VALUE, Failure.ALL_SILENT);
        Bounds bounds = new Bounds(NOISE, 0, 0, saturation);
        QuadrotorPlant plant = plant(range, saturation, quadrotor);
        return new Trial(
                new DisturbedWorld(quadrotor, quadrotor.actionSpace(), disturbance, plant.idle(), seed),
                judge,
                plant,
                bounds,
                QuadrotorProposers.of(kind, variant, task, seed.split("proposer")),
                first -> StartCheck.refuse(plant, bounds, first)
                        .or(() -> plant.refuseGoal(
                                first, new QuadrotorPlant.Goal(task.goal[0], task.goal[1], NEAR, task.seconds))),
                () -> QuadrotorTruth.of(task, parameters, NOMINAL.mass() * (1 + range)),
                () -> distance(quadrotor.state(), task.goal) < NEAR && quadrotor.seconds() <= task.seconds,
                () -> hovers(quadrotor.state()),
                STEPS,
                Quadrotor2D.ACTION_SECONDS);
    }

    static Judge judge() {
        List<Judge.Rule> rules = new ArrayList<>();
        for (int i = 0; i < LOW.length; i++) {
            rules.add(Judge.between(i, LOW[i], HIGH[i]));
        }
        return new Judge(rules);
    }

    /// Anywhere in the range, or at one of its ends.
    private static double error(boolean atTheEnd, Genes genes) {
        double error = genes.between(-1, 1);
        return atTheEnd ? Math.signum(error) : error;
    }

    private static QuadrotorPlant plant(double range, double saturation, Quadrotor2D quadrotor) {
        Interval[] limits = new Interval[LOW.length];
        for (int i = 0; i < limits.length; i++) {
            limits[i] = new Interval(LOW[i], HIGH[i]);
        }
        Interval turning = Interval.of(NOMINAL.arm() / Math.sqrt(2)).over(Interval.within(NOMINAL.inertia(), range));
        return new QuadrotorPlant(
                limits,
                Interval.of(1).over(Interval.within(NOMINAL.mass(), range)),
                turning.widened(1e-9),
                new QuadrotorPlant.Equipment(quadrotor.actionSpace(), saturation, NOISE));
    }

    /// As the track task starts, but up to 0.5 m/s fast, and to a place that is at least 0.2 m within
    /// the limits.
    private static Task possible(Genes genes) {
        Quadrotor2D.State start = new Quadrotor2D.State(
                genes.between(-1, 1),
                genes.between(-0.5, 0.5),
                genes.between(0.5, 1.5),
                genes.between(-0.5, 0.5),
                genes.between(-0.1, 0.1),
                genes.between(-0.2, 0.2));
        double[] goal = {genes.between(-1.8, 1.8), genes.between(0.2, 1.8)};
        return new Task(start, goal, Double.POSITIVE_INFINITY);
    }

    private static Task impossible(Genes genes) {
        double x = genes.between(-1, 1);
        double z = genes.between(0.5, 1.5);
        double side = genes.between(-1, 1) < 0 ? -1 : 1;
        double share = genes.between(0, 1);
        Quadrotor2D.State rest = Quadrotor2D.State.at(x, z);
        double[] goal = {-side * genes.between(0.8, 1.8), z};
        double never = Double.POSITIVE_INFINITY;
        return switch (genes.index(5)) {
            case 0 -> new Task(rest, new double[] {side * (HIGH[0] + NEAR + 0.01 + share), z}, never);
            case 1 -> new Task(new Quadrotor2D.State(x, 0, z, 0, side * (0.205 + 0.2 * share), 0), goal, never);
            // No lean that is allowed stops this in less than 0.4 m.
            case 2 -> new Task(new Quadrotor2D.State(side * (1.65 + 0.3 * share), side * 1.9, z, 0, 0, 0), goal, never);
            // Nor does full thrust stop this in less than 0.1 m.
            case 3 -> new Task(new Quadrotor2D.State(x, 0, 0.01 + 0.08 * share, -1.9, 0, 0), goal, never);
            default -> {
                double least = Math.max(0, Math.abs(goal[0] - x) - NEAR) / TOP_SPEED;
                yield new Task(rest, goal, 0.8 * share * least);
            }
        };
    }

    static double distance(Quadrotor2D.State state, double[] goal) {
        return Math.hypot(state.x() - goal[0], state.z() - goal[1]);
    }

    private static boolean hovers(Quadrotor2D.State state) {
        return Math.hypot(state.vx(), state.vz()) < 0.1
                && Math.abs(state.theta()) < 0.03
                && Math.abs(state.rate()) < 0.15;
    }
}
