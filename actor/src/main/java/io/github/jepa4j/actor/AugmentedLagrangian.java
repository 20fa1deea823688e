package io.github.jepa4j.actor;

import io.github.jepa4j.objective.Guardrail;
import io.github.jepa4j.objective.RolloutGradient;
import io.github.jepa4j.worldmodel.Rollout;
import java.util.ArrayList;
import java.util.List;

/// Pushes gradient descent out of what the guardrails forbid: each margin below what is aimed at adds
/// `multiplier + penalty * shortfall` to the slope, and the multiplier keeps what it added, so that the
/// push grows for as long as the guardrail is not kept, whatever the energy gains by breaking it.
///
/// Method: Hestenes (1969) and Powell (1969); Nocedal and Wright, *Numerical Optimization*, 2006, §17.4.
/// Differs from it: multipliers are updated after every step instead of after each inner minimisation,
/// since a plan has but a dozen steps; a candidate's penalty begins where it is as steep as its energy,
/// which has no unit; and what is aimed at is a little more than a margin of 0, because the method comes to
/// its limit from the side that is not safe.
///
/// Barriers were not chosen: they need a safe start, which planning may have to find first.
final class AugmentedLagrangian {

    /// The margin aimed at, in the guardrail's scale.
    private static final float AIM = 0.05f;

    /// How much steeper the penalty becomes with each step that leaves a candidate unsafe.
    private static final float GROWTH = 1.5f;

    private final List<Guardrail> guardrails;
    private final List<float[]> multipliers = new ArrayList<>();
    private final float[] penalties;

    AugmentedLagrangian(List<Guardrail> guardrails, int candidates, int horizon) {
        this.guardrails = guardrails;
        this.penalties = new float[candidates];
        guardrails.forEach(_ -> multipliers.add(new float[candidates * horizon]));
    }

    /// Adds the push of the guardrails to the energy's gradient, and updates the multipliers.
    ///
    /// @param violations `[K]`, of the candidates
    /// @param gradient   of the energy; of both, afterwards
    void add(Rollout rollout, float[] violations, RolloutGradient gradient) {
        if (guardrails.isEmpty()) {
            return;
        }
        List<float[]> shortfalls = new ArrayList<>();
        guardrails.forEach(guardrail -> shortfalls.add(shortfalls(guardrail, rollout)));
        updatePenalties(rollout, violations, shortfalls, gradient);
        for (int g = 0; g < guardrails.size(); g++) {
            float[] multiplier = multipliers.get(g);
            float[] shortfall = shortfalls.get(g);
            for (int i = 0; i < multiplier.length; i++) {
                float pushed = multiplier[i] + penalties[i / rollout.horizon()] * shortfall[i];
                multiplier[i] = Float.isFinite(pushed) ? Math.max(0, pushed) : 0;
            }
            pull(guardrails.get(g), rollout, multiplier, gradient);
        }
    }

    /// How much each margin is short of what is aimed at, in the guardrail's scale, below 0 where it is not.
    private static float[] shortfalls(Guardrail guardrail, Rollout rollout) {
        float[] margins = Violations.margins(guardrail, rollout);
        for (int i = 0; i < margins.length; i++) {
            margins[i] = AIM - margins[i] / guardrail.marginScale();
        }
        return margins;
    }

    private void updatePenalties(
            Rollout rollout, float[] violations, List<float[]> shortfalls, RolloutGradient energy) {
        RolloutGradient push = null;
        for (int candidate = 0; candidate < penalties.length; candidate++) {
            if (violations[candidate] > 0 && penalties[candidate] > 0) {
                penalties[candidate] *= GROWTH;
            } else if (violations[candidate] > 0) {
                push = push == null ? unitPush(rollout, shortfalls) : push;
                double steep = norm(energy, rollout, candidate);
                double pushed = norm(push, rollout, candidate);
                penalties[candidate] = pushed > 0 && steep > 0 ? (float) (steep / pushed) : 1;
            }
        }
    }

    /// What a penalty of 1 would add.
    private RolloutGradient unitPush(Rollout rollout, List<float[]> shortfalls) {
        RolloutGradient push = RolloutGradient.zeros(rollout);
        for (int g = 0; g < guardrails.size(); g++) {
            float[] weights = shortfalls.get(g).clone();
            for (int i = 0; i < weights.length; i++) {
                weights[i] = weights[i] > 0 ? weights[i] : 0;
            }
            pull(guardrails.get(g), rollout, weights, push);
        }
        return push;
    }

    private static void pull(Guardrail guardrail, Rollout rollout, float[] weights, RolloutGradient into) {
        float[] slopes = new float[weights.length];
        boolean any = false;
        for (int i = 0; i < slopes.length; i++) {
            slopes[i] = weights[i] > 0 ? -weights[i] / guardrail.marginScale() : 0;
            any |= weights[i] > 0;
        }
        if (any) {
            guardrail.pullback(rollout, slopes, into);
        }
    }

    private static double norm(RolloutGradient gradient, Rollout rollout, int candidate) {
        return Math.sqrt(squares(gradient.latents(), rollout.candidates(), candidate)
                + squares(gradient.actions(), rollout.candidates(), candidate));
    }

    private static double squares(float[] values, int candidates, int candidate) {
        int length = values.length / candidates;
        double sum = 0;
        for (int i = candidate * length; i < (candidate + 1) * length; i++) {
            sum += Float.isFinite(values[i]) ? (double) values[i] * values[i] : 0;
        }
        return sum;
    }
}
