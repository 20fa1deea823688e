package io.github.jepa4j.objective;

import io.github.jepa4j.worldmodel.Futures;
import io.github.jepa4j.worldmodel.Rollout;
import java.util.Arrays;

/// What several futures should be like: an objective's energies of each of them, and of those what counts by a
/// measure of risk. The gradient is that of the futures which count, in the order in which they lie.
///
/// @param objective of one future
/// @param futures   whose rollouts it is asked about
/// @param risk      what counts; more energy is worse
public record AcrossFutures(Objective objective, Futures futures, Risk risk) implements Objective {

    @Override
    public String name() {
        return "%s, %s of %d futures".formatted(objective.name(), risk.words(), futures.count());
    }

    @Override
    public float[] energy(Rollout rollout) {
        float[][] energies = futures.each(rollout, objective::energy);
        return weighed(rollout, energies, energies, 1);
    }

    @Override
    public float[] energyByTime(Rollout rollout) {
        float[][] energies = futures.each(rollout, objective::energy);
        return weighed(rollout, energies, futures.each(rollout, objective::energyByTime), rollout.horizon() + 1);
    }

    /// @param values     `[F][K * perCandidate]`
    /// @param energies by which futures are weighed
    private float[] weighed(Rollout rollout, float[][] energies, float[][] values, int perCandidate) {
        float[] total = new float[rollout.candidates() * perCandidate];
        for (int candidate = 0; candidate < rollout.candidates(); candidate++) {
            double[] weights = weights(energies, candidate);
            for (int i = candidate * perCandidate; i < (candidate + 1) * perCandidate; i++) {
                double sum = 0;
                for (int future = 0; future < weights.length; future++) {
                    sum += weights[future] == 0 ? 0 : weights[future] * values[future][i];
                }
                total[i] = (float) sum;
            }
        }
        return total;
    }

    private double[] weights(float[][] energies, int candidate) {
        float[] own = new float[energies.length];
        for (int future = 0; future < own.length; future++) {
            own[future] = energies[future][candidate];
        }
        return risk.weights(own);
    }

    @Override
    public boolean differentiable() {
        return objective.differentiable();
    }

    @Override
    public RolloutGradient gradient(Rollout rollout) {
        RolloutGradient total = RolloutGradient.zeros(rollout);
        float[][] energies = futures.each(rollout, objective::energy);
        double[][] weights = new double[rollout.candidates()][];
        Arrays.setAll(weights, candidate -> weights(energies, candidate));
        for (int future = 0; future < futures.count(); future++) {
            RolloutGradient own = objective.gradient(futures.of(rollout, future));
            scale(own.latents(), weights, future);
            scale(own.actions(), weights, future);
            futures.add(rollout.actions(), future, own.latents(), own.actions(), total.latents(), total.actions());
        }
        return total;
    }

    private static void scale(float[] gradients, double[][] weights, int future) {
        int perCandidate = gradients.length / weights.length;
        for (int i = 0; i < gradients.length; i++) {
            gradients[i] *= (float) weights[i / perCandidate][future];
        }
    }
}
