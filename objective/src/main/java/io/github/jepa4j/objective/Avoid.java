package io.github.jepa4j.objective;

import io.github.jepa4j.worldmodel.Rollout;

/// Would rather not be in a disc: `sum over 0..H of max(0, 1 - distance_t / radius)^2`. Unit-free, from 0 where the way
/// stays outside. A wish, which other wishes may outweigh; what must not happen is no objective, whatever its weight.
///
/// @param disc what to avoid
public record Avoid(Disc disc) implements Objective {

    @Override
    public String name() {
        return "avoid a disc of %s %s".formatted(disc.radius(), disc.x().unit()).strip();
    }

    @Override
    public float[] energy(Rollout rollout) {
        return Sums.over(rollout, Times.all(), term(rollout));
    }

    @Override
    public float[] energyByTime(Rollout rollout) {
        return Sums.terms(rollout, Times.all(), term(rollout));
    }

    private Sums.Term term(Rollout rollout) {
        float[] distances = disc.distances(rollout);
        return (index, _) -> {
            double depth = depth(distances[index]);
            return depth * depth;
        };
    }

    @Override
    public boolean differentiable() {
        return true;
    }

    @Override
    public RolloutGradient gradient(Rollout rollout) {
        float[] distances = disc.distances(rollout);
        float[] gradients = new float[distances.length];
        for (int i = 0; i < gradients.length; i++) {
            gradients[i] = (float) (-2 * depth(distances[i]) / disc.radius());
        }
        RolloutGradient gradient = RolloutGradient.zeros(rollout);
        disc.pullback(rollout, gradients, gradient);
        return gradient;
    }

    private double depth(float distance) {
        return Math.max(0, 1 - (double) distance / disc.radius());
    }
}
