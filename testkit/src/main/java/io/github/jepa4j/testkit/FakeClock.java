package io.github.jepa4j.testkit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/// A clock that stands still until it is moved: nanoseconds for an agent's budget, and a time of day for
/// its memory and its sensor watch. It may be moved back too. Safe to use from many threads.
public final class FakeClock implements LongSupplier, InstantSource {

    private final Instant first;
    private final AtomicLong passed = new AtomicLong();

    /// A clock that begins at a time of day.
    public FakeClock(Instant first) {
        this.first = first;
    }

    /// Moves it on; back, where the duration is negative.
    public void advance(Duration by) {
        passed.addAndGet(by.toNanos());
    }

    /// Nanoseconds since it began.
    @Override
    public long getAsLong() {
        return passed.get();
    }

    @Override
    public Instant instant() {
        return first.plusNanos(passed.get());
    }
}
