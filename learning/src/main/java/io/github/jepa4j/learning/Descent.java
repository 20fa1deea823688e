package io.github.jepa4j.learning;

import io.github.jepa4j.network.AdamW;
import io.github.jepa4j.network.GradientClip;
import io.github.jepa4j.network.Parameters;
import io.github.jepa4j.network.WarmupCosine;
import java.util.List;
import org.bytedeco.pytorch.Tensor;

/// Updates of some parameters by a loss: AdamW, the gradient clipped, and a stop where either is no longer finite.
final class Descent {

    private static final double CLIP = 2;

    private final Parameters parameters;
    private final AdamW optimizer;
    private final WarmupCosine schedule;
    private final String what;

    /// @param what is learned, for messages
    Descent(Parameters parameters, WarmupCosine schedule, String what) {
        this.parameters = parameters;
        this.optimizer = new AdamW(parameters, AdamW.Config.defaults());
        this.schedule = schedule;
        this.what = what;
    }

    /// @return the loss before the update
    /// @throws TrainingDivergedException when loss or gradient is no longer finite; nothing is learned then
    double step(int update, Tensor loss) {
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
