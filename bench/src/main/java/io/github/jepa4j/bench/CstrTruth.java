package io.github.jepa4j.bench;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Signals;
import io.github.jepa4j.worlds.Cstr;

/// Whether a reactor's task can be done. It is feasible when a controller was found that does it with
/// the true kinetics, and for each extreme of the declared kinetics one that keeps the limits;
/// infeasible when there is not enough A, or when for one of these kinetics none keeps the limits. That
/// none does is no theorem: all that switch feed and heat between their ends every two steps were
/// tried.
final class CstrTruth {

    private static final float[] GAINS = {60, 30, 120, 300, 0};
    private static final float[] CELSIUS = {134, 130, 126, 137, 120};
    private static final float[][] ENDS = {{5, -8500}, {100, -8500}, {5, 0}, {100, 0}};
    private static final int HOLD = 2;
    private static final int SWITCHES = 6;

    private CstrTruth() {}

    static Trial.Truth of(Cstr.State start, Cstr.Parameters truth, double target) {
        if (target > truth.feedConcentration() || !keeps(start, truth)) {
            return Trial.Truth.INFEASIBLE;
        }
        for (double alpha : new double[] {0.95, 1.05}) {
            for (double beta : new double[] {0.9, 1.1}) {
                if (!keeps(start, Cstr.Parameters.kinetics(alpha, beta))) {
                    return Trial.Truth.INFEASIBLE;
                }
            }
        }
        for (float gain : GAINS) {
            for (float celsius : CELSIUS) {
                if (does(start, truth, target, gain, celsius)) {
                    return Trial.Truth.FEASIBLE;
                }
            }
        }
        return Trial.Truth.UNCLEAR;
    }

    private static boolean does(
            Cstr.State start, Cstr.Parameters parameters, double target, float gain, float celsius) {
        Judge judge = CstrScenarios.judge();
        Cstr world = new Cstr(_ -> start, parameters, judge);
        Signals seen = world.reset(new Seed(0));
        for (int step = 0; step < CstrScenarios.STEPS && judge.worst() >= 0; step++) {
            seen = world.step(new Action(CstrScenarios.steady(seen, gain, celsius)));
            if (CstrScenarios.done(world, target)) {
                return judge.worst() >= 0;
            }
        }
        return false;
    }

    /// Whether some control keeps the limits for an episode.
    private static boolean keeps(Cstr.State start, Cstr.Parameters parameters) {
        return keeps(start, parameters, 0);
    }

    private static boolean keeps(Cstr.State from, Cstr.Parameters parameters, int switches) {
        if (held(from, parameters, ENDS[0], CstrScenarios.STEPS).kept()) {
            return true;
        }
        for (float[] end : ENDS) {
            Held held = held(from, parameters, end, HOLD);
            boolean goesOn = held.kept() && switches + 1 < SWITCHES;
            if (goesOn && keeps(held.state(), parameters, switches + 1)) {
                return true;
            }
        }
        return false;
    }

    /// @param state after some steps
    /// @param kept  whether the limits were
    private record Held(Cstr.State state, boolean kept) {}

    private static Held held(Cstr.State from, Cstr.Parameters parameters, float[] action, int steps) {
        Judge judge = CstrScenarios.judge();
        Cstr world = new Cstr(_ -> from, parameters, judge);
        world.reset(new Seed(0));
        for (int step = 0; step < steps && judge.worst() >= 0; step++) {
            world.step(new Action(action));
        }
        return new Held(world.state(), judge.worst() >= 0);
    }
}
