package io.github.jepa4j.perception;

import io.github.jepa4j.world.Observation;
import java.util.List;

/// Perception: turns an observation into a latent. Deterministic, always of the same dimension, safe to
/// call from many threads.
public interface Encoder {

    /// The number of latent dimensions, `D`.
    int dimension();

    /// The latent of one observation.
    ///
    /// @throws IllegalArgumentException when the observation's kind or shape is not the one this encoder
    ///     was trained on
    Latent encode(Observation observation);

    /// The latents of several observations, in order.
    default List<Latent> encode(List<? extends Observation> observations) {
        return observations.stream().map(this::encode).toList();
    }
}
