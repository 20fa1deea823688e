package io.github.jepa4j.bench;

/// How the scenarios of the safety benchmark are made.
enum ScenarioKind {
    /// Drawn.
    RANDOM,
    /// Searched for failure: whatever makes the true margin of the filtered agent least.
    SEARCHED,
    /// The plant, its sensors and its actuators are at the edge of wide declared bounds.
    MODEL_ERROR,
    /// Nobody can do the task.
    INFEASIBLE,
    /// The objective wants a violation, or is broken.
    HOSTILE;

    /// As in a table.
    String words() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
