package io.github.jepa4j.cli;

import java.util.List;

/// How it is asked what can be read off features.
enum ProbeKind {
    /// A linear classifier.
    LINEAR,
    /// The 20 nearest neighbours.
    KNN,
    /// Each of them.
    BOTH;

    /// One by one.
    List<ProbeKind> each() {
        return this == BOTH ? List.of(LINEAR, KNN) : List.of(this);
    }
}
