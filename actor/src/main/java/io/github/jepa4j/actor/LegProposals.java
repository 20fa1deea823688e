package io.github.jepa4j.actor;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.ActionSequence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/// Proposes sequences of a few legs, on each of which one and the same action is done: the detours that a search about
/// the warm start does not find. How long each leg is and what is done on it is drawn uniformly.
///
/// Method: pure random shooting over piecewise-constant controls, as the actions of motion primitives are drawn
/// (LaValle and Kuffner, *Randomized kinodynamic planning*, 2001, §4).
///
/// @param count how many, at least 1
/// @param legs  of each, at least 1
public record LegProposals(int count, int legs) implements ProposalPlanner.Proposals {

    public LegProposals {
        Checks.atLeast("number of proposals", count, 1);
        Checks.atLeast("number of legs", legs, 1);
    }

    @Override
    public List<ActionSequence> of(Problem problem, Seed seed) {
        RandomGenerator random = seed.generator();
        int axes = problem.model().actionDimension();
        List<ActionSequence> proposals = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            float[] sequence = new float[problem.horizon() * axes];
            int begin = 0;
            for (int end : ends(problem.horizon(), random)) {
                float[] done = problem.scale().normalise(problem.actionSpace().sample(random));
                for (int step = begin; step < end; step++) {
                    System.arraycopy(done, 0, sequence, step * axes, axes);
                }
                begin = end;
            }
            proposals.add(new ActionSequence(problem.horizon(), axes, sequence));
        }
        return proposals;
    }

    /// Where legs end; the last at the horizon.
    private int[] ends(int horizon, RandomGenerator random) {
        int[] ends = new int[legs];
        for (int leg = 0; leg < legs - 1; leg++) {
            ends[leg] = 1 + random.nextInt(horizon);
        }
        ends[legs - 1] = horizon;
        Arrays.sort(ends);
        return ends;
    }
}
