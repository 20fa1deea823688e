package io.github.jepa4j.bench;

import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.learning.Collapse;
import io.github.jepa4j.probe.Examples;

/// How many directions features span.
final class EffectiveRank {

    private EffectiveRank() {}

    static double of(Examples examples) {
        try (Scope scope = Scope.open()) {
            return Collapse.of(Natives.of(examples.features(), examples.size(), examples.dimension()))
                    .effectiveRank();
        }
    }
}
