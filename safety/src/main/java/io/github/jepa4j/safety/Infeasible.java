package io.github.jepa4j.safety;

/// A task refused before anything moves, and why.
///
/// @param reason      what makes it impossible, or impossible to vouch for
/// @param witness     the limit that is in the way, and its margin in the best case that was found;
///     below 0
/// @param alternative the safest thing to do instead, in words
public record Infeasible(Reason reason, Margin witness, String alternative) {

    /// What makes a task impossible.
    public enum Reason {
        /// It begins in violation of a limit.
        START_IN_VIOLATION,
        /// From where it begins no manoeuvre is certain to keep the limits: it is too fast, or too
        /// little is known.
        CANNOT_STOP,
        /// Every state that counts as the goal violates a limit.
        GOAL_FORBIDDEN,
        /// The limits close every way to the goal.
        NO_WAY,
        /// Each limit can be kept, but not all of them together.
        CONFLICTING_LIMITS
    }
}
