package io.github.jepa4j.learning;

import io.github.jepa4j.run.Checkpoint;
import io.github.jepa4j.run.TrainingLoop;
import io.github.jepa4j.run.TrainingLoop.Standing;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.PredictorSpec;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The updates of a [PredictorTrainer]; every batch is a function of seed and step.
final class PredictorTraining implements TrainingLoop.Training {

    private final PredictorDescent descent;
    private final LatentWindows.Sampler windows;
    private final PredictorSpec spec;
    private final PredictorConfig config;
    private final Seed seed;

    PredictorTraining(
            PredictorDescent descent, LatentWindows windows, PredictorSpec spec, PredictorConfig config, Seed seed) {
        this.descent = descent;
        this.windows = windows.all();
        this.spec = spec;
        this.config = config;
        this.seed = seed;
    }

    @Override
    public Map<String, Double> update(long step, boolean logged) {
        LatentWindows.Batch batch =
                windows.draw(config.windows(), seed.split(step).generator());
        PredictorDescent.Done done = descent.update(step, batch);
        Map<String, Double> metrics =
                new HashMap<>(Map.of("loss.total", done.loss(), "gradient_norm.predictor", done.gradientNorm()));
        if (logged) {
            metrics.put("loss.copy_last", copyLast(batch.latents()));
            metrics.put("learning_rate", descent.rate(step));
        }
        return metrics;
    }

    /// What the loss would be if nothing were ever expected to change.
    ///
    /// @param latents `[B, K + 1, D]`
    private double copyLast(float[] latents) {
        int dimension = spec.latentDimension();
        int window = (config.unrolled() + 1) * dimension;
        double sum = 0;
        for (int i = 0; i < latents.length; i++) {
            double gap = latents[i] - latents[i / window * window + i % dimension];
            sum += gap * gap;
        }
        return sum / ((double) config.windows() * config.unrolled() * dimension);
    }

    @Override
    public void save(Path directory, Standing standing) throws IOException {
        TrainingState.save(directory, descent.parameters(), descent.optimizer(), standing);
    }

    @Override
    public Standing restore(Checkpoint checkpoint) throws IOException {
        return TrainingState.restore(checkpoint, descent.parameters(), descent.optimizer());
    }
}
