package io.github.jepa4j.inference;

import java.util.Arrays;

/// One answer: a guess that none near it beats.
///
/// @param point  the guess, `[N]`
/// @param energy of it, finite
/// @param share  of all starts, how many ended here, above 0 and at most 1: how easily this answer is come by, which
///     says nothing about how good it is
public record Minimum(double[] point, double energy, double share) {

    @Override
    public boolean equals(Object other) {
        return other instanceof Minimum that
                && Arrays.equals(point, that.point)
                && energy == that.energy
                && share == that.share;
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(point) + Double.hashCode(energy);
    }

    @Override
    public String toString() {
        return "energy %s at %s, from %.0f %% of the starts".formatted(energy, Arrays.toString(point), 100 * share);
    }
}
