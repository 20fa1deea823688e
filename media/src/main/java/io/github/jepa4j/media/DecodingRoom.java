package io.github.jepa4j.media;

import java.util.concurrent.Semaphore;

/// Room for as many pixels at once as one image may have: several threads decode small images side by side,
/// and large ones one after the other, so that the memory does not grow with the threads. First come, first
/// served.
final class DecodingRoom {

    /// Pixels are counted by so many, since a semaphore counts no further than an int.
    private static final long UNIT = 1 << 10;

    private final int units;
    private final Semaphore free;

    DecodingRoom(long pixels) {
        this.units = units(pixels);
        this.free = new Semaphore(units, true);
    }

    private static int units(long pixels) {
        return (int) Math.min(Integer.MAX_VALUE, 1 + pixels / UNIT);
    }

    /// A place that is to be left.
    interface Place extends AutoCloseable {

        @Override
        void close();
    }

    /// Waits until there is room; an image that is larger than all of it gets all.
    Place enter(long pixels) {
        int taken = Math.min(units, units(pixels));
        free.acquireUninterruptibly(taken);
        return () -> free.release(taken);
    }

    /// Whether somebody waits.
    boolean isWaitedFor() {
        return free.hasQueuedThreads();
    }
}
