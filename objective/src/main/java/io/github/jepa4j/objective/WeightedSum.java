package io.github.jepa4j.objective;

import io.github.jepa4j.worldmodel.Aim;
import io.github.jepa4j.worldmodel.Rollout;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Several objectives added up, each with its weight: `energy = sum of weight_i * energy_i`. Differentiable
/// when all of them are. A negative weight turns a goal into something to flee from.
///
/// @param terms at least one
public record WeightedSum(List<Term> terms) implements Objective {

    /// One objective and what it counts for.
    ///
    /// @param weight    finite
    /// @param objective what is wanted
    public record Term(float weight, Objective objective) {

        public Term {
            if (!Float.isFinite(weight)) {
                throw new IllegalArgumentException(
                        "The weight of %s is %s; it must be finite.\nMaybe what must never happen was given an infinite weight: that is no objective, but a guardrail."
                                .formatted(objective, weight));
            }
        }
    }

    public WeightedSum {
        terms = List.copyOf(terms);
        if (terms.isEmpty()) {
            throw new IllegalArgumentException(
                    "The weighted sum has no terms; it needs at least 1.\nMaybe every objective was switched off.");
        }
    }

    /// The sum of several terms.
    public static WeightedSum of(Term... terms) {
        return new WeightedSum(List.of(terms));
    }

    /// Those of all its terms, one after the other; none where one of them has none.
    @Override
    public Optional<Aim> aim() {
        List<String> kinds = new ArrayList<>();
        float[] values = new float[0];
        for (Term term : terms) {
            Optional<Aim> aim = term.objective().aim();
            if (aim.isEmpty()) {
                return Optional.empty();
            }
            kinds.add("%s times %s".formatted(term.weight(), aim.get().kind()));
            float[] more = aim.get().values();
            float[] all = Arrays.copyOf(values, values.length + more.length);
            System.arraycopy(more, 0, all, values.length, more.length);
            values = all;
        }
        return Optional.of(new Aim(String.join(" + ", kinds), values));
    }

    @Override
    public float[] energy(Rollout rollout) {
        float[] total = new float[rollout.candidates()];
        for (Term term : terms) {
            addScaled(term.weight(), term.objective().energy(rollout), total);
        }
        return total;
    }

    @Override
    public float[] energyByTime(Rollout rollout) {
        float[] total = new float[rollout.candidates() * (rollout.horizon() + 1)];
        for (Term term : terms) {
            addScaled(term.weight(), term.objective().energyByTime(rollout), total);
        }
        return total;
    }

    @Override
    public String name() {
        return "sum of %d objectives".formatted(terms.size());
    }

    @Override
    public boolean differentiable() {
        return terms.stream().allMatch(term -> term.objective().differentiable());
    }

    @Override
    public RolloutGradient gradient(Rollout rollout) {
        RolloutGradient total = RolloutGradient.zeros(rollout);
        for (Term term : terms) {
            RolloutGradient part = term.objective().gradient(rollout);
            addScaled(term.weight(), part.latents(), total.latents());
            addScaled(term.weight(), part.actions(), total.actions());
        }
        return total;
    }

    private static void addScaled(float weight, float[] from, float[] to) {
        for (int i = 0; i < to.length; i++) {
            to[i] += weight * from[i];
        }
    }
}
