package io.github.jepa4j.objective;

import io.github.jepa4j.worldmodel.Rollout;
import java.util.Arrays;

/// How one imagined future keeps one guardrail.
///
/// @param guardrail its name
/// @param unit      of the margins
/// @param margins   after each action, `[H]`; at least 0 is safe, NaN is not
public record Verdict(String guardrail, String unit, float[] margins) {

    /// The verdict of a guardrail on a future.
    ///
    /// @param rollout of one candidate, `K = 1`
    public static Verdict of(Guardrail guardrail, Rollout rollout) {
        if (rollout.candidates() != 1) {
            throw new IllegalArgumentException(
                    "The rollout has %d candidates; a verdict is on 1.\nMaybe take that of the plan."
                            .formatted(rollout.candidates()));
        }
        return new Verdict(guardrail.name(), guardrail.unit(), guardrail.margins(rollout));
    }

    /// Whether it is kept after every action.
    public boolean safe() {
        return worst() >= 0;
    }

    /// The least margin, NaN when one of them is.
    public float worst() {
        return margins[worstStep()];
    }

    /// The first action after which the margin is least, from 0; one after which it is NaN comes before all.
    public int worstStep() {
        int worst = 0;
        for (int step = 0; step < margins.length; step++) {
            if (Float.isNaN(margins[step])) {
                return step;
            }
            worst = margins[step] < margins[worst] ? step : worst;
        }
        return worst;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Verdict that
                && guardrail.equals(that.guardrail)
                && unit.equals(that.unit)
                && Arrays.equals(margins, that.margins);
    }

    @Override
    public int hashCode() {
        return 31 * guardrail.hashCode() + Arrays.hashCode(margins);
    }

    @Override
    public String toString() {
        return "%s: least margin %s %s after action %d".formatted(guardrail, worst(), unit, worstStep() + 1);
    }
}
