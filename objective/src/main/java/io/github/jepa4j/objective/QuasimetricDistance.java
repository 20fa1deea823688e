package io.github.jepa4j.objective;

import io.github.jepa4j.objective.GoalDistance.Over;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Axes;
import io.github.jepa4j.worldmodel.Aim;
import io.github.jepa4j.worldmodel.Quasimetric;
import io.github.jepa4j.worldmodel.Rollout;
import java.util.Optional;

/// How many steps the imagined future is from a goal, by a learned quasimetric: summed over the times `1..H`, or at the
/// last time alone. In steps, at least 0. Where a straight way leads to a wall, this knows the way round, as far as the
/// data did.
///
/// Source: planning by a learned distance as value, Wang et al., *Optimal goal-reaching reinforcement learning via
/// quasimetric learning* (ICML 2023, arXiv 2304.01203).
///
/// @param metric of the rollout's latents
/// @param goal   `[D]`
/// @param over   which times count
public record QuasimetricDistance(Quasimetric metric, Latent goal, Over over) implements Objective {

    public QuasimetricDistance {
        Axes.bind("D", "latents of the quasimetric", metric.spec().latentDimension())
                .and("D", "goal", goal.dimension());
    }

    @Override
    public String name() {
        return over == Over.SUM ? "steps to the goal, summed" : "steps to the goal in the end";
    }

    @Override
    public Optional<Aim> aim() {
        return Optional.of(new Aim("steps to the goal, " + over, goal.values().clone()));
    }

    @Override
    public float[] energy(Rollout rollout) {
        float[] shares = energyByTime(rollout);
        float[] energies = new float[rollout.candidates()];
        for (int i = 0; i < shares.length; i++) {
            energies[i / (rollout.horizon() + 1)] += shares[i];
        }
        return energies;
    }

    @Override
    public float[] energyByTime(Rollout rollout) {
        float[] steps = metric.distances(rollout.latents(), goal.values());
        for (int i = 0; i < steps.length; i++) {
            steps[i] = counts(rollout, i % (rollout.horizon() + 1)) ? steps[i] : 0;
        }
        return steps;
    }

    private boolean counts(Rollout rollout, int time) {
        return over == Over.SUM ? time > 0 : time == rollout.horizon();
    }

    @Override
    public boolean differentiable() {
        return true;
    }

    @Override
    public RolloutGradient gradient(Rollout rollout) {
        float[] gradients = new float[rollout.candidates() * (rollout.horizon() + 1)];
        for (int i = 0; i < gradients.length; i++) {
            gradients[i] = counts(rollout, i % (rollout.horizon() + 1)) ? 1 : 0;
        }
        RolloutGradient gradient = RolloutGradient.zeros(rollout);
        float[] latents = metric.pullback(rollout.latents(), goal.values(), gradients);
        System.arraycopy(latents, 0, gradient.latents(), 0, latents.length);
        return gradient;
    }
}
