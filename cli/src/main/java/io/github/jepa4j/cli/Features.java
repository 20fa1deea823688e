package io.github.jepa4j.cli;

import io.github.jepa4j.pretraining.FeatureModel;
import io.github.jepa4j.pretraining.LabelledClips;
import io.github.jepa4j.tensor.Tensor;

/// A model's features, with progress: of a large model they take long.
final class Features {

    private Features() {}

    /// @return `[N, D]`
    static Tensor of(FeatureModel model, LabelledClips clips, Console console) {
        try (Telling telling = console.progress("features", clips.size(), clips.frames() == 1 ? "images" : "clips")) {
            return model.features(clips, done -> telling.update(done, ""));
        }
    }
}
