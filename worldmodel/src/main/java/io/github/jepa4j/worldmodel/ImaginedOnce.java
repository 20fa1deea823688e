package io.github.jepa4j.worldmodel;

import io.github.jepa4j.perception.Latent;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A world model that answers the last question again without imagining: for several guardrails that ask
/// the same one after the other ([Ensemble]). It remembers one question and its answer, which is as long
/// lived as itself. Answers are shared, and must not be written to. As safe for many threads as the model
/// within; they take each other's answers away, which costs time and nothing else.
public final class ImaginedOnce implements WorldModel {

    private final WorldModel model;
    private final AtomicReference<@Nullable Answer> last = new AtomicReference<>();

    /// @param now         as it was asked, copied: whoever asked may write to what it asked with
    /// @param rollout     of a copy of the actions
    /// @param forPullback whether it was imagined for one
    private record Answer(float[] now, Rollout rollout, boolean forPullback) {

        boolean isTo(Latent asked, ActionBatch batch) {
            return rollout.candidates() == batch.candidates()
                    && Arrays.equals(rollout.actions().values(), batch.values())
                    && Arrays.equals(now, asked.values());
        }
    }

    /// @param model that imagines
    public ImaginedOnce(WorldModel model) {
        this.model = model;
    }

    @Override
    public int latentDimension() {
        return model.latentDimension();
    }

    @Override
    public int actionDimension() {
        return model.actionDimension();
    }

    @Override
    public Rollout imagine(Latent now, ActionBatch actions) {
        Answer answer = last.get();
        return answer != null && answer.isTo(now, actions)
                ? answer.rollout()
                : remembered(now, model.imagine(now, copy(actions)), false);
    }

    @Override
    public Rollout imagineForPullback(Latent now, ActionBatch actions) {
        Answer answer = last.get();
        return answer != null && answer.forPullback() && answer.isTo(now, actions)
                ? answer.rollout()
                : remembered(now, model.imagineForPullback(now, copy(actions)), true);
    }

    private Rollout remembered(Latent now, Rollout rollout, boolean forPullback) {
        last.set(new Answer(now.values().clone(), rollout, forPullback));
        return rollout;
    }

    private static ActionBatch copy(ActionBatch actions) {
        return new ActionBatch(
                actions.candidates(),
                actions.horizon(),
                actions.dimension(),
                actions.values().clone());
    }

    @Override
    public float[] pullback(Rollout rollout, float[] latentGradients) {
        return model.pullback(rollout, latentGradients);
    }
}
