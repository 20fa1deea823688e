package io.github.jepa4j.testkit;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.Rollout;
import io.github.jepa4j.worldmodel.WorldModel;
import java.time.Duration;

/// A model that takes its time: every batch that it imagines, and every pullback, moves a [FakeClock] on.
/// Nobody waits, and deadlines can be tested to the nanosecond.
///
/// @param model that imagines
/// @param clock that is moved on
/// @param each  by how much
public record SlowModel(WorldModel model, FakeClock clock, Duration each) implements WorldModel {

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
        clock.advance(each);
        return model.imagine(now, actions);
    }

    @Override
    public Rollout imagineForPullback(Latent now, ActionBatch actions) {
        clock.advance(each);
        return model.imagineForPullback(now, actions);
    }

    @Override
    public float[] pullback(Rollout rollout, float[] latentGradients) {
        clock.advance(each);
        return model.pullback(rollout, latentGradients);
    }
}
