package io.github.jepa4j.pretraining;

import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/// Fine-tuning: what is trained of the networks learns the labels, by cross-entropy of a linear classifier, from one
/// view of each image or clip; clips are not mirrored, since their label would be wrong then.
record FineTuning(TunedNetworks networks, ViewSettings views) implements Learner {

    @Override
    public Outcome look(Lesson lesson) {
        Tensor features = networks.features(lesson.viewOfSides(views, "only"));
        Tensor scores = networks.scores(features);
        return new Outcome(Terms.of("cross_entropy", torch.cross_entropy_loss(scores, lesson.labels())), features);
    }

    /// Frozen weights are on the disk already.
    @Override
    public boolean isKept(String parameter) {
        return networks.shape().rank() == 0 || TunedNetworks.isAdded(parameter);
    }

    /// The labels hold the features apart, and in no more directions than there are classes.
    @Override
    public boolean isWatchedForCollapse() {
        return false;
    }
}
