package io.github.jepa4j.worlds;

import java.util.random.RandomGenerator;

/// A normal distribution cut to an interval, by rejection: meant for intervals that hold most of the
/// normal's mass.
///
/// @param mean of the normal before it is cut
/// @param std  of the normal before it is cut
/// @param low  the least value
/// @param high the greatest value
record TruncatedNormal(double mean, double std, double low, double high) {

    double sample(RandomGenerator random) {
        while (true) {
            double value = mean + std * random.nextGaussian();
            if (value >= low && value <= high) {
                return value;
            }
        }
    }
}
