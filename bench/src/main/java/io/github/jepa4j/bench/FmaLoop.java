package io.github.jepa4j.bench;

import java.util.concurrent.CountDownLatch;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Nothing but fused multiply-adds on registers: the most that the processor, and Java on it, can do. No
/// memory is touched, so no matrix product reaches it.
final class FmaLoop {

    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

    /// Chains that do not wait for each other: two units, each four cycles deep, need eight.
    private static final int CHAINS = 10;

    private static final int ROUNDS = 2_000_000;
    private static final float SHRINK = 0.9999f;
    private static final float ADD = 1e-4f;

    private FmaLoop() {}

    static int bits() {
        return SPECIES.vectorBitSize();
    }

    /// The FLOP of one [#run] on a thread, at 2 per multiply-add.
    static double flop() {
        return 2.0 * SPECIES.length() * CHAINS * ROUNDS;
    }

    /// Runs the loop on so many threads at once, and waits for all.
    static void run(int threads) {
        CountDownLatch done = new CountDownLatch(threads - 1);
        for (int t = 1; t < threads; t++) {
            Thread.ofPlatform().daemon().start(() -> {
                chain(ROUNDS);
                done.countDown();
            });
        }
        chain(ROUNDS);
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Never read: it keeps the compiler from leaving the loop out.
    @SuppressWarnings("UnusedVariable")
    private static volatile float sink;

    private static void chain(int rounds) {
        FloatVector m = FloatVector.broadcast(SPECIES, SHRINK);
        FloatVector c = FloatVector.broadcast(SPECIES, ADD);
        FloatVector v0 = c;
        FloatVector v1 = c.add(1);
        FloatVector v2 = c.add(2);
        FloatVector v3 = c.add(3);
        FloatVector v4 = c.add(4);
        FloatVector v5 = c.add(5);
        FloatVector v6 = c.add(6);
        FloatVector v7 = c.add(7);
        FloatVector v8 = c.add(8);
        FloatVector v9 = c.add(9);
        for (int i = 0; i < rounds; i++) {
            v0 = v0.fma(m, c);
            v1 = v1.fma(m, c);
            v2 = v2.fma(m, c);
            v3 = v3.fma(m, c);
            v4 = v4.fma(m, c);
            v5 = v5.fma(m, c);
            v6 = v6.fma(m, c);
            v7 = v7.fma(m, c);
            v8 = v8.fma(m, c);
            v9 = v9.fma(m, c);
        }
        FloatVector sum = v0.add(v1)
                .add(v2)
                .add(v3)
                .add(v4)
                .add(v5)
                .add(v6)
                .add(v7)
                .add(v8)
                .add(v9);
        sink = sum.lane(0);
    }
}
