package io.github.jepa4j.learning;

import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.network.AdamW;
import io.github.jepa4j.network.GradientClip;
import io.github.jepa4j.network.LayerNorm;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.network.Predictor;
import io.github.jepa4j.network.WarmupCosine;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.PredictorSpec;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// A predictor that learns from windows of latents, which stay as they are, by [RolloutPredictionLoss]. Its
/// native tensors belong to the scope that is open when it is made.
final class PredictorDescent {

    private static final double WEIGHT_DECAY = 1e-5;

    /// Of the gradient, as of that of a predictor that learns with its encoder: rollouts of an unlearned one
    /// may run away.
    private static final double CLIP = 2;

    private final PredictorSpec spec;
    private final int unrolled;
    private final Parameters parameters;
    private final RolloutPredictionLoss prediction;
    private final AdamW optimizer;
    private final WarmupCosine schedule;

    /// @param loss         before the update
    /// @param gradientNorm before it was clipped
    record Done(double loss, double gradientNorm) {}

    /// @param norm     that follows each step and is not learned; none where latents are not normalised
    /// @param unrolled `K`
    /// @param seed     of the first weights
    PredictorDescent(PredictorSpec spec, @Nullable LayerNorm norm, int unrolled, WarmupCosine schedule, Seed seed) {
        this.spec = spec;
        this.unrolled = unrolled;
        this.schedule = schedule;
        parameters = new Parameters(seed);
        int[] all = IntStream.rangeClosed(0, unrolled).toArray();
        prediction = new RolloutPredictionLoss(Predictor.of(parameters, spec, norm), all, unrolled);
        optimizer = new AdamW(parameters, new AdamW.Config(0.9, 0.999, 1e-8, WEIGHT_DECAY));
    }

    Parameters parameters() {
        return parameters;
    }

    AdamW optimizer() {
        return optimizer;
    }

    /// @param step from 0
    double rate(long step) {
        return schedule.rate(step);
    }

    /// @throws TrainingDivergedException when loss or gradient is no longer finite; nothing is learned then
    Done update(long step, LatentWindows.Batch batch) {
        long windows = batch.actions().length / ((long) unrolled * spec.actionDimension());
        try (Scope scope = Scope.open()) {
            var loss = prediction.loss(
                    Natives.of(batch.latents(), windows, unrolled + 1L, spec.latentDimension()),
                    Natives.of(batch.actions(), windows, unrolled, spec.actionDimension()));
            double value = loss.item_float();
            if (!Double.isFinite(value)) {
                throw TrainingDivergedException.ofLoss(step, value);
            }
            var gradients = parameters.gradients(loss);
            double norm = GradientClip.clip(gradients, CLIP);
            if (!Double.isFinite(norm)) {
                throw TrainingDivergedException.ofGradient(step, "predictor", norm);
            }
            optimizer.step(gradients, schedule.rate(step));
            return new Done(value, norm);
        }
    }
}
