package io.github.jepa4j.safety;

/// One possibility of how late actions act and readings are.
///
/// @param delay     of actions, in steps
/// @param staleness of readings, in steps
/// @param set       where the plant may have been when the latest reading was taken, and which plant
record Hypothesis(int delay, int staleness, StateSet set) {

    Hypothesis with(StateSet other) {
        return new Hypothesis(delay, staleness, other);
    }
}
