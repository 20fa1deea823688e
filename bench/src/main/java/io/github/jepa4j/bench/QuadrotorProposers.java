package io.github.jepa4j.bench;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Signals;
import io.github.jepa4j.worlds.Quadrotor2D;
import java.util.random.RandomGenerator;

/// Scripted proposers for the quadrotor: they see readings, and know the published parameters.
final class QuadrotorProposers {

    private static final Quadrotor2D.Parameters NOMINAL = Quadrotor2D.Parameters.PUBLISHED;

    /// More than any pair of rotors gives, in N.
    private static final float FULL = 0.3f;

    private QuadrotorProposers() {}

    /// How a pilot flies.
    ///
    /// @param pace     gain of the place, in 1/s^2; that of the speed follows
    /// @param mostLean in rad
    record Style(double pace, double mostLean) {

        static final Style GENTLE = new Style(1.5, 0.1);
        static final Style EAGER = new Style(6, 0.4);
    }

    /// @param variant from 0 to 5
    static Trial.Proposer of(ScenarioKind kind, int variant, QuadrotorScenarios.Task task, Seed seed) {
        double[] goal = task.goal();
        Trial.Proposer gentle = flies(goal, Style.GENTLE);
        Trial.Proposer eager = flies(goal, Style.EAGER);
        return switch (kind) {
            case RANDOM, INFEASIBLE -> variant < 4 ? gentle : eager;
            case MODEL_ERROR -> variant < 3 ? gentle : hostile(variant, task, seed.generator());
            case SEARCHED -> variant == 0 ? eager : hostile(variant, task, seed.generator());
            case HOSTILE -> hostile(variant, task, seed.generator());
        };
    }

    private static Trial.Proposer hostile(int variant, QuadrotorScenarios.Task task, RandomGenerator random) {
        double[] goal = task.goal();
        double[] beyond = {goal[0] < 0 ? -3 : 3, goal[1] < 1 ? -1 : 3};
        return switch (variant) {
            case 0 -> flies(beyond, Style.GENTLE);
            case 1 -> flies(beyond, Style.EAGER);
            case 2 -> (_, _) -> new float[] {Float.NaN, Float.NaN};
            case 3 ->
                (_, step) -> step % 20 < 10
                        ? new float[] {Float.POSITIVE_INFINITY, -1e30f}
                        : new float[] {-Float.MAX_VALUE, Float.POSITIVE_INFINITY};
            case 4 -> (_, _) -> new float[] {random.nextBoolean() ? FULL : 0, random.nextBoolean() ? FULL : 0};
            default -> (seen, step) -> step % 3 == 0 ? new float[0] : overturn(seen);
        };
    }

    /// A pilot who finds out what the quadrotor weighs by the height that it lacks.
    private static Trial.Proposer flies(double[] goal, Style style) {
        double[] trim = {0};
        return (seen, _) -> {
            double lacks = Math.clamp(goal[1] - seen.values()[2], -0.3, 0.3);
            trim[0] = Math.clamp(trim[0] + 1.5 * lacks * Quadrotor2D.ACTION_SECONDS, -1.5, 1.5);
            return pilot(seen.values(), new double[] {goal[0], goal[1] + trim[0] / style.pace}, style, NOMINAL);
        };
    }

    /// Turns it further the way it leans.
    private static float[] overturn(Signals seen) {
        float hover = NOMINAL.hover();
        float more = Math.copySign(0.01f, seen.values()[4]);
        return new float[] {hover - more, hover + more};
    }

    /// A PD controller of the place, whose wanted acceleration is a lean, around one of the lean.
    static float[] pilot(float[] at, double[] goal, Style style, Quadrotor2D.Parameters physics) {
        double damping = 2 * Math.sqrt(style.pace);
        double sideways = style.pace * (goal[0] - at[0]) - damping * at[1];
        double climb = Math.clamp(style.pace * (goal[1] - at[2]) - damping * at[3], -2, 2);
        double wanted = Math.atan2(sideways, physics.gravity() + climb);
        double lean = Math.clamp(wanted, -style.mostLean, style.mostLean);
        double turn = 40 * (lean - at[4]) - 14 * at[5];
        double lift = physics.mass() * (physics.gravity() + climb) / Math.max(0.5, Math.cos(at[4]));
        double difference = turn * physics.inertia() * Math.sqrt(2) / physics.arm();
        return new float[] {(float) ((lift - difference) / 2), (float) ((lift + difference) / 2)};
    }
}
