package io.github.jepa4j.objective;

import io.github.jepa4j.worldmodel.Rollout;

/// Sums over the times of each candidate.
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
}
