package io.github.jepa4j.bench;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Signals;
import io.github.jepa4j.worlds.Quadrotor2D;
import java.util.List;

/// Whether a quadrotor's task can be done by who knows the true constants and states: by a flight that
/// does it, or by a proof that none can.
final class QuadrotorTruth {

    private static final int STEPS = 300;

    private static final List<QuadrotorProposers.Style> PILOTS = List.of(
            new QuadrotorProposers.Style(1.5, 0.1),
            new QuadrotorProposers.Style(1.5, 0.17),
            new QuadrotorProposers.Style(0.7, 0.1),
            new QuadrotorProposers.Style(3, 0.17));

    private QuadrotorTruth() {}

    /// @param heaviest that is declared, in kg
    static Trial.Truth of(QuadrotorScenarios.Task task, Quadrotor2D.Parameters physics, double heaviest) {
        if (impossible(task, physics.gravity(), heaviest)) {
            return Trial.Truth.INFEASIBLE;
        }
        return PILOTS.stream().anyMatch(pilot -> flies(task, physics, pilot))
                ? Trial.Truth.FEASIBLE
                : Trial.Truth.UNCLEAR;
    }

    private static boolean flies(
            QuadrotorScenarios.Task task, Quadrotor2D.Parameters physics, QuadrotorProposers.Style style) {
        Judge judge = QuadrotorScenarios.judge();
        Quadrotor2D world = new Quadrotor2D(_ -> task.start(), physics, judge);
        Signals seen = world.reset(new Seed(0));
        for (int step = 0; step < STEPS && judge.worst() >= 0; step++) {
            if (QuadrotorScenarios.distance(world.state(), task.goal()) < QuadrotorScenarios.NEAR) {
                return world.seconds() <= task.seconds();
            }
            seen = world.step(new Action(QuadrotorProposers.pilot(seen.values(), task.goal(), style, physics)));
        }
        return false;
    }

    /// Within the limits of lean and thrust, the acceleration toward the middle is at most this; what
    /// is faster than it can stop before the limit is lost. So is who begins beyond a limit, and a goal
    /// that is beyond one or further away than the limits of speed allow.
    private static boolean impossible(QuadrotorScenarios.Task task, double gravity, double mass) {
        double[] low = Quadrotor2D.TRACK_LIMITS.low();
        double[] high = Quadrotor2D.TRACK_LIMITS.high();
        double[] start = task.start().toArray();
        double most = 2 * new Quadrotor2D().actionSpace().high()[0] / mass;
        double aside = most * Math.sin(high[4]);
        boolean startsBeyond = !Quadrotor2D.TRACK_LIMITS.kept(start);
        boolean tooFast = stop(start[1], aside) > high[0] - start[0]
                || stop(-start[1], aside) > start[0] - low[0]
                || stop(start[3], gravity) > high[2] - start[2]
                || stop(-start[3], most - gravity) > start[2] - low[2];
        double outX = Math.max(low[0] - task.goal()[0], task.goal()[0] - high[0]);
        double outZ = Math.max(low[2] - task.goal()[1], task.goal()[1] - high[2]);
        double far = Math.abs(task.goal()[0] - start[0]) - QuadrotorScenarios.NEAR;
        double up = Math.abs(task.goal()[1] - start[2]) - QuadrotorScenarios.NEAR;
        boolean late = Math.max(far / high[1], up / high[3]) > task.seconds();
        return startsBeyond || tooFast || Math.max(outX, outZ) > QuadrotorScenarios.NEAR || late;
    }

    /// The way to a stop, in m.
    private static double stop(double speed, double deceleration) {
        return speed <= 0 ? 0 : speed * speed / (2 * deceleration);
    }
}
