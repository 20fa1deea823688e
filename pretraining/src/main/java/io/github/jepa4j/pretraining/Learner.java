package io.github.jepa4j.pretraining;

import io.github.jepa4j.tensor.Tensor;
import java.util.Map;
import java.util.Optional;

/// A method at work: its networks, and its loss on a batch.
interface Learner {

    /// What a batch came to.
    ///
    /// @param loss     the loss; gradients flow to all that is trained
    /// @param features `[N, D]`, of the backbone: whether they collapse is watched
    record Outcome(Terms loss, org.bytedeco.pytorch.Tensor features) {}

    /// The loss of a batch.
    Outcome look(Lesson lesson);

    /// What follows the networks that are trained, in a method that has a target of this kind.
    default Optional<Follower<?>> follower() {
        return Optional.empty();
    }

    /// Called after the optimiser's step.
    ///
    /// @param step from 0
    default void updated(long step) {
        follower().ifPresent(follower -> follower.update(step));
    }

    /// What there is beside trained parameters and buffers, such as the networks that follow; by name.
    default Map<String, Tensor> followers() {
        return follower().map(Follower::copy).orElse(Map.of());
    }

    /// Whether a parameter belongs into a checkpoint. What does not is there before a training goes on.
    default boolean isKept(String parameter) {
        return true;
    }

    /// Whether a parameter only tells something of what the others do, and they learn nothing from it: its gradient is
    /// clipped apart from theirs.
    default boolean isAside(String parameter) {
        return false;
    }

    /// What is kept of a training as its model: networks with a backbone.
    ///
    /// @param trained what the optimiser moves
    default Networks kept(Networks trained) {
        return trained;
    }

    /// Whether features that are all alike are a sign that nothing is learned.
    default boolean isWatchedForCollapse() {
        return true;
    }

    /// Puts back what [#followers] gave.
    default void restore(Map<String, Tensor> values) {
        follower().ifPresent(follower -> follower.load(values));
    }
}
