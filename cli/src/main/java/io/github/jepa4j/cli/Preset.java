package io.github.jepa4j.cli;

import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.learning.JepaConfig;
import java.util.List;

/// Trainings by name.
enum Preset {
    /// Ours, for two cores.
    COMPACT,
    /// The peer's; about half a day on two cores by estimate, and 10 GB of memory.
    REFERENCE,
    /// Ours, cut short: for a wall that always stands at the same place.
    QUICK;

    JepaConfig training() {
        return switch (this) {
            case COMPACT -> JepaConfig.compact();
            case REFERENCE -> JepaConfig.reference();
            case QUICK -> Configuration.override(JepaConfig.compact(), List.of("steps=1000", "checkpoint=100"));
        };
    }
}
