package io.github.jepa4j.bench;

import io.github.jepa4j.bench.DisturbedWorld.Disturbance;
import io.github.jepa4j.bench.DisturbedWorld.Failure;
import io.github.jepa4j.safety.Bounds;
import io.github.jepa4j.safety.CstrPlant;
import io.github.jepa4j.safety.Infeasible;
import io.github.jepa4j.safety.Interval;
import io.github.jepa4j.safety.Plant;
import io.github.jepa4j.safety.StartCheck;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Signals;
import io.github.jepa4j.worlds.Cstr;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// The stirred-tank reactor with both temperatures at most 140 °C. The kinetics are anywhere in
/// do-mpc's ranges; of model errors all are at their edges.
final class CstrScenarios implements ScenarioWorld {

    private static final double HOTTEST = 140;
    static final int STEPS = 60;
    private static final double[] NOISE = {0.005, 0.005, 0.1, 0.1};

    /// Done when B is this near to its target, in mol/l.
    private static final double NEAR = 0.02;

    private static final double SETTLED = 19.5;

    /// How far below the limits both temperatures are at a safe stop, in K.
    private static final double COOL = 5;

    @Override
    public String name() {
        return "reactor";
    }

    @Override
    public int genes() {
        return 12;
    }

    @Override
    public Trial trial(ScenarioKind kind, double[] numbers, Seed seed) {
        Genes genes = new Genes(numbers);
        double alpha = edge(kind, genes.between(0, 1));
        double beta = edge(kind, genes.between(0, 1));
        int variant = genes.index(6);
        Cstr.State start = start(kind, variant, genes);
        boolean faulty = kind == ScenarioKind.MODEL_ERROR || kind == ScenarioKind.SEARCHED;
        int failing = genes.index(STEPS);
        Failure failure = Failure.values()[genes.index(Failure.values().length)];
        boolean fails = genes.index(3) == 0 && faulty;
        Disturbance disturbance = new Disturbance(0, 0, 1, NOISE, fails ? failing : Integer.MAX_VALUE, failure);
        Bounds bounds = new Bounds(NOISE, 0, 0, 1);
        double target = kind == ScenarioKind.INFEASIBLE && variant > 2 ? 5.2 : Cstr.TARGET;
        Plant plant = new CstrPlant(HOTTEST, HOTTEST, new Interval(0.95, 1.05), new Interval(0.9, 1.1), 4);
        Judge judge = judge();
        Cstr.Parameters parameters = Cstr.Parameters.kinetics(0.95 + 0.1 * alpha, 0.9 + 0.2 * beta);
        Cstr reactor = new Cstr(_ -> start, parameters, judge);
        return new Trial(
                new DisturbedWorld(reactor, reactor.actionSpace(), disturbance, plant.idle(), seed),
                judge,
                plant,
                bounds,
                proposer(kind, variant, seed.split("proposer")),
                first -> refuse(plant, bounds, first, target),
                () -> CstrTruth.of(start, parameters, target),
                () -> done(reactor, target),
                () -> reactor.state().reactor() < HOTTEST - COOL
                        && reactor.state().jacket() < HOTTEST - COOL,
                STEPS,
                3600 * Cstr.ACTION_HOURS);
    }

    static Judge judge() {
        return new Judge(List.of(Judge.between(2, -HOTTEST, HOTTEST), Judge.between(3, -HOTTEST, HOTTEST)));
    }

    /// Not before the 20th step, so that a start near the target is not enough.
    static boolean done(Cstr reactor, double target) {
        return Math.abs(reactor.state().b() - target) < NEAR && reactor.hours() > SETTLED * Cstr.ACTION_HOURS;
    }

    private static double edge(ScenarioKind kind, double share) {
        return kind == ScenarioKind.MODEL_ERROR ? Math.rint(share) : share;
    }

    private static Cstr.State start(ScenarioKind kind, int variant, Genes genes) {
        double a = genes.between(0.7, 0.9);
        double b = genes.between(0.45, 0.55);
        double reactor = genes.between(131, 135);
        double jacket = genes.between(127, 131);
        if (kind == ScenarioKind.INFEASIBLE && variant < 3) {
            // Too hot, or so full of A just below the limit that no cooling is fast enough.
            return variant == 0
                    ? new Cstr.State(a, b, reactor + 10, jacket)
                    : new Cstr.State(a + 3, b, Math.min(139.9, reactor + 6), jacket);
        }
        return new Cstr.State(a, b, reactor, jacket);
    }

    /// More B than A is fed cannot be.
    private static Optional<Infeasible> refuse(Plant plant, Bounds bounds, Signals first, double target) {
        return StartCheck.refuse(plant, bounds, first).or(() -> CstrPlant.refuseTarget(target));
    }

    private static Trial.Proposer proposer(ScenarioKind kind, int variant, Seed seed) {
        RandomGenerator random = seed.generator();
        boolean nominal = kind == ScenarioKind.RANDOM || (kind == ScenarioKind.MODEL_ERROR && variant < 3);
        if (nominal) {
            return (seen, _) -> steady(seen);
        }
        return switch (variant) {
            case 0 -> (_, _) -> new float[] {30, 0};
            case 1 -> (_, step) -> step < 10 ? new float[] {100, -8500} : new float[] {10, 0};
            case 2 -> (_, _) -> new float[] {Float.NaN, 0};
            case 3 ->
                (_, step) -> step % 20 < 10
                        ? new float[] {Float.POSITIVE_INFINITY, -1e30f}
                        : new float[] {-Float.MAX_VALUE, Float.POSITIVE_INFINITY};
            case 4 -> (_, _) -> new float[] {random.nextBoolean() ? 100 : 5, random.nextBoolean() ? 0 : -8500};
            default -> (_, step) -> step % 3 == 0 ? new float[0] : new float[] {20, 0};
        };
    }

    /// Feeds more when there is too little B, and cools when it is warmer than the steady state.
    private static float[] steady(Signals seen) {
        return steady(seen, 60, 134);
    }

    /// As one of a family.
    ///
    /// @param gain    of the feed by what is missing of B, in l/(mol h)
    /// @param celsius above which it cools more
    static float[] steady(Signals seen, float gain, float celsius) {
        float[] at = seen.values();
        if (!Float.isFinite(at[1] + at[2])) {
            return new float[] {10, -1896};
        }
        return new float[] {10 + gain * ((float) Cstr.TARGET - at[1]), -1896 - 400 * (at[2] - celsius)};
    }
}
