package io.github.jepa4j.learning;

import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.network.AdamW;
import io.github.jepa4j.network.GradientClip;
import io.github.jepa4j.network.WarmupCosine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;

/// One update after the other: loss, gradients, their clipping, the optimiser's step.
final class Updates<B> {

    private static final List<String> GROUPS = List.of("encoder", "predictor", "inverse_dynamics");
    private static final List<Boolean> LIMITED = List.of(true, true, false);

    private final JepaNetwork network;
    private final JepaConfig config;
    private final AdamW optimizer;
    private final WarmupCosine schedule;
    private final Lessons<B> lessons;

    /// @param metrics  by name; only the loss where the step is not logged
    /// @param collapse empty numbers where the step is not logged
    record Done(Map<String, Double> metrics, Collapse collapse) {}

    Updates(JepaNetwork network, JepaConfig config, Lessons<B> lessons) {
        this.network = network;
        this.config = config;
        this.lessons = lessons;
        optimizer = new AdamW(network.parameters(), new AdamW.Config(0.9, 0.999, 1e-8, config.weightDecay()));
        long warmup = Math.round(config.warmup() * config.steps());
        schedule = new WarmupCosine(config.learningRate(), config.lastRate(), warmup, config.steps());
    }

    JepaNetwork network() {
        return network;
    }

    AdamW optimizer() {
        return optimizer;
    }

    /// @param logged whether to take the measurements that cost time
    Done update(long step, B batch, boolean logged) {
        try (Scope scope = Scope.open()) {
            return Natives.named(
                    "train on a batch of %d windows of %d frames".formatted(config.windows(), config.frames()), () -> {
                        JepaNetwork.Loss loss = network.loss(lessons.observations(batch), lessons.actions(batch));
                        double total = loss.total().item_float();
                        if (!Double.isFinite(total)) {
                            throw TrainingDivergedException.ofLoss(step, total);
                        }
                        Map<String, Double> metrics = new LinkedHashMap<>();
                        metrics.put("loss.total", total);
                        descend(step, loss, metrics);
                        return logged ? measured(step, loss, metrics) : new Done(metrics, Collapse.UNKNOWN);
                    });
        }
    }

    private void descend(long step, JepaNetwork.Loss loss, Map<String, Double> metrics) {
        List<Tensor> gradients = network.parameters().gradients(loss.total());
        List<List<Integer>> groups = network.groups();
        for (int g = 0; g < groups.size(); g++) {
            List<Tensor> group = groups.get(g).stream().map(gradients::get).toList();
            double norm = GradientClip.clip(group, LIMITED.get(g) ? config.clip() : Double.POSITIVE_INFINITY);
            if (!Double.isFinite(norm)) {
                throw TrainingDivergedException.ofGradient(step, GROUPS.get(g), norm);
            }
            metrics.put("gradient_norm." + GROUPS.get(g), norm);
        }
        optimizer.step(gradients, schedule.rate(step));
    }

    private Done measured(long step, JepaNetwork.Loss loss, Map<String, Double> metrics) {
        loss.parts().forEach((name, part) -> metrics.put("loss." + name, (double) part.item_float()));
        Collapse collapse = Collapse.of(loss.latents());
        metrics.put("collapse.std_min", collapse.leastStd());
        metrics.put("collapse.std_mean", collapse.meanStd());
        metrics.put("collapse.effective_rank", collapse.effectiveRank());
        metrics.put("learning_rate", schedule.rate(step));
        return new Done(metrics, collapse);
    }
}
