package io.github.jepa4j.learning;

import io.github.jepa4j.data.Prefetcher;
import io.github.jepa4j.perception.EncoderSpec;
import io.github.jepa4j.worldmodel.ActionScale;
import org.bytedeco.pytorch.Tensor;

/// What one kind of observation brings to a training.
///
/// @param <B> its batches
sealed interface Lessons<B> permits PixelLessons, SignalLessons {

    /// The encoder's sizes, with the normalisation measured on the stored episodes.
    EncoderSpec encoder();

    /// The world's action units to the model's.
    ActionScale scale();

    /// The batches, from a step on.
    Prefetcher<B> batches(long firstStep);

    /// The observations of a batch that are encoded, normalised, `B * M` of them. They belong to the open scope.
    Tensor observations(B batch);

    /// `[B, T - 1, A]`, in the model's units.
    Tensor actions(B batch);
}
