package io.github.jepa4j.actor;

import io.github.jepa4j.actor.Outcome.BestWithinBudget;
import io.github.jepa4j.actor.Outcome.NoFiniteEnergy;
import io.github.jepa4j.actor.Outcome.NoSafePlan;
import io.github.jepa4j.actor.Outcome.Planned;
import io.github.jepa4j.actor.Plan.Diagnostics;
import io.github.jepa4j.objective.Conflict;
import io.github.jepa4j.objective.EnergyShare;
import io.github.jepa4j.objective.RolloutGradient;
import io.github.jepa4j.objective.Verdict;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.ActionSequence;
import io.github.jepa4j.worldmodel.Rollout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// One plan in the making: imagines candidates, ranks them, remembers the best ever, counts, and watches
/// the budget. What violates the guardrails less is better, whatever its energy. Lives as long as one call
/// of `plan`.
final class Search {

    /// How many candidates the diagnostics show.
    private static final int SHOWN = 16;

    private final Problem problem;
    private final Budget budget;
    private final Violations guarded;
    private final float[] fallback;
    private final List<Float> bestEnergies = new ArrayList<>();
    private final List<Float> meanEnergies = new ArrayList<>();
    private List<ActionSequence> shown = List.of();
    private int iterations;
    private long rollouts;
    private long pullbacks;
    private long nanEnergies;
    private long unsafe;
    private long begun;
    private long longest;
    private float bestEnergy = Float.NaN;
    private float bestViolation = Float.POSITIVE_INFINITY;
    private float[] bestActions = new float[0];
    private float[] bestLatents = new float[0];

    /// @param fallback what to do when nothing has a finite energy: `[H, A]`, legal
    Search(Problem problem, Budget budget, float[] fallback) {
        this.problem = problem;
        this.budget = budget;
        this.guarded = new Violations(problem);
        this.fallback = fallback;
    }

    /// Whether there is to be one more iteration of so many wanted. Not when it would likely end after the
    /// deadline: it may take as long as the longest so far.
    boolean goesOn(int wanted) {
        if (iterations >= wanted) {
            return false;
        }
        long now = budget.now();
        longest = iterations == 0 ? 0 : Math.max(longest, now - begun);
        begun = now;
        return !budget.spent(iterations, now + longest);
    }

    int iterations() {
        return iterations;
    }

    /// The best sequence so far, `[H, A]`, or the fallback.
    float[] bestActions() {
        return bestActions.length == 0 ? fallback : bestActions;
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
        float[] violations = guarded.of(rollout);
        Ranking ranking = Ranking.of(rollout, problem.objective().energy(rollout), violations);
        rollouts += rollout.candidates();
        nanEnergies += rollout.candidates() - ranking.finite();
        for (int candidate = 0; candidate < violations.length; candidate++) {
            unsafe += violations[candidate] > 0 ? 1 : 0;
            keepIfBest(ranking, candidate);
        }
        return ranking;
    }

    /// The gradient of each candidate's energy by its actions, `[K, H, A]`, and what pushes it towards
    /// safety.
    float[] gradient(Ranking ranking, AugmentedLagrangian pushing) {
        RolloutGradient direct = problem.objective().gradient(ranking.rollout());
        pushing.add(ranking.rollout(), ranking.violations(), direct);
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
        return Float.isNaN(bestEnergy) ? unknown() : plan(wanted);
    }

    /// The plan that a peer takes, best or not. Peers know no budget: where it ended the search, the best
    /// so far.
    Plan peers(float[] actions, int wanted) {
        if (iterations < wanted) {
            return best(wanted);
        }
        Ranking ranking = evaluate(actions.clone());
        return Float.isNaN(bestEnergy) ? unknown() : plan(actions, ranking.energies()[0], ranking.rollout(), wanted);
    }

    /// Nothing has a finite energy: the fallback, unless something was safer.
    private Plan unknown() {
        Ranking last = evaluate(fallback.clone());
        boolean safest = bestActions.length == 0 || last.violations()[0] <= bestViolation;
        return safest ? plan(fallback, Float.NaN, last.rollout(), iterations) : plan(iterations);
    }

    private Plan plan(int wanted) {
        return plan(bestActions, bestEnergy, single(bestActions, bestLatents), wanted);
    }

    private Plan plan(float[] actions, float energy, Rollout future, int wanted) {
        List<Verdict> verdicts = problem.guardrails().stream()
                .map(guardrail -> Verdict.of(guardrail, future))
                .toList();
        List<EnergyShare> shares = EnergyShare.of(problem.objective(), future);
        Outcome outcome = outcome(energy, verdicts, future, wanted);
        return new Plan(sequence(actions), energy, shares, verdicts, future, outcome, diagnostics());
    }

    /// Of two that violate the guardrails alike, the lower energy is better; what has none is worse.
    private void keepIfBest(Ranking ranking, int candidate) {
        float energy = ranking.energies()[candidate];
        float violation = ranking.violations()[candidate];
        boolean lower = energy < bestEnergy || (Float.isNaN(bestEnergy) && !Float.isNaN(energy));
        boolean unknown = problem.guardrails().isEmpty() && Float.isNaN(energy);
        if (unknown || !(violation < bestViolation || (violation == bestViolation && lower))) {
            return;
        }
        Rollout rollout = ranking.rollout();
        bestEnergy = energy;
        bestViolation = violation;
        bestActions = row(rollout.actions().values(), rollout.candidates(), candidate);
        bestLatents = row(rollout.latents(), rollout.candidates(), candidate);
    }

    private Outcome outcome(float energy, List<Verdict> verdicts, Rollout future, int wanted) {
        Verdict worst = null;
        float most = 0;
        for (int i = 0; i < verdicts.size(); i++) {
            float margin = verdicts.get(i).worst() / problem.guardrails().get(i).marginScale();
            if (!(margin >= most)) {
                worst = verdicts.get(i);
                most = margin;
            }
        }
        if (worst != null) {
            List<Conflict> conflicts = Conflict.among(problem.guardrails());
            return new NoSafePlan(
                    worst.guardrail(),
                    worst.worstStep(),
                    worst.worst(),
                    worst.unit(),
                    conflicts,
                    guarded.start(verdicts, future));
        }
        if (Float.isNaN(energy)) {
            return new NoFiniteEnergy();
        }
        return iterations >= wanted ? new Planned() : new BestWithinBudget();
    }

    Diagnostics diagnostics() {
        long steps = problem.horizon();
        return new Diagnostics(
                iterations,
                rollouts,
                rollouts * steps,
                pullbacks * steps,
                nanEnergies,
                unsafe,
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
