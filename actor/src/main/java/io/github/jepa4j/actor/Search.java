package io.github.jepa4j.actor;

import io.github.jepa4j.actor.Plan.Diagnostics;
import io.github.jepa4j.actor.Plan.Outcome;
import io.github.jepa4j.objective.RolloutGradient;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.ActionSequence;
import io.github.jepa4j.worldmodel.Rollout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One plan in the making: imagines candidates, ranks them, remembers the best ever, counts, and watches
/// the budget. Lives as long as one call of `plan`.
final class Search {

    /// How many candidates the diagnostics show.
    private static final int SHOWN = 16;

    private final Problem problem;
    private final Budget budget;
    private final float[] fallback;
    private final List<Float> bestEnergies = new ArrayList<>();
    private final List<Float> meanEnergies = new ArrayList<>();
    private List<ActionSequence> shown = List.of();
    private int iterations;
    private long rollouts;
    private long pullbacks;
    private long nanEnergies;
    private float bestEnergy = Float.NaN;
    private float[] bestActions = new float[0];
    private float[] bestLatents = new float[0];

    /// @param fallback what to do when nothing has a finite energy: `[H, A]`, legal
    Search(Problem problem, Budget budget, float[] fallback) {
        this.problem = problem;
        this.budget = budget;
        this.fallback = fallback;
    }

    /// Whether there is to be one more iteration of so many wanted.
    boolean goesOn(int wanted) {
        return iterations < wanted && !budget.spent(iterations);
    }

    int iterations() {
        return iterations;
    }

    /// The best sequence so far, `[H, A]`, or the fallback.
    float[] bestActions() {
        return Float.isNaN(bestEnergy) ? fallback : bestActions;
    }

    /// Imagines and ranks a batch, as one iteration.
    Ranking iterate(float[] values) {
        return counted(evaluate(values));
    }

    /// The same, when [#gradient] is to follow.
    Ranking iterateForGradient(float[] values) {
        return counted(rank(problem.model().imagineForPullback(problem.now(), batch(values))));
    }

    private Ranking counted(Ranking ranking) {
        iterations++;
        bestEnergies.add(bestEnergy);
        meanEnergies.add(ranking.meanEnergy());
        shown = best(ranking, SHOWN);
        return ranking;
    }

    /// Imagines and ranks a batch on the side, such as a single sequence.
    ///
    /// @param values `[K, H, A]`, in the model's units
    Ranking evaluate(float[] values) {
        return rank(problem.model().imagine(problem.now(), batch(values)));
    }

    private ActionBatch batch(float[] values) {
        return new ActionBatch(
                values.length / fallback.length,
                problem.horizon(),
                problem.model().actionDimension(),
                values);
    }

    private Ranking rank(Rollout rollout) {
        Ranking ranking = Ranking.of(rollout, problem.objective().energy(rollout));
        rollouts += rollout.candidates();
        nanEnergies += rollout.candidates() - ranking.finite();
        if (ranking.finite() > 0) {
            keepIfBest(ranking, ranking.order()[0]);
        }
        return ranking;
    }

    /// The gradient of each candidate's energy by its actions, `[K, H, A]`.
    float[] gradient(Ranking ranking) {
        RolloutGradient direct = problem.objective().gradient(ranking.rollout());
        float[] gradient = problem.model().pullback(ranking.rollout(), direct.latents());
        for (int i = 0; i < gradient.length; i++) {
            gradient[i] += direct.actions()[i];
        }
        pullbacks += ranking.rollout().candidates();
        return gradient;
    }

    /// The plan of the best sequence ever seen; if there was no time for any, of the fallback.
    Plan best(int wanted) {
        if (rollouts == 0) {
            evaluate(fallback.clone());
        }
        if (Float.isNaN(bestEnergy)) {
            return hopeless();
        }
        return new Plan(
                sequence(bestActions), bestEnergy, single(bestActions, bestLatents), outcome(wanted), diagnostics());
    }

    /// The plan that a peer takes, best or not. Peers know no budget: where it ended the search, the best so far.
    Plan peers(float[] actions, int wanted) {
        if (iterations < wanted) {
            return best(wanted);
        }
        Ranking ranking = evaluate(actions.clone());
        if (Float.isNaN(bestEnergy)) {
            return hopeless();
        }
        return new Plan(sequence(actions), ranking.energies()[0], ranking.rollout(), outcome(wanted), diagnostics());
    }

    private Plan hopeless() {
        Rollout future = problem.model().imagine(problem.now(), batch(fallback.clone()));
        return new Plan(sequence(fallback), Float.NaN, future, Outcome.NO_FINITE_ENERGY, diagnostics());
    }

    private void keepIfBest(Ranking ranking, int candidate) {
        float energy = ranking.energies()[candidate];
        if (energy >= bestEnergy) {
            return;
        }
        Rollout rollout = ranking.rollout();
        bestEnergy = energy;
        bestActions = row(rollout.actions().values(), rollout.candidates(), candidate);
        bestLatents = row(rollout.latents(), rollout.candidates(), candidate);
    }

    private Outcome outcome(int wanted) {
        return iterations >= wanted ? Outcome.CONVERGED : Outcome.BUDGET_SPENT;
    }

    private Diagnostics diagnostics() {
        long steps = problem.horizon();
        return new Diagnostics(
                iterations,
                rollouts,
                rollouts * steps,
                pullbacks * steps,
                nanEnergies,
                List.copyOf(bestEnergies),
                List.copyOf(meanEnergies),
                shown);
    }

    private Rollout single(float[] actions, float[] latents) {
        ActionBatch batch =
                new ActionBatch(1, problem.horizon(), problem.model().actionDimension(), actions.clone());
        return new Rollout(batch, problem.model().latentDimension(), latents, null);
    }

    private ActionSequence sequence(float[] actions) {
        return new ActionSequence(problem.horizon(), problem.model().actionDimension(), actions.clone());
    }

    private static List<ActionSequence> best(Ranking ranking, int count) {
        List<ActionSequence> sequences = new ArrayList<>();
        for (int rank = 0; rank < Math.min(count, ranking.finite()); rank++) {
            sequences.add(ranking.rollout().actions().sequence(ranking.order()[rank]));
        }
        return List.copyOf(sequences);
    }

    private static float[] row(float[] values, int rows, int row) {
        int length = values.length / rows;
        return Arrays.copyOfRange(values, row * length, (row + 1) * length);
    }
}
