package io.github.jepa4j.pretraining;

import io.github.jepa4j.network.Mode;
import io.github.jepa4j.network.Projector;
import org.bytedeco.pytorch.Tensor;

/// Two views of each image through one backbone and one projector, and a loss on the embeddings.
final class TwoViews implements Learner {

    private final Backbone backbone;
    private final Projector projector;
    private final JointEmbeddingLoss loss;
    private final ViewSettings views;

    TwoViews(Networks networks, JointEmbeddingLoss loss, PretrainingConfig config, ViewSettings views) {
        backbone = networks.backbone();
        int[] widths = config.projectorOr(loss.projector());
        loss.requireFits(
                config.optimisation().batch(), widths.length == 0 ? backbone.dimension() : widths[widths.length - 1]);
        projector = networks.projector("projector", backbone.dimension(), widths);
        this.loss = loss;
        this.views = views;
    }

    @Override
    public Outcome look(Lesson lesson) {
        Tensor first = backbone.features(lesson.viewOfSides(views, "first"), Mode.TRAINING);
        Tensor second = backbone.features(lesson.viewOfSides(views, "second"), Mode.TRAINING);
        Tensor a = projector.forward(first, Mode.TRAINING);
        Tensor b = projector.forward(second, Mode.TRAINING);
        return new Outcome(loss.of(a, b, lesson.seed()), first);
    }
}
