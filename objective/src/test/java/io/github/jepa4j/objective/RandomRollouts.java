package io.github.jepa4j.objective;

import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.Rollout;
import java.util.SplittableRandom;

/// What contracts try things on.
final class RandomRollouts {

    private RandomRollouts() {}

    /// A rollout of standard normal latents and actions.
    ///
    /// @param candidates      `K`
    /// @param horizon         `H`
    /// @param latentDimension `D`
    /// @param actionDimension `A`
    static Rollout of(int candidates, int horizon, int latentDimension, int actionDimension, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ActionBatch actions = ActionBatch.zeros(candidates, horizon, actionDimension);
        float[] latents = new float[candidates * (horizon + 1) * latentDimension];
        fillWithNormals(actions.values(), random);
        fillWithNormals(latents, random);
        return new Rollout(actions, latentDimension, latents, null);
    }

    static void fillWithNormals(float[] values, SplittableRandom random) {
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
    }
}
