package io.github.jepa4j.actor;

import java.time.Duration;
import java.util.function.LongSupplier;

/// How long a planner may think: a limit in time, in iterations, or both; whichever comes first. The clock
/// is an argument, so that a plan under an iteration limit alone is the same on every machine.
///
/// @param deadlineNanos the clock's reading at which to stop, `Long.MAX_VALUE` for never
/// @param iterations    the most iterations, at least 1; planners that plan fewer on their own stop there
/// @param clock         nanoseconds, monotone
public record Budget(long deadlineNanos, int iterations, LongSupplier clock) {

    public Budget {
        if (iterations < 1) {
            throw new IllegalArgumentException(
                    "The budget allows %d iterations; it must allow at least 1.\nMaybe it was computed from an empty remainder."
                            .formatted(iterations));
        }
    }

    /// No limit but the planner's own.
    public static Budget unlimited() {
        return new Budget(Long.MAX_VALUE, Integer.MAX_VALUE, () -> 0L);
    }

    /// At most so many iterations.
    public static Budget ofIterations(int iterations) {
        return new Budget(Long.MAX_VALUE, iterations, () -> 0L);
    }

    /// At most so much time from now by a clock, such as `System::nanoTime`.
    public static Budget of(Duration time, LongSupplier clock) {
        return new Budget(clock.getAsLong() + time.toNanos(), Integer.MAX_VALUE, clock);
    }

    /// The clock's reading, 0 where there is no deadline.
    long now() {
        return deadlineNanos == Long.MAX_VALUE ? 0 : clock.getAsLong();
    }

    /// Whether to stop before the next iteration.
    public boolean spent(int iterationsDone) {
        return spent(iterationsDone, now());
    }

    /// Whether to stop before an iteration that would end at such a reading of the clock.
    boolean spent(int iterationsDone, long end) {
        return iterationsDone >= iterations || (deadlineNanos != Long.MAX_VALUE && end - deadlineNanos >= 0);
    }
}
