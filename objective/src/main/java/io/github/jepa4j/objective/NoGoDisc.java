package io.github.jepa4j.objective;

import io.github.jepa4j.worldmodel.Rollout;

/// Keeps out of a disc: `margin_t = distance_t - radius - error_t`, the error being that of both
/// coordinates. Between one step and the next it does not look: what moves far in a step needs a radius
/// larger by half of that.
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
        return Margins.of(rollout, (index, time) -> distances[index] - disc.radius() - disc.error(time));
    }

    @Override
    public float marginNow(Rollout present) {
        return disc.distances(present)[0] - disc.radius() - disc.error(0);
    }

    @Override
    public boolean differentiable() {
        return true;
    }

    @Override
    public void pullback(Rollout rollout, float[] gradients, RolloutGradient into) {
        float[] slopes = Margins.slopes(rollout, gradients, (all, index, gradient) -> all[index] = gradient);
        disc.pullback(rollout, slopes, into);
    }
}
