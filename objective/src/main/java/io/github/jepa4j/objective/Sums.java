package io.github.jepa4j.objective;

import io.github.jepa4j.worldmodel.Rollout;

/// Energies that are a sum over the times of each candidate.
final class Sums {

    private Sums() {}

    /// What is added up.
    @FunctionalInterface
    interface Term {

        /// @param index of the time in a `[K, H + 1]` array
        /// @param time  0 is now
        double at(int index, int time);
    }

    /// @param times which count
    /// @return `[K]`
    static float[] over(Rollout rollout, Times times, Term term) {
        float[] sums = new float[rollout.candidates()];
        int perCandidate = rollout.horizon() + 1;
        for (int candidate = 0; candidate < sums.length; candidate++) {
            double sum = 0;
            for (int time = times.firstOf(rollout.horizon()); time < perCandidate; time++) {
                sum += term.at(candidate * perCandidate + time, time);
            }
            sums[candidate] = (float) sum;
        }
        return sums;
    }

    /// The terms themselves: `[K, H + 1]`, 0 at the times that do not count.
    static float[] terms(Rollout rollout, Times times, Term term) {
        int perCandidate = rollout.horizon() + 1;
        float[] terms = new float[rollout.candidates() * perCandidate];
        for (int index = 0; index < terms.length; index++) {
            int time = index % perCandidate;
            terms[index] = time < times.firstOf(rollout.horizon()) ? 0 : (float) term.at(index, time);
        }
        return terms;
    }
}
