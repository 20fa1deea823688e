package io.github.jepa4j.agent;

import io.github.jepa4j.actor.Plan;
import io.github.jepa4j.objective.Guardrail;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.Rollout;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Keeps an episode's guardrails as they stand after what happened in it: what has a budget has spent some of
/// it. Between two looks what happened is taken from the plan that was followed; the last of it is perceived.
final class Ledger {

    private final Map<Guardrail, Guardrail> standing = new HashMap<>();
    private List<Guardrail> asked = List.of();
    private @Nullable Plan plan;
    private int planned;
    private int looked;

    void begin() {
        standing.clear();
        asked = List.of();
        plan = null;
        planned = 0;
        looked = 0;
    }

    /// What was asked for, as it stands now.
    List<Guardrail> standing(List<Guardrail> guardrails) {
        return guardrails.stream().map(one -> standing.getOrDefault(one, one)).toList();
    }

    /// From now on this plan is followed.
    void follow(int step, List<Guardrail> guardrails, Plan found) {
        asked = List.copyOf(guardrails);
        plan = found;
        planned = step;
    }

    /// What is perceived at a step.
    void look(int step, Latent now) {
        Plan followed = plan;
        if (followed != null && step > looked) {
            Rollout past = past(followed.future(), step, now);
            for (Guardrail one : asked) {
                Guardrail before = standing.getOrDefault(one, one);
                Guardrail after = before.after(past);
                if (!after.equals(before)) {
                    standing.put(one, after);
                }
            }
        }
        looked = step;
    }

    private Rollout past(Rollout future, int step, Latent now) {
        int count = step - looked;
        int dimension = now.dimension();
        float[] latents = new float[(count + 1) * dimension];
        ActionBatch actions = ActionBatch.zeros(1, count, future.actions().dimension());
        for (int i = 0; i < count; i++) {
            int time = Math.min(looked - planned + i, future.horizon());
            System.arraycopy(future.latents(), future.index(0, time), latents, i * dimension, dimension);
            if (time < future.horizon()) {
                int from = future.actions().index(0, time);
                int axes = actions.dimension();
                System.arraycopy(future.actions().values(), from, actions.values(), i * axes, axes);
            }
        }
        System.arraycopy(now.values(), 0, latents, count * dimension, dimension);
        return new Rollout(actions, dimension, latents, null);
    }
}
