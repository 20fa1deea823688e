package io.github.jepa4j.objective;

/// Which times of a rollout count, of `0..H`.
///
/// @param first the first that counts, all after it do too; where the rollout ends before it, its last one counts
public record Times(int first) {

    public Times {
        if (first < 0) {
            throw new IllegalArgumentException(
                    "The first time that counts is %d; it must be at least 0, which is now.\nMaybe a deadline has passed."
                            .formatted(first));
        }
    }

    /// All of them, now too.
    public static Times all() {
        return new Times(0);
    }

    /// Only the last.
    public static Times last() {
        return new Times(Integer.MAX_VALUE);
    }

    /// A deadline: what is wanted must be so after so many actions, and stay so.
    ///
    /// @param step actions from now, at least 0
    public static Times from(int step) {
        return new Times(step);
    }

    /// The first that counts of a horizon.
    int firstOf(int horizon) {
        return Math.min(first, horizon);
    }
}
