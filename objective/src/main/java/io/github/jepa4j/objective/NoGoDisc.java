package io.github.jepa4j.objective;

import io.github.jepa4j.worldmodel.Rollout;

/// Keeps out of a disc: `margin_t = distance_t - radius - error_t`, the error being that of both coordinates. Between
/// one
/// step and the next it does not look: what moves far in a step needs a radius larger by half of that.
///
/// @param name what is there, such as `pit`
/// @param disc where it is
public record NoGoDisc(String name, Disc disc) implements Guardrail {

    @Override
    public String unit() {
        return disc.x().unit();
    }

    @Override
    public float[] margins(Rollout rollout) {
        float[] distances = disc.distances(rollout);
        int horizon = rollout.horizon();
        float[] margins = new float[rollout.candidates() * horizon];
        for (int i = 0; i < margins.length; i++) {
            int time = i % horizon + 1;
            margins[i] = distances[i / horizon * (horizon + 1) + time] - disc.radius() - disc.error(time);
        }
        return margins;
    }

    @Override
    public boolean differentiable() {
        return true;
    }

    @Override
    public void pullback(Rollout rollout, float[] gradients, RolloutGradient into) {
        int horizon = rollout.horizon();
        float[] slopes = new float[rollout.candidates() * (horizon + 1)];
        for (int i = 0; i < gradients.length; i++) {
            slopes[i / horizon * (horizon + 1) + i % horizon + 1] = gradients[i];
        }
        disc.pullback(rollout, slopes, into);
    }
}
