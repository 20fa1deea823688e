package io.github.jepa4j.cli;

/// How it is asked what can be read off features.
enum ProbeKind {
    /// A linear classifier.
    LINEAR,
    /// The 20 nearest neighbours.
    KNN,
    /// The linear classifier and the neighbours.
    BOTH,
    /// A classifier that learns where to look.
    ATTENTIVE
}
