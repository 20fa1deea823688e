package io.github.jepa4j.objective;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.worldmodel.Rollout;
import io.github.jepa4j.worldmodel.WorldModel;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Tightens a guardrail by what the model does not know: several models of the same latents imagine the
/// same actions, and the margin is the least that any of them, or the planner's own model, comes to. Where
/// they agree it changes nothing; where one of them has not learned enough, they part and the margin
/// shrinks. It multiplies the cost of imagining by the number of models, and by that of guardrails unless
/// the others are `ImaginedOnce`, as an `Ensemble`'s are.
///
/// Method: probabilistic ensembles (Lakshminarayanan, Pritzel and Blundell, 2017; Chua et al., *PETS*,
/// 2018, §4), of which it takes the worst member instead of the mean.
///
/// @param guardrail what is guarded
/// @param others    models of the same latents and actions, such as trainings with other seeds of the
///     predictor alone
public record WorstCase(Guardrail guardrail, List<WorldModel> others) implements Guardrail {

    public WorstCase {
        others = List.copyOf(others);
        if (others.isEmpty()) {
            throw new IllegalArgumentException(
                    "The worst case of '%s' is over no other model; it needs at least 1.\nMaybe the ensemble was not loaded."
                            .formatted(guardrail.name()));
        }
    }

    @Override
    public String name() {
        return "%s, in the worst of %d models".formatted(guardrail.name(), others.size() + 1);
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
        float[] worst = guardrail.margins(rollout);
        for (WorldModel other : others) {
            float[] margins = guardrail.margins(imagined(other, rollout));
            for (int i = 0; i < worst.length; i++) {
                worst[i] = Math.min(worst[i], margins[i]);
            }
        }
        return worst;
    }

    /// All models are of the same present.
    @Override
    public float marginNow(Rollout present) {
        return guardrail.marginNow(present);
    }

    @Override
    public Optional<Conflict> conflict(Guardrail other) {
        return guardrail.conflict(other instanceof WorstCase that ? that.guardrail : other);
    }

    @Override
    public Guardrail after(Rollout past) {
        Guardrail later = guardrail.after(past);
        return later.equals(guardrail) ? this : new WorstCase(later, others);
    }

    @Override
    public boolean differentiable() {
        return guardrail.differentiable();
    }

    /// Each margin's gradient goes to the model that it is the worst of.
    @Override
    public void pullback(Rollout rollout, float[] gradients, RolloutGradient into) {
        List<Rollout> futures = new ArrayList<>();
        List<float[]> margins = new ArrayList<>();
        futures.add(rollout);
        others.forEach(other -> futures.add(imagined(other, rollout)));
        futures.forEach(future -> margins.add(guardrail.margins(future)));
        for (int model = 0; model < futures.size(); model++) {
            float[] own = shareOf(model, margins, gradients);
            if (model == 0) {
                guardrail.pullback(rollout, own, into);
            } else {
                addThrough(others.get(model - 1), futures.get(model), own, into);
            }
        }
    }

    private void addThrough(WorldModel model, Rollout future, float[] gradients, RolloutGradient into) {
        RolloutGradient direct = RolloutGradient.zeros(future);
        guardrail.pullback(future, gradients, direct);
        float[] actions = model.pullback(future, direct.latents());
        for (int i = 0; i < actions.length; i++) {
            into.actions()[i] += actions[i] + direct.actions()[i];
        }
    }

    private static float[] shareOf(int model, List<float[]> margins, float[] gradients) {
        float[] own = new float[gradients.length];
        for (int i = 0; i < own.length; i++) {
            int worst = 0;
            for (int other = 1; other < margins.size(); other++) {
                worst = margins.get(other)[i] < margins.get(worst)[i] ? other : worst;
            }
            own[i] = worst == model ? gradients[i] : 0;
        }
        return own;
    }

    private static Rollout imagined(WorldModel model, Rollout rollout) {
        float[] now = Arrays.copyOf(rollout.latents(), rollout.latentDimension());
        return model.imagine(new Latent(now), rollout.actions());
    }
}
