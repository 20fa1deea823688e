package io.github.jepa4j.actor;

import io.github.jepa4j.worldmodel.Rollout;
import java.util.Arrays;

/// A batch of candidates, best first: by how little they violate the guardrails, then by energy; no gain in
/// energy makes up for a violation. What has no finite energy ranks last; equals keep their order, so that
/// the ranking is the same everywhere.
///
/// @param rollout    what was imagined
/// @param energies   `[K]`, NaN where there is no finite energy
/// @param violations `[K]`, 0 is safe
/// @param order      `[K]`, the candidates from best to worst
/// @param finite     how many have a finite energy: the first so many of `order`
record Ranking(Rollout rollout, float[] energies, float[] violations, int[] order, int finite) {

    static Ranking of(Rollout rollout, float[] given, float[] violations) {
        if (given.length != rollout.candidates()) {
            throw new IllegalStateException(
                    "The objective gave %d energies for %d candidates; it must give one of each.\nMaybe it was written for one candidate at a time."
                            .formatted(given.length, rollout.candidates()));
        }
        float[] energies = given.clone();
        float[] firstly = violations.clone();
        int finite = 0;
        for (int candidate = 0; candidate < energies.length; candidate++) {
            if (Float.isFinite(energies[candidate])) {
                finite++;
            } else {
                energies[candidate] = Float.NaN;
                firstly[candidate] = Float.NaN;
            }
        }
        int[] order = new int[energies.length];
        Arrays.setAll(order, candidate -> candidate);
        sort(order, energies);
        sort(order, firstly);
        return new Ranking(rollout, energies, violations, order, finite);
    }

    /// How many are safe and have a finite energy: the first so many of `order`.
    int safe() {
        int safe = 0;
        while (safe < finite && violations[order[safe]] == 0) {
            safe++;
        }
        return safe;
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

    /// Sorts by value, NaN last, equals in the order they are in.
    private static void sort(int[] order, float[] values) {
        long[] keys = new long[order.length];
        for (int rank = 0; rank < keys.length; rank++) {
            keys[rank] = ((long) sortable(values[order[rank]]) << 32) | rank;
        }
        Arrays.sort(keys);
        int[] before = order.clone();
        for (int rank = 0; rank < keys.length; rank++) {
            order[rank] = before[(int) keys[rank]];
        }
    }

    /// An integer that orders as the float does, NaN above everything.
    private static int sortable(float value) {
        if (Float.isNaN(value)) {
            return Integer.MAX_VALUE;
        }
        int bits = Float.floatToIntBits(value);
        return bits ^ ((bits >> 31) & Integer.MAX_VALUE);
    }
}
