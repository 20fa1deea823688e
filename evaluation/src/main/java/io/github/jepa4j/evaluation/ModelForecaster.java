package io.github.jepa4j.evaluation;

import io.github.jepa4j.perception.SignalsEncoder;
import io.github.jepa4j.world.Episode;
import io.github.jepa4j.worldmodel.ActionBatch;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worldmodel.Rollout;

/// A trained model of signals: perceives once, imagines, and reads the signals from the imagined latents.
public final class ModelForecaster implements Forecaster {

    private final JepaModel model;
    private final SignalsEncoder encoder;

    /// @throws IllegalArgumentException when the model does not see signals
    public ModelForecaster(JepaModel model) {
        if (!(model.encoder() instanceof SignalsEncoder signals)) {
            throw new IllegalArgumentException(
                    "The model sees %s, not signals, so no signals can be read from it.\nMaybe another model was meant."
                            .formatted(model.encoder().getClass().getSimpleName()));
        }
        this.model = model;
        this.encoder = signals;
    }

    @Override
    public String name() {
        return "model";
    }

    @Override
    public float[] forecast(Episode episode, int now, int horizon) {
        int axes = model.actionScale().dimension();
        float[] actions = new float[horizon * axes];
        for (int k = 0; k < horizon; k++) {
            float[] inside = model.actionScale().normalise(episode.actions().get(now + k));
            System.arraycopy(inside, 0, actions, k * axes, axes);
        }
        Rollout rollout = model.worldModel()
                .imagine(encoder.encode(episode.observations().get(now)), new ActionBatch(1, horizon, axes, actions));
        int signals = encoder.spec().signals();
        float[] future = new float[horizon * signals];
        for (int k = 0; k < horizon; k++) {
            float[] read = encoder.spec()
                    .read(rollout.latents(), rollout.index(0, k + 1))
                    .values();
            System.arraycopy(read, 0, future, k * signals, signals);
        }
        return future;
    }
}
