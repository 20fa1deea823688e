package io.github.jepa4j.actor;

import io.github.jepa4j.objective.Guardrail;
import io.github.jepa4j.worldmodel.Rollout;
import java.util.List;

/// How far candidates are from keeping all guardrails: what their margins are below 0, each in its guardrail's scale,
/// added up over guardrails and steps. 0 is safe; a margin that is no number makes it infinite.
final class Violations {

    private Violations() {}

    /// @return `[K]`, at least 0
    static float[] of(List<Guardrail> guardrails, Rollout rollout) {
        double[] sums = new double[rollout.candidates()];
        for (Guardrail guardrail : guardrails) {
            float[] margins = margins(guardrail, rollout);
            for (int i = 0; i < margins.length; i++) {
                double shortfall = Float.isNaN(margins[i]) ? Double.POSITIVE_INFINITY : Math.max(0, -margins[i]);
                sums[i / rollout.horizon()] += shortfall / guardrail.marginScale();
            }
        }
        float[] violations = new float[sums.length];
        for (int candidate = 0; candidate < sums.length; candidate++) {
            // What is a violation in double must not round to none.
            violations[candidate] = sums[candidate] > 0 ? Math.max(Float.MIN_VALUE, (float) sums[candidate]) : 0;
        }
        return violations;
    }

    /// The margins of a guardrail, once it is sure that there are as many as there should be.
    static float[] margins(Guardrail guardrail, Rollout rollout) {
        float[] margins = guardrail.margins(rollout);
        int expected = rollout.candidates() * rollout.horizon();
        if (margins.length != expected) {
            throw new IllegalStateException(
                    "The guardrail '%s' gave %d margins for %d candidates of %d actions; it must give %d.\nMaybe it counts the present too, which no action can change."
                            .formatted(
                                    guardrail.name(),
                                    margins.length,
                                    rollout.candidates(),
                                    rollout.horizon(),
                                    expected));
        }
        return margins;
    }
}
