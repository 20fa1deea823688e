package io.github.jepa4j.objective;

import io.github.jepa4j.worldmodel.Futures;
import io.github.jepa4j.worldmodel.Rollout;
import java.util.Arrays;
import java.util.Optional;

/// A guardrail on several futures: after each action the margin is that of the worst of them, or of a chosen quantile.
/// By default what must not happen must not happen in any future that was imagined; a quantile below 1 says which
/// share of them may violate it, and is for those who can tell why.
///
/// @param guardrail of one future
/// @param futures   whose rollouts it is asked about
/// @param risk      what counts; less margin is worse
public record GuardedFutures(Guardrail guardrail, Futures futures, Risk risk) implements Guardrail {

    /// In the worst of them.
    public GuardedFutures(Guardrail guardrail, Futures futures) {
        this(guardrail, futures, Risk.WORST);
    }

    @Override
    public String name() {
        return "%s, %s of %d futures".formatted(guardrail.name(), risk.words(), futures.count());
    }

    @Override
    public String unit() {
        return guardrail.unit();
    }

    @Override
    public float marginScale() {
        return guardrail.marginScale();
    }

    @Override
    public float[] margins(Rollout rollout) {
        float[][] each = futures.each(rollout, guardrail::margins);
        float[] margins = new float[each[0].length];
        for (int i = 0; i < margins.length; i++) {
            double[] weights = weights(each, i);
            double sum = 0;
            for (int future = 0; future < weights.length; future++) {
                sum += weights[future] == 0 ? 0 : weights[future] * each[future][i];
            }
            margins[i] = (float) sum;
        }
        return margins;
    }

    /// A margin that is no number counts as the worst.
    private double[] weights(float[][] each, int index) {
        float[] badness = new float[each.length];
        for (int future = 0; future < badness.length; future++) {
            badness[future] = -each[future][index];
        }
        return risk.weights(badness);
    }

    /// All futures have the same present.
    @Override
    public float marginNow(Rollout present) {
        return guardrail.marginNow(futures.of(present, 0));
    }

    @Override
    public Optional<Conflict> conflict(Guardrail other) {
        return guardrail.conflict(other instanceof GuardedFutures that ? that.guardrail : other);
    }

    /// @param past as it was in the world: of all futures alike, or of a single one
    @Override
    public Guardrail after(Rollout past) {
        boolean isOfAll = past.latentDimension() == futures.latentDimension() && futures.count() > 1;
        Guardrail later = guardrail.after(isOfAll ? futures.of(past, 0) : past);
        return later.equals(guardrail) ? this : new GuardedFutures(later, futures, risk);
    }

    @Override
    public boolean differentiable() {
        return guardrail.differentiable();
    }

    @Override
    public void pullback(Rollout rollout, float[] gradients, RolloutGradient into) {
        float[][] each = futures.each(rollout, guardrail::margins);
        double[][] weights = new double[gradients.length][];
        Arrays.setAll(weights, i -> weights(each, i));
        for (int future = 0; future < each.length; future++) {
            Rollout own = futures.of(rollout, future);
            float[] share = new float[gradients.length];
            for (int i = 0; i < share.length; i++) {
                share[i] = (float) (gradients[i] * weights[i][future]);
            }
            RolloutGradient direct = RolloutGradient.zeros(own);
            guardrail.pullback(own, share, direct);
            futures.add(rollout.actions(), future, direct.latents(), direct.actions(), into.latents(), into.actions());
        }
    }
}
