package io.github.jepa4j.objective;

import io.github.jepa4j.worldmodel.Rollout;

/// A named signal read from latents, in its own unit: a position, a temperature, a state of charge. A latent has no
/// names; with readouts, objectives and guardrails can speak of what people know. Immutable, and safe to use from many
/// threads.
public interface Readout {

    /// What is read, such as `dot.x`.
    String name();

    /// Its unit, such as `px`; empty where it has none.
    String unit();

    /// The signal at every time of every candidate, NaN where it cannot be told.
    ///
    /// @return `[K, H + 1]`, index 0 is now
    float[] read(Rollout rollout);

    /// The vector-Jacobian product of `read`: pulls a gradient on the values back to the latents.
    ///
    /// @param gradients `[K, H + 1]`, the derivative of some scalar by each value
    /// @param into      to whose `latents` the derivative of that scalar is added
    void pullback(Rollout rollout, float[] gradients, RolloutGradient into);

    /// How far the true signal may be from the value read, as calibrated on held-out data: of what is read from
    /// latents imagined so many steps ahead, the share that the calibration names lies within this of the truth.
    ///
    /// @param time steps ahead, 0 for what is perceived now
    /// @return in the signal's unit, at least 0
    float error(int time);
}
