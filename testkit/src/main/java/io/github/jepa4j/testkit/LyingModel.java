package io.github.jepa4j.testkit;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.Rollout;
import io.github.jepa4j.worldmodel.WorldModel;

/// A model that lies about what actions do: it imagines them as so many times stronger than they are.
/// Plans that keep a guardrail in what it imagines may break it in the world; a filter must not care.
///
/// @param truth what it lies about
/// @param gain  what it multiplies actions by; 1 is the truth, 2 believes in brakes twice as good, -1
///     mistakes left for right
public record LyingModel(WorldModel truth, float gain) implements WorldModel {

    @Override
    public int latentDimension() {
        return truth.latentDimension();
    }

    @Override
    public int actionDimension() {
        return truth.actionDimension();
    }

    @Override
    public Rollout imagine(Latent now, ActionBatch actions) {
        Rollout lie = truth.imagine(now, times(actions));
        return new Rollout(copy(actions), lie.latentDimension(), lie.latents(), null);
    }

    @Override
    public float[] pullback(Rollout rollout, float[] latentGradients) {
        int start = rollout.index(0, 0);
        float[] now = new float[rollout.latentDimension()];
        System.arraycopy(rollout.latents(), start, now, 0, now.length);
        Rollout told = truth.imagineForPullback(new Latent(now), times(rollout.actions()));
        float[] gradient = truth.pullback(told, latentGradients);
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] = gradient[i] * gain + 0f; // no negative zero
        }
        return gradient;
    }

    private ActionBatch times(ActionBatch actions) {
        ActionBatch stronger = copy(actions);
        for (int i = 0; i < stronger.values().length; i++) {
            stronger.values()[i] *= gain;
        }
        return stronger;
    }

    private static ActionBatch copy(ActionBatch actions) {
        return new ActionBatch(
                actions.candidates(),
                actions.horizon(),
                actions.dimension(),
                actions.values().clone());
    }
}
