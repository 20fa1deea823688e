package io.github.jepa4j.bench;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Signals;
import io.github.jepa4j.worlds.Cstr;

/// Whether a reactor's task can be done by who knows the true state: by a control that does it, or
/// because none can. That no first action keeps the limits is looked at on a grid of actions, which is
/// finer than makes a difference.
final class CstrTruth {

    private static final float[] GAINS = {60, 30, 120, 300, 0};
    private static final float[] CELSIUS = {134, 130, 126, 137, 120};
    private static final int GRID = 95;

    private CstrTruth() {}

    static Trial.Truth of(Cstr.State start, Cstr.Parameters parameters, double target) {
        if (target > parameters.feedConcentration() || !anyFirst(start, parameters)) {
            return Trial.Truth.INFEASIBLE;
        }
        for (float gain : GAINS) {
            for (float celsius : CELSIUS) {
                if (does(start, parameters, target, gain, celsius)) {
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

    /// Whether some first action keeps the limits while it acts.
    private static boolean anyFirst(Cstr.State start, Cstr.Parameters parameters) {
        for (int feed = 0; feed <= GRID; feed++) {
            for (int heat = 0; heat <= GRID; heat += 5) {
                Judge judge = CstrScenarios.judge();
                Cstr world = new Cstr(_ -> start, parameters, judge);
                world.reset(new Seed(0));
                world.step(new Action(new float[] {5 + 95f * feed / GRID, -8500f * heat / GRID}));
                if (judge.worst() >= 0) {
                    return true;
                }
            }
        }
        return false;
    }
}
