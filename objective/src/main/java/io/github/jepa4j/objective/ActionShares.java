package io.github.jepa4j.objective;

import io.github.jepa4j.worldmodel.Rollout;

/// Energies of actions, shared out over the times: an action counts at the time after it.
final class ActionShares {

    private ActionShares() {}

    /// What an action adds.
    @FunctionalInterface
    interface Term {

        /// @param start of the action in a `[K, H, A]` array
        double at(int start);
    }

    /// @return `[K, H + 1]`, 0 at the time 0
    static float[] byTime(Rollout rollout, Term term) {
        int perCandidate = rollout.horizon() + 1;
        float[] shares = new float[rollout.candidates() * perCandidate];
        for (int index = 0; index < shares.length; index++) {
            int time = index % perCandidate;
            if (time > 0) {
                shares[index] = (float) term.at(rollout.actions().index(index / perCandidate, time - 1));
            }
        }
        return shares;
    }
}
