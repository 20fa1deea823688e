package io.github.jepa4j.pretraining;

import io.github.jepa4j.network.Mode;
import io.github.jepa4j.network.Projector;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// The ceiling: the backbone and a linear classifier learn the labels, by cross-entropy, from one view of
/// each image or clip; clips are not mirrored, since their label would be wrong then.
final class Supervised implements Learner {

    private final Backbone backbone;
    private final Projector classifier;
    private final ViewSettings views;

    Supervised(Networks networks, int classes, ViewSettings views) {
        backbone = networks.backbone();
        classifier = networks.projector("classifier", backbone.dimension(), new int[] {classes});
        this.views = views;
    }

    @Override
    public Outcome look(Lesson lesson) {
        Tensor features = backbone.features(lesson.viewOfSides(views, "only"), Mode.TRAINING);
        Tensor scores = classifier.forward(features, Mode.TRAINING);
        return new Outcome(Terms.of("cross_entropy", torch.cross_entropy_loss(scores, lesson.labels())), features);
    }
}
