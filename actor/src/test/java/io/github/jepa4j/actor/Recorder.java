package io.github.jepa4j.actor;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.Rollout;
import io.github.jepa4j.worldmodel.WorldModel;
import java.util.ArrayList;
import java.util.List;

/// Adds actions up, and remembers what it was asked to imagine.
final class Recorder implements WorldModel {

    private final WorldModel sum = LinearModel.identity(2);
    private final List<ActionBatch> imagined = new ArrayList<>();

    /// Batch after batch, as they were.
    List<ActionBatch> imagined() {
        return imagined;
    }

    @Override
    public int latentDimension() {
        return sum.latentDimension();
    }

    @Override
    public int actionDimension() {
        return sum.actionDimension();
    }

    @Override
    public Rollout imagine(Latent now, ActionBatch actions) {
        imagined.add(new ActionBatch(
                actions.candidates(),
                actions.horizon(),
                actions.dimension(),
                actions.values().clone()));
        return sum.imagine(now, actions);
    }

    @Override
    public float[] pullback(Rollout rollout, float[] latentGradients) {
        return sum.pullback(rollout, latentGradients);
    }
}
