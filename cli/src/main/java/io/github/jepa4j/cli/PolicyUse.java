package io.github.jepa4j.cli;

/// What a distilled policy is for.
enum PolicyUse {
    /// Nothing.
    NONE,
    /// It acts, without search.
    ALONE,
    /// A search begins at what it would do, or at what is left of the plan before, whichever is better.
    PROPOSAL
}
