package io.github.jepa4j.actor;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.Rollout;
import io.github.jepa4j.worldmodel.WorldModel;

/// A boat on a line, moved by its oars, and by a gust during the first action.
///
/// @param gust how far it blows
record Boat(float gust) implements WorldModel {

    @Override
    public int latentDimension() {
        return 1;
    }

    @Override
    public int actionDimension() {
        return 1;
    }

    @Override
    public Rollout imagine(Latent now, ActionBatch actions) {
        float[] latents = new float[actions.candidates() * (actions.horizon() + 1)];
        for (int candidate = 0; candidate < actions.candidates(); candidate++) {
            int begin = candidate * (actions.horizon() + 1);
            latents[begin] = now.values()[0];
            for (int step = 0; step < actions.horizon(); step++) {
                latents[begin + step + 1] = latents[begin + step]
                        + actions.values()[actions.index(candidate, step)]
                        + (step == 0 ? gust : 0);
            }
        }
        return new Rollout(actions, 1, latents, null);
    }

    @Override
    public float[] pullback(Rollout rollout, float[] latentGradients) {
        float[] pulled = new float[rollout.actions().values().length];
        for (int candidate = 0; candidate < rollout.candidates(); candidate++) {
            float sum = 0;
            for (int step = rollout.horizon() - 1; step >= 0; step--) {
                sum += latentGradients[rollout.index(candidate, step + 1)];
                pulled[rollout.actions().index(candidate, step)] = sum;
            }
        }
        return pulled;
    }
}
