package io.github.jepa4j.cli;

import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.learning.JepaConfig;
import java.util.List;

/// Trainings by name.
enum Preset {
    /// Ours, for two cores.
    COMPACT(JepaConfig.compact()),
    /// The peer's; about half a day on two cores.
    REFERENCE(JepaConfig.reference()),
    /// Ours, cut short: enough for a wall that always stands at the same place.
    QUICK(Configuration.override(JepaConfig.compact(), List.of("steps=1200", "checkpoint=100")));

    private final JepaConfig training;

    Preset(JepaConfig training) {
        this.training = training;
    }

    JepaConfig training() {
        return training;
    }
}
