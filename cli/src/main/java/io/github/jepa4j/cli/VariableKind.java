package io.github.jepa4j.cli;

/// What a latent variable is.
enum VariableKind {
    /// A few values, each with a chance.
    DISCRETE,
    /// A few numbers, normal before anything has happened.
    CONTINUOUS
}
