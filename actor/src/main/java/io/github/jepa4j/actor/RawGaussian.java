package io.github.jepa4j.actor;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// What the two reference planners share: white noise in the world's units around a mean that starts at
/// zero.
final class RawGaussian {

    private RawGaussian() {}

    /// Mean 0 and one deviation everywhere.
    static Gaussian start(int length, float std) {
        float[] deviations = new float[length];
        Arrays.fill(deviations, std);
        return new Gaussian(new float[length], deviations);
    }

    /// So many independent sequences, one after the other.
    static float[] sample(Gaussian gaussian, int candidates, RandomGenerator random) {
        int length = gaussian.mean().length;
        float[] raw = new float[candidates * length];
        for (int candidate = 0; candidate < candidates; candidate++) {
            for (int i = 0; i < length; i++) {
                raw[candidate * length + i] = gaussian.mean()[i] + gaussian.std()[i] * (float) random.nextGaussian();
            }
        }
        return raw;
    }
}
