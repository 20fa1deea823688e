package io.github.jepa4j.cli;

import io.github.jepa4j.pretraining.FeatureModel;
import io.github.jepa4j.pretraining.LabelledClips;
import io.github.jepa4j.probe.TokenSource;

/// A frozen model's features of images or clips, place by place.
///
/// @param places how many there are of each
/// @param looked is run each time some were looked at
public record ModelTokens(FeatureModel model, LabelledClips clips, int places, Runnable looked) implements TokenSource {

    /// Of each image or clip, where nobody waits to be told.
    ///
    /// @throws RuntimeException where the model gives one vector of each
    public static ModelTokens of(FeatureModel model, LabelledClips clips) {
        return new ModelTokens(model, clips, places(model, clips), () -> {});
    }

    /// How many places a model tells of.
    ///
    /// @throws CommandFailure where it gives one vector of each, so that there is nothing to choose among
    static int places(FeatureModel model, LabelledClips clips) {
        int places = model.tokens(clips, new int[] {0}).length / model.dimension();
        if (places < 2) {
            throw new CommandFailure(
                    "The model gives one vector of each image, [1, %d], but attention chooses among several places.%nMaybe ask by --kind linear, or take a transformer, or a model whose last map is larger."
                            .formatted(model.dimension()));
        }
        return places;
    }

    @Override
    public int size() {
        return clips.size();
    }

    @Override
    public int dimension() {
        return model.dimension();
    }

    @Override
    public float[] tokens(int[] which) {
        float[] tokens = model.tokens(clips, which);
        looked.run();
        return tokens;
    }
}
