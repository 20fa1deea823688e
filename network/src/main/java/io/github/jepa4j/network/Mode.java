package io.github.jepa4j.network;

/// What a network is run for.
public enum Mode {
    /// Batch normalisation takes the batch's own statistics, and remembers them.
    TRAINING,
    /// Batch normalisation takes the remembered statistics: an observation's latent does not depend on its
    /// neighbours.
    INFERENCE
}
