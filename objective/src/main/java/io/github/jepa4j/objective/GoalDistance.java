package io.github.jepa4j.objective;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.worldmodel.Aim;
import io.github.jepa4j.worldmodel.Rollout;
import java.util.Optional;

/// How far the imagined future stays from a goal, in latent space: `d_t = mean over D of (z_t - z_goal)^2`,
/// summed over the times `0..H` or taken at the last time alone. Unit-free, at least 0, and 0 when every
/// counted latent is the goal's.
///
/// Source: the cost of EB-JEPA's two-rooms planner as coded (mean of squares, time 0 included), not as
/// written in its text (sum of Euclidean norms from time 1). Time 0 adds the same constant to every
/// candidate; it is kept so that energies are comparable with the peer's, whose weights depend on them only
/// by differences.
///
/// @param goal the latent of the goal, `[D]`
/// @param over which times count
public record GoalDistance(Latent goal, Over over) implements Objective {

    /// Which times of the rollout count.
    public enum Over {
        /// All of `0..H`, added up: be near the goal early and stay there.
        SUM,
        /// Only `H`: be near the goal in the end.
        LAST
    }

    /// The distance summed over the times `0..H`.
    ///
    /// @param goal `[D]`
    public static GoalDistance sum(Latent goal) {
        return new GoalDistance(goal, Over.SUM);
    }

    /// The distance at the last time.
    ///
    /// @param goal `[D]`
    public static GoalDistance last(Latent goal) {
        return new GoalDistance(goal, Over.LAST);
    }

    @Override
    public float[] energy(Rollout rollout) {
        requireGoalDimension(rollout);
        float[] energies = new float[rollout.candidates()];
        for (int candidate = 0; candidate < energies.length; candidate++) {
            double sum = 0;
            for (int time = firstTime(rollout); time <= rollout.horizon(); time++) {
                sum += squaredDistance(rollout.latents(), rollout.index(candidate, time));
            }
            energies[candidate] = (float) (sum / goal.dimension());
        }
        return energies;
    }

    @Override
    public Optional<Aim> aim() {
        return Optional.of(new Aim("goal, " + over, goal.values().clone()));
    }

    @Override
    public String name() {
        return over == Over.SUM ? "distance to the goal, summed" : "distance to the goal in the end";
    }

    @Override
    public float[] energyByTime(Rollout rollout) {
        requireGoalDimension(rollout);
        Times counted = new Times(firstTime(rollout));
        return Sums.terms(
                rollout,
                counted,
                (index, _) -> squaredDistance(rollout.latents(), index * goal.dimension()) / (double) goal.dimension());
    }

    @Override
    public boolean differentiable() {
        return true;
    }

    @Override
    public RolloutGradient gradient(Rollout rollout) {
        requireGoalDimension(rollout);
        RolloutGradient gradient = RolloutGradient.zeros(rollout);
        float[] target = goal.values();
        float factor = 2f / target.length;
        for (int candidate = 0; candidate < rollout.candidates(); candidate++) {
            for (int time = firstTime(rollout); time <= rollout.horizon(); time++) {
                int start = rollout.index(candidate, time);
                for (int d = 0; d < target.length; d++) {
                    gradient.latents()[start + d] = factor * (rollout.latents()[start + d] - target[d]);
                }
            }
        }
        return gradient;
    }

    private int firstTime(Rollout rollout) {
        return over == Over.LAST ? rollout.horizon() : 0;
    }

    /// Four partial sums, because one chain of additions would wait for itself: this runs on every latent
    /// imagined.
    private float squaredDistance(float[] latents, int start) {
        float[] target = goal.values();
        float sum0 = 0;
        float sum1 = 0;
        float sum2 = 0;
        float sum3 = 0;
        int d = 0;
        for (; d + 3 < target.length; d += 4) {
            float gap0 = latents[start + d] - target[d];
            float gap1 = latents[start + d + 1] - target[d + 1];
            float gap2 = latents[start + d + 2] - target[d + 2];
            float gap3 = latents[start + d + 3] - target[d + 3];
            sum0 += gap0 * gap0;
            sum1 += gap1 * gap1;
            sum2 += gap2 * gap2;
            sum3 += gap3 * gap3;
        }
        for (; d < target.length; d++) {
            float gap = latents[start + d] - target[d];
            sum0 += gap * gap;
        }
        return (sum0 + sum1) + (sum2 + sum3);
    }

    private void requireGoalDimension(Rollout rollout) {
        if (rollout.latentDimension() != goal.dimension()) {
            throw new IllegalArgumentException(
                    "The rollout has %d latent dimensions, but the goal has %d.\nMaybe the goal was encoded by another checkpoint's encoder."
                            .formatted(rollout.latentDimension(), goal.dimension()));
        }
    }
}
