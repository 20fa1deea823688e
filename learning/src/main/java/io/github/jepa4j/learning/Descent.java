package io.github.jepa4j.learning;

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

    /// Makes the updates that are left, of so many in all.
    ///
    /// @param batches what is drawn for an update is split from it by the update's number
    /// @throws TrainingDivergedException when loss or gradient is no longer finite
    void run(int updates, Interim interim, Seed batches, Losses losses, UpdateListener listener) {
        int first = Math.toIntExact(interim.begin(what, parameters, optimizer));
        for (int update = first; update < updates; update++) {
            try (Scope scope = Scope.open()) {
                Tensor loss = losses.of(update, batches.split(update).generator());
                listener.updated(update + 1, step(update, loss));
            }
            interim.keep(what, update + 1, update + 1 == updates, parameters, optimizer);
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
