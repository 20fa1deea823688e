package io.github.jepa4j.memory;

/// What goes first when there is no room.
public enum Forgetting {

    /// The oldest.
    OLDEST,

    /// What belongs to the least successful episode, and of equal ones the oldest. An episode whose success
    /// is not known counts as a full success, so that the one that is going on is not forgotten while it
    /// goes on.
    LEAST_USEFUL;

    /// How useful a moment is, 0 to 1, as [#LEAST_USEFUL] has it.
    static double usefulness(double success) {
        return Double.isNaN(success) ? 1 : success;
    }
}
