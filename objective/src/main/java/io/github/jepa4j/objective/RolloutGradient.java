package io.github.jepa4j.objective;

import io.github.jepa4j.worldmodel.Rollout;

/// The derivative of an energy by everything in a rollout.
///
/// @param latents `[K, H + 1, D]`
/// @param actions `[K, H, A]`, the direct part only: what an objective says of the actions themselves, such
///     as effort
public record RolloutGradient(float[] latents, float[] actions) {

    /// Zeros in the shape of a rollout.
    public static RolloutGradient zeros(Rollout rollout) {
        return new RolloutGradient(
                new float[rollout.latents().length], new float[rollout.actions().values().length]);
    }
}
