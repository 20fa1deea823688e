package io.github.jepa4j.worldmodel;

import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.tensor.Axes;

/// A world model part of whose actions cannot be commanded, such as the weather: these last axes are fixed to a
/// forecast, so that a planner searches over the others alone. The gradient by what is fixed is dropped.
///
/// @param model    whose last action axes are exogenous
/// @param controls how many axes are commanded, at least 1: the `A` of this model
/// @param forecast `[F, E]`, what the other `E` axes will be at the next steps, in the model's units; `F`
///     is the longest horizon
public record ForecastWorldModel(WorldModel model, int controls, ActionSequence forecast) implements WorldModel {

    public ForecastWorldModel {
        if (controls < 1 || controls + forecast.dimension() != model.actionDimension()) {
            throw new IllegalArgumentException(
                    "The world model has %d action axes, but %d are commanded and %d forecast; they must add up, with at least 1 commanded.\nMaybe the forecast lacks a column."
                            .formatted(model.actionDimension(), controls, forecast.dimension()));
        }
    }

    @Override
    public int latentDimension() {
        return model.latentDimension();
    }

    @Override
    public int actionDimension() {
        return controls;
    }

    @Override
    public Rollout imagine(Latent now, ActionBatch actions) {
        ActionBatch whole = withForecast(actions);
        return commanded(actions, model.imagine(now, whole));
    }

    @Override
    public Rollout imagineForPullback(Latent now, ActionBatch actions) {
        ActionBatch whole = withForecast(actions);
        return commanded(actions, model.imagineForPullback(now, whole));
    }

    /// The whole rollout is kept as the tape of the one that is shown.
    private static Rollout commanded(ActionBatch actions, Rollout whole) {
        ActionBatch copy = new ActionBatch(
                actions.candidates(),
                actions.horizon(),
                actions.dimension(),
                actions.values().clone());
        return new Rollout(copy, whole.latentDimension(), whole.latents(), whole);
    }

    private ActionBatch withForecast(ActionBatch actions) {
        Axes.bind("A", "action of the model", controls).and("A", "actions", actions.dimension());
        if (actions.horizon() > forecast.horizon()) {
            throw new IllegalArgumentException(
                    "%d steps are to be imagined, but the forecast has %d.\nMaybe shorten the horizon, or lengthen the forecast by its last row."
                            .formatted(actions.horizon(), forecast.horizon()));
        }
        ActionBatch whole = ActionBatch.zeros(actions.candidates(), actions.horizon(), model.actionDimension());
        for (int candidate = 0; candidate < actions.candidates(); candidate++) {
            for (int step = 0; step < actions.horizon(); step++) {
                int to = whole.index(candidate, step);
                System.arraycopy(actions.values(), actions.index(candidate, step), whole.values(), to, controls);
                System.arraycopy(
                        forecast.values(),
                        step * forecast.dimension(),
                        whole.values(),
                        to + controls,
                        forecast.dimension());
            }
        }
        return whole;
    }

    /// @throws IllegalArgumentException when the rollout is not of a model of this kind
    @Override
    public float[] pullback(Rollout rollout, float[] latentGradients) {
        if (!(rollout.tape() instanceof Rollout whole)) {
            throw new IllegalArgumentException(
                    "The rollout was not imagined with a forecast.\nMaybe it is of the world model inside.");
        }
        float[] all = model.pullback(whole, latentGradients);
        float[] own = new float[rollout.actions().values().length];
        for (int i = 0; i < own.length / controls; i++) {
            System.arraycopy(all, i * model.actionDimension(), own, i * controls, controls);
        }
        return own;
    }
}
