package io.github.jepa4j.worldmodel;

import io.github.jepa4j.tensor.internal.Rows;
import org.jspecify.annotations.Nullable;

/// An imagined future for each candidate: the actions and the latents they lead to.
///
/// | array   | shape          | meaning                                       |
/// |---------|----------------|-----------------------------------------------|
/// | actions | `[K, H, A]`    | the model's units; action 0 is done first     |
/// | latents | `[K, H + 1, D]`| index 0 is now, `t` is after `t` actions      |
///
/// @param actions         the candidates, as they were when imagined
/// @param latentDimension `D`
/// @param latents         `K * (H + 1) * D` numbers
/// @param tape            whatever the model that imagined it keeps for its `pullback`; no one else looks
///     at it
public record Rollout(
        ActionBatch actions,
        int latentDimension,
        float[] latents,
        @Nullable Object tape) {

    public Rollout {
        long expected = (long) actions.candidates() * (actions.horizon() + 1) * latentDimension;
        if (expected != latents.length) {
            throw new IllegalArgumentException(
                    "The rollout of latents [K, H + 1, D] = [%d, %d, %d] needs %d values, but has %d.\nMaybe the latent of now was left out."
                            .formatted(
                                    actions.candidates(),
                                    actions.horizon() + 1,
                                    latentDimension,
                                    expected,
                                    latents.length));
        }
    }

    /// The number of candidates, `K`.
    public int candidates() {
        return actions.candidates();
    }

    /// The number of imagined steps, `H`.
    public int horizon() {
        return actions.horizon();
    }

    /// Where the latent of a candidate after `time` actions begins in `latents`.
    public int index(int candidate, int time) {
        return (candidate * (horizon() + 1) + time) * latentDimension;
    }

    /// The numbers of some candidates at a time.
    ///
    /// @param values in the latents' shape
    Rows rows(float[] values, int time, int first, int count) {
        return new Rows(values, index(first, time), (horizon() + 1) * latentDimension, count);
    }
}
