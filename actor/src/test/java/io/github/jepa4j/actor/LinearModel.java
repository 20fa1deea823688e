package io.github.jepa4j.actor;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.Rollout;
import io.github.jepa4j.worldmodel.WorldModel;

/// `z' = z + B a`: the world model whose best plans can be worked out by hand.
///
/// @param matrix `B`, `[D][A]`
record LinearModel(float[][] matrix) implements WorldModel {

    /// Positions moved by their actions, `D = A`.
    static LinearModel identity(int dimension) {
        float[][] matrix = new float[dimension][dimension];
        for (int i = 0; i < dimension; i++) {
            matrix[i][i] = 1;
        }
        return new LinearModel(matrix);
    }

    @Override
    public int latentDimension() {
        return matrix.length;
    }

    @Override
    public int actionDimension() {
        return matrix[0].length;
    }

    @Override
    public Rollout imagine(Latent now, ActionBatch actions) {
        int dimension = latentDimension();
        float[] latents = new float[actions.candidates() * (actions.horizon() + 1) * dimension];
        Rollout rollout = new Rollout(actions, dimension, latents, null);
        for (int candidate = 0; candidate < actions.candidates(); candidate++) {
            System.arraycopy(now.values(), 0, latents, rollout.index(candidate, 0), dimension);
            for (int time = 0; time < actions.horizon(); time++) {
                for (int d = 0; d < dimension; d++) {
                    float next = latents[rollout.index(candidate, time) + d];
                    for (int a = 0; a < actionDimension(); a++) {
                        next += matrix[d][a] * actions.values()[actions.index(candidate, time) + a];
                    }
                    latents[rollout.index(candidate, time + 1) + d] = next;
                }
            }
        }
        return rollout;
    }

    @Override
    public float[] pullback(Rollout rollout, float[] latentGradients) {
        float[] gradient = new float[rollout.actions().values().length];
        for (int candidate = 0; candidate < rollout.candidates(); candidate++) {
            float[] later = new float[latentDimension()];
            for (int time = rollout.horizon() - 1; time >= 0; time--) {
                for (int d = 0; d < later.length; d++) {
                    later[d] += latentGradients[rollout.index(candidate, time + 1) + d];
                    for (int a = 0; a < actionDimension(); a++) {
                        gradient[rollout.actions().index(candidate, time) + a] += matrix[d][a] * later[d];
                    }
                }
            }
        }
        return gradient;
    }
}
