package io.github.jepa4j.scenes;

/// Whether the decisive moment is seen.
public enum Setting {
    /// It happens in the open.
    OPEN,
    /// It happens behind a screen: whoever wants to be surprised must remember.
    HIDDEN
}
