package io.github.jepa4j.worldmodel;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/// Large arrays that were used and may be used again, since to allocate and clear a tape takes a tenth of
/// the time of the rollout that it serves. Their content is arbitrary. Holds a few, one for each thread
/// that plans at a time; more are left to the garbage collector. Safe to use from many threads.
final class SpareArrays {

    private static final int MOST = 4;

    private final AtomicReferenceArray<float @Nullable []> spares = new AtomicReferenceArray<>(MOST);

    /// A spare array of this length, or a new one.
    float[] take(int length) {
        for (int slot = 0; slot < MOST; slot++) {
            float[] spare = spares.get(slot);
            if (spare != null && spare.length == length && spares.compareAndSet(slot, spare, null)) {
                return spare;
            }
        }
        return new float[length];
    }

    /// Gives an array for others to take; whoever gives it must not touch it again. Drives out one of another length,
    /// so that a horizon that changed does not leave old arrays behind.
    void give(float[] array) {
        for (int slot = 0; slot < MOST; slot++) {
            float[] there = spares.get(slot);
            if ((there == null || there.length != array.length) && spares.compareAndSet(slot, there, array)) {
                return;
            }
        }
    }
}
