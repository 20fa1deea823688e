package io.github.jepa4j.learning;

import io.github.jepa4j.data.WindowBatch;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.perception.ImpalaSpec;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.PredictorSpec;

/// One update after the other on batches of one's own, with nothing around them: no store, no run folder, no
/// checkpoints. For measuring what training costs; [JepaTrainer] is for training. The engine must be open.
public final class TrainingStep {

    private final PixelLessons lessons;
    private final Updates<WindowBatch> updates;
    private long steps;

    /// Fresh networks.
    ///
    /// @param config    its coefficients, unrolled steps, optimiser and schedule are used; the batch is as given
    /// @param encoder   the encoder's sizes
    /// @param predictor the predictor's sizes, of the same latent dimension
    public TrainingStep(JepaConfig config, ImpalaSpec encoder, PredictorSpec predictor, Seed seed) {
        lessons = PixelLessons.withoutStore(encoder, config, predictor.actionDimension());
        updates = new Updates<>(new JepaNetwork(encoder, predictor, config, seed), config, lessons);
    }

    /// Makes one update: loss, gradients, clipping, the optimiser's step.
    ///
    /// @return the loss before it
    /// @throws TrainingDivergedException when the loss is not finite
    public double update(WindowBatch batch) {
        Double loss = updates.update(steps++, batch, false).metrics().get("loss.total");
        return loss == null ? Double.NaN : loss;
    }

    /// Does only the first part of an update, which turns the stored bytes into what the networks take.
    ///
    /// @return how many frames it turned
    public long normalise(WindowBatch batch) {
        try (Scope scope = Scope.open()) {
            return lessons.observations(batch).size(0);
        }
    }
}
