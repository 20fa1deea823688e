package io.github.jepa4j.objective;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.worldmodel.Aim;
import io.github.jepa4j.worldmodel.Level;
import io.github.jepa4j.worldmodel.Rollout;
import java.util.List;
import java.util.Optional;

/// How far the imagined future is, from one time on, from a sub-goal that a higher level set: the mean over those times
/// and over that level's `D` of the squared gaps, but for its context, which nobody moves. Unit-free, at least 0. Where
/// something is does not matter as far as the higher level does
/// not tell it.
///
/// @param levels from the one above the rollout's up to that of the goal, at least one
/// @param goal   in the latents of the last of them
/// @param time   from which on it is to be there, at least 1; at the end where the rollout is shorter
public record LevelDistance(List<Level> levels, Latent goal, int time) implements Objective {

    public LevelDistance {
        levels = List.copyOf(levels);
        if (levels.isEmpty()
                || time < 1
                || goal.dimension() != levels.getLast().spec().latentDimension()) {
            throw new IllegalArgumentException(
                    "A sub-goal of %d dimensions after %d steps, through %d levels, makes no sense; there must be a level whose latents are of as many dimensions, and the time be at least 1.\nMaybe the goal is another level's."
                            .formatted(goal.dimension(), time, levels.size()));
        }
    }

    @Override
    public Optional<Aim> aim() {
        return Optional.of(new Aim(
                "sub-goal of level %d from step %d on".formatted(levels.size() + 1, time),
                goal.values().clone()));
    }

    @Override
    public String name() {
        return "distance to the sub-goal of level %d".formatted(levels.size() + 1);
    }

    private int moving() {
        return levels.getLast().spec().movingDimension();
    }

    /// The first time that counts.
    private int first(Rollout rollout) {
        return Math.min(time, rollout.horizon());
    }

    /// Latents of each candidate at the times that count, of the rollout's level and then of each above it:
    /// `[K * times, D]`.
    private float[][] seen(Rollout rollout) {
        int width = (rollout.horizon() + 1 - first(rollout)) * rollout.latentDimension();
        float[][] seen = new float[levels.size() + 1][];
        seen[0] = new float[rollout.candidates() * width];
        for (int candidate = 0; candidate < rollout.candidates(); candidate++) {
            int from = rollout.index(candidate, first(rollout));
            System.arraycopy(rollout.latents(), from, seen[0], candidate * width, width);
        }
        for (int level = 0; level < levels.size(); level++) {
            seen[level + 1] = levels.get(level).encodeAll(seen[level]);
        }
        return seen;
    }

    @Override
    public float[] energy(Rollout rollout) {
        float[] shares = energyByTime(rollout);
        return Sums.over(rollout, Times.all(), (index, _) -> shares[index]);
    }

    @Override
    public float[] energyByTime(Rollout rollout) {
        requireDimension(rollout, levels.getFirst());
        float[] last = seen(rollout)[levels.size()];
        int times = rollout.horizon() + 1 - first(rollout);
        float[] shares = new float[rollout.candidates() * (rollout.horizon() + 1)];
        for (int row = 0; row < rollout.candidates() * times; row++) {
            double sum = 0;
            for (int d = 0; d < moving(); d++) {
                double gap = last[row * goal.dimension() + d] - goal.values()[d];
                sum += gap * gap;
            }
            int time = first(rollout) + row % times;
            shares[row / times * (rollout.horizon() + 1) + time] = (float) (sum / moving() / times);
        }
        return shares;
    }

    @Override
    public boolean differentiable() {
        return true;
    }

    @Override
    public RolloutGradient gradient(Rollout rollout) {
        requireDimension(rollout, levels.getFirst());
        float[][] seen = seen(rollout);
        int times = rollout.horizon() + 1 - first(rollout);
        float[] gradients = seen[levels.size()].clone();
        for (int i = 0; i < gradients.length; i++) {
            int d = i % goal.dimension();
            gradients[i] = d < moving() ? 2 * (gradients[i] - goal.values()[d]) / (moving() * times) : 0;
        }
        for (int level = levels.size() - 1; level >= 0; level--) {
            gradients = levels.get(level).encodeBack(seen[level], gradients);
        }
        RolloutGradient gradient = RolloutGradient.zeros(rollout);
        int width = times * rollout.latentDimension();
        for (int candidate = 0; candidate < rollout.candidates(); candidate++) {
            int to = rollout.index(candidate, first(rollout));
            System.arraycopy(gradients, candidate * width, gradient.latents(), to, width);
        }
        return gradient;
    }

    static void requireDimension(Rollout rollout, Level first) {
        int expected = first.spec().lowerDimension();
        if (rollout.latentDimension() != expected) {
            throw new IllegalArgumentException(
                    "The rollout has %d latent dimensions, but the first level stands on %d.\nMaybe it was learned above another model."
                            .formatted(rollout.latentDimension(), expected));
        }
    }
}
