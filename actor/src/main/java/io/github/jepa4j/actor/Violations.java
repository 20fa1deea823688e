package io.github.jepa4j.actor;

import io.github.jepa4j.actor.Outcome.StartInViolation;
import io.github.jepa4j.objective.Guardrail;
import io.github.jepa4j.objective.Verdict;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.Rollout;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far candidates are from keeping all guardrails: what their margins are below 0, each in its
/// guardrail's scale, added up over guardrails and steps. 0 is safe; a margin that is no number makes it
/// infinite.
///
/// Where the start is in violation already, a candidate is first of all to come back without a step in the
/// wrong direction: one of which a margin below 0 shrinks, or another margin falls below 0, ranks after
/// all of which none does, and the less the better.
final class Violations {

    /// Far above all violations that are added up, so that it ranks after them; factors keep their digits.
    private static final float SHRINKING = 1e9f;

    /// In a guardrail's scale: what latents in single precision may lose standing still.
    private static final double STILL = 1e-5;

    private final List<Guardrail> guardrails;
    private final float[] now;
    private final boolean startViolated;

    Violations(Problem problem) {
        guardrails = problem.guardrails();
        now = new float[guardrails.size()];
        Rollout present = present(problem);
        boolean violated = false;
        for (int g = 0; g < now.length; g++) {
            now[g] = guardrails.get(g).marginNow(present) / guardrails.get(g).marginScale();
            violated |= now[g] < 0;
        }
        startViolated = violated;
    }

    private static Rollout present(Problem problem) {
        int dimension = problem.now().dimension();
        float[] latents = new float[2 * dimension];
        System.arraycopy(problem.now().values(), 0, latents, 0, dimension);
        System.arraycopy(problem.now().values(), 0, latents, dimension, dimension);
        return new Rollout(ActionBatch.zeros(1, 1, problem.model().actionDimension()), dimension, latents, null);
    }

    /// @return `[K]`, at least 0; the start counted
    float[] of(Rollout rollout) {
        float[] violations = of(guardrails, rollout);
        if (startViolated) {
            double[] shrinking = shrinking(rollout);
            for (int candidate = 0; candidate < violations.length; candidate++) {
                violations[candidate] = shrinking[candidate] > 0 && Float.isFinite(violations[candidate])
                        ? (float) (SHRINKING * (1 + shrinking[candidate]))
                        : violations[candidate];
            }
        }
        return violations;
    }

    /// How far margins below 0 are behind what they once were, the present included, added up.
    private double[] shrinking(Rollout rollout) {
        double[] sums = new double[rollout.candidates()];
        for (int g = 0; g < now.length; g++) {
            float[] margins = margins(guardrails.get(g), rollout);
            for (int candidate = 0; candidate < sums.length; candidate++) {
                double reached = now[g] < 0 ? now[g] : 0;
                for (int step = 0; step < rollout.horizon(); step++) {
                    double margin = Math.min(
                            0,
                            margins[candidate * rollout.horizon() + step]
                                    / guardrails.get(g).marginScale());
                    sums[candidate] += reached - margin > STILL ? reached - margin : 0;
                    reached = Math.max(reached, margin);
                }
            }
        }
        return sums;
    }

    /// What is to be said of a plan from a start that is in violation; null where it is not.
    @Nullable
    StartInViolation start(List<Verdict> verdicts, Rollout future) {
        if (!startViolated) {
            return null;
        }
        int worst = 0;
        int safeFrom = 1;
        for (int g = 0; g < now.length; g++) {
            worst = now[g] < now[worst] || Float.isNaN(now[worst]) ? g : worst;
            float[] margins = verdicts.get(g).margins();
            for (int step = 0; step < margins.length; step++) {
                safeFrom = margins[step] >= 0 ? safeFrom : Math.max(safeFrom, step + 2);
            }
        }
        Guardrail guardrail = guardrails.get(worst);
        return new StartInViolation(
                guardrail.name(),
                now[worst] * guardrail.marginScale(),
                guardrail.unit(),
                shrinking(future)[0] == 0,
                safeFrom > future.horizon() ? 0 : safeFrom);
    }

    /// @return `[K]`, at least 0; whatever the start
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
