package io.github.jepa4j.actor;

import io.github.jepa4j.worldmodel.Rollout;
import java.util.Arrays;

/// A batch of candidates with their energies, best first. What has no finite energy ranks last; equals keep
/// their order, so that the ranking is the same everywhere.
///
/// @param rollout  what was imagined
/// @param energies `[K]`, NaN where there is no finite energy
/// @param order    `[K]`, the candidates from best to worst
/// @param finite   how many have a finite energy: the first so many of `order`
record Ranking(Rollout rollout, float[] energies, int[] order, int finite) {

    static Ranking of(Rollout rollout, float[] given) {
        if (given.length != rollout.candidates()) {
            throw new IllegalStateException(
                    "The objective gave %d energies for %d candidates; it must give one of each.\nMaybe it was written for one candidate at a time."
                            .formatted(given.length, rollout.candidates()));
        }
        float[] energies = given.clone();
        long[] keys = new long[energies.length];
        int finite = 0;
        for (int candidate = 0; candidate < keys.length; candidate++) {
            if (Float.isFinite(energies[candidate])) {
                finite++;
            } else {
                energies[candidate] = Float.NaN;
            }
            keys[candidate] = ((long) sortable(energies[candidate]) << 32) | candidate;
        }
        Arrays.sort(keys);
        int[] order = new int[keys.length];
        for (int rank = 0; rank < order.length; rank++) {
            order[rank] = (int) keys[rank];
        }
        return new Ranking(rollout, energies, order, finite);
    }

    /// The mean of the finite energies, NaN when there is none.
    float meanEnergy() {
        double sum = 0;
        for (int rank = 0; rank < finite; rank++) {
            sum += energies[order[rank]];
        }
        return (float) (sum / finite);
    }

    /// The energies of the best, in order: `[count]`, fewer when fewer are finite.
    float[] bestEnergies(int count) {
        float[] best = new float[Math.min(count, finite)];
        for (int rank = 0; rank < best.length; rank++) {
            best[rank] = energies[order[rank]];
        }
        return best;
    }

    /// An integer that orders as the float does, NaN above everything.
    private static int sortable(float energy) {
        if (Float.isNaN(energy)) {
            return Integer.MAX_VALUE;
        }
        int bits = Float.floatToIntBits(energy);
        return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    }
}
