package io.github.jepa4j.worldmodel;

import io.github.jepa4j.tensor.Seed;

/// Numbers from 0 to 1 for several futures at each time: each lies in another of as many equal parts, in an order
/// drawn anew for each time, and anywhere in its part.
///
/// @param count of futures, at least 1
record Strata(int count, Seed seed) {

    Strata {
        if (count < 1) {
            throw new IllegalArgumentException(
                    "%d futures were asked for; there must be at least 1.\nMaybe the number was left unset."
                            .formatted(count));
        }
    }

    /// At least 0 and below 1.
    float at(int future, int time) {
        Seed own = seed.split(time);
        double within = own.split("within").split(future).generator().nextDouble();
        float number = (float) ((own.permutation(count)[future] + within) / count);
        return Math.min(number, Math.nextDown(1f));
    }
}
