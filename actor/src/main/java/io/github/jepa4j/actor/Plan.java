package io.github.jepa4j.actor;

import io.github.jepa4j.objective.EnergyShare;
import io.github.jepa4j.objective.Verdict;
import io.github.jepa4j.worldmodel.ActionSequence;
import io.github.jepa4j.worldmodel.Rollout;
import java.util.List;

/// What a planner found.
///
/// @param actions     the chosen actions `[H, A]`, in the model's units, legal
/// @param energy      their energy as imagined
/// @param shares      what each term of the objective adds to the energy, and when
/// @param verdicts    how each guardrail is kept, in the problem's order
/// @param future      the rollout they were chosen for, `K = 1`
/// @param outcome     how the search ended
/// @param diagnostics how it went
/// @param subgoals    what each level above the world model planned, from the lowest up; none on a single level
/// @param futures     where the world may go on in several ways, those that were imagined, each with its own actions,
///     `K = 1`; none where one alone was
public record Plan(
        ActionSequence actions,
        float energy,
        List<EnergyShare> shares,
        List<Verdict> verdicts,
        Rollout future,
        Outcome outcome,
        Diagnostics diagnostics,
        List<Subgoals> subgoals,
        List<Rollout> futures) {

    public Plan {
        shares = List.copyOf(shares);
        verdicts = List.copyOf(verdicts);
        subgoals = List.copyOf(subgoals);
        futures = List.copyOf(futures);
    }

    /// A plan on a single level, for a single future.
    public Plan(
            ActionSequence actions,
            float energy,
            List<EnergyShare> shares,
            List<Verdict> verdicts,
            Rollout future,
            Outcome outcome,
            Diagnostics diagnostics) {
        this(actions, energy, shares, verdicts, future, outcome, diagnostics, List.of(), List.of());
    }

    /// The same, by a search that went otherwise.
    Plan withDiagnostics(Diagnostics other) {
        return new Plan(actions, energy, shares, verdicts, future, outcome, other, subgoals, futures);
    }

    /// How a search went.
    ///
    /// @param iterations      how many were done
    /// @param rollouts        how many candidates were imagined, over all iterations
    /// @param imaginedSteps   candidate-steps imagined, over all iterations
    /// @param pullbackSteps   candidate-steps whose gradient was taken
    /// @param nanEnergies     how many candidates had no finite energy
    /// @param unsafe          how many candidates violated a guardrail
    /// @param bestEnergy      the energy of the best so far after each iteration; it rises when what
    ///     is found is safer
    /// @param meanEnergy      the mean of the finite energies of each iteration
    /// @param candidates      a few candidate sequences of the last iteration, best first, for looking at
    public record Diagnostics(
            int iterations,
            long rollouts,
            long imaginedSteps,
            long pullbackSteps,
            long nanEnergies,
            long unsafe,
            List<Float> bestEnergy,
            List<Float> meanEnergy,
            List<ActionSequence> candidates) {

        Diagnostics withCandidates(List<ActionSequence> others) {
            return new Diagnostics(
                    iterations,
                    rollouts,
                    imaginedSteps,
                    pullbackSteps,
                    nanEnergies,
                    unsafe,
                    bestEnergy,
                    meanEnergy,
                    others);
        }
    }
}
