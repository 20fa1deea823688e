package io.github.jepa4j.actor;

import io.github.jepa4j.worldmodel.ActionSequence;
import io.github.jepa4j.worldmodel.Rollout;
import java.util.List;

/// What a planner found.
///
/// @param actions     the chosen actions `[H, A]`, in the model's units, legal
/// @param energy      their energy as imagined
/// @param future      the rollout they were chosen for, `K = 1`
/// @param outcome     how the search ended
/// @param diagnostics how it went
public record Plan(ActionSequence actions, float energy, Rollout future, Outcome outcome, Diagnostics diagnostics) {

    /// How a search ended.
    public enum Outcome {
        /// It did all the iterations it wanted.
        CONVERGED,
        /// Time or iterations ran out: the best plan so far.
        BUDGET_SPENT,
        /// No candidate had a finite energy; the actions are the warm start made legal, and nothing is
        /// known of them.
        NO_FINITE_ENERGY
    }

    /// How a search went.
    ///
    /// @param iterations      how many were done
    /// @param rollouts        how many candidates were imagined, over all iterations
    /// @param imaginedSteps   candidate-steps imagined, over all iterations
    /// @param pullbackSteps   candidate-steps whose gradient was taken
    /// @param nanEnergies     how many candidates had no finite energy
    /// @param bestEnergy      the best energy so far after each iteration
    /// @param meanEnergy      the mean of the finite energies of each iteration
    /// @param candidates      a few candidate sequences of the last iteration, best first, for looking at
    public record Diagnostics(
            int iterations,
            long rollouts,
            long imaginedSteps,
            long pullbackSteps,
            long nanEnergies,
            List<Float> bestEnergy,
            List<Float> meanEnergy,
            List<ActionSequence> candidates) {}
}
