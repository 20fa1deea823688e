package io.github.jepa4j.learning;

import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.network.AdamW;
import io.github.jepa4j.network.GradientClip;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.network.WarmupCosine;
import io.github.jepa4j.tensor.Seed;
import java.util.List;
import java.util.random.RandomGenerator;
import org.bytedeco.pytorch.Tensor;

/// Updates of some parameters by a loss: AdamW, the gradient clipped, and a stop where either is no longer finite.
final class Descent {

    private static final double CLIP = 2;

    private final Parameters parameters;
    private final AdamW optimizer;
    private final WarmupCosine schedule;
    private final String what;

    /// @param what is learned, for messages and to keep it by
    Descent(Parameters parameters, WarmupCosine schedule, String what) {
        this.parameters = parameters;
        this.optimizer = new AdamW(parameters, AdamW.Config.defaults());
        this.schedule = schedule;
        this.what = what;
    }

    /// Tells the loss of an update.
    interface Losses {

        /// @param random all that is drawn for this update
        Tensor of(int update, RandomGenerator random);
    }

    /// What is learned, from what and how: with the same it is the same.
    ///
    /// @param interim where it is kept how far it has come
    /// @param of      settings and data
    /// @param batches what is drawn for an update is split from it by the update's number
    record Lesson(Interim interim, String of, int updates, Seed batches) {

        /// From episodes.
        static Lesson of(Interim interim, Record config, int updates, List<LatentEpisode> episodes, Seed seed) {
            String of = Configuration.hash(config) + LatentEpisode.checksum(episodes);
            return new Lesson(interim, of, updates, seed.split("batches"));
        }
    }

    /// Makes the updates that are left.
    ///
    /// @throws TrainingDivergedException when loss or gradient is no longer finite
    void run(Lesson lesson, Losses losses, UpdateListener listener) {
        int updates = lesson.updates();
        String stage = what + " "
                + Integer.toHexString(lesson.of().hashCode()) + " "
                + Long.toHexString(lesson.batches().value());
        Interim interim = lesson.interim();
        int first = Math.toIntExact(interim.begin(stage, parameters, optimizer));
        for (int update = first; update < updates; update++) {
            try (Scope scope = Scope.open()) {
                Tensor loss = losses.of(update, lesson.batches().split(update).generator());
                listener.updated(update + 1, step(update, loss));
            }
            interim.keep(stage, update + 1, update + 1 == updates, parameters, optimizer);
        }
    }

    /// @return the loss before the update
    /// @throws TrainingDivergedException when loss or gradient is no longer finite; nothing is learned then
    private double step(int update, Tensor loss) {
        double value = loss.item_float();
        if (!Double.isFinite(value)) {
            throw TrainingDivergedException.ofLoss(update, value);
        }
        List<Tensor> gradients = parameters.gradients(loss);
        double norm = GradientClip.clip(gradients, CLIP);
        if (!Double.isFinite(norm)) {
            throw TrainingDivergedException.ofGradient(update, what, norm);
        }
        optimizer.step(gradients, schedule.rate(update));
        return value;
    }
}
