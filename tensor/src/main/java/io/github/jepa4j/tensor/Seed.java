package io.github.jepa4j.tensor;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/// The only source of randomness. A seed is split by purpose, so that one more draw in one place changes
/// nothing in another: `seed.split("noise").split(7)` is the same seed on every machine, whatever the
/// number of threads.
///
/// Splitting mixes with the finaliser of SplitMix64 (Steele, Lea and Flood, *Fast splittable pseudorandom
/// number generators*, OOPSLA 2014, section 4); the purpose's name enters by FNV-1a over its UTF-8 bytes.
///
/// @param value any 64 bits
public record Seed(long value) {

    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final long FNV_OFFSET = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;

    /// The seed for a named purpose.
    public Seed split(String purpose) {
        long hash = FNV_OFFSET;
        for (byte b : purpose.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * FNV_PRIME;
        }
        return new Seed(mix(mix(value + GOLDEN_GAMMA) ^ hash));
    }

    /// The seed of the item with this index: an episode, a candidate, a step.
    public Seed split(long index) {
        return new Seed(mix(mix(value ^ GOLDEN_GAMMA) + (index + 1) * GOLDEN_GAMMA));
    }

    /// The numbers from 0 to `n - 1` in an order drawn from this seed, each as likely as any other: the
    /// shuffle of Fisher and Yates, inside out (Knuth, *The Art of Computer Programming*, volume 2, 1997,
    /// section 3.4.2, algorithm P, run upwards).
    ///
    /// @param n how many, at least 0
    /// @throws IllegalArgumentException where it is negative
    public int[] permutation(int n) {
        if (n < 0) {
            throw new IllegalArgumentException(
                    "An order of %d numbers was asked for; there must be at least 0.\nMaybe a size overflowed."
                            .formatted(n));
        }
        RandomGenerator random = generator();
        int[] order = new int[n];
        for (int i = 0; i < n; i++) {
            int other = random.nextInt(i + 1);
            order[i] = order[other];
            order[other] = i;
        }
        return order;
    }

    /// A fresh generator at the start of this seed's stream. Not thread-safe: each thread takes its own,
    /// from its own split.
    public RandomGenerator generator() {
        return new SplittableRandom(value);
    }

    private static long mix(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
