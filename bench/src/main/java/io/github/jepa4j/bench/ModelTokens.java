package io.github.jepa4j.bench;

import io.github.jepa4j.pretraining.LabelledClips;
import io.github.jepa4j.pretraining.VisionModel;
import io.github.jepa4j.probe.TokenSource;

/// A frozen model's features of clips, place by place.
///
/// @param places how many there are of each
record ModelTokens(VisionModel model, LabelledClips clips, int places) implements TokenSource {

    static ModelTokens of(VisionModel model, LabelledClips clips) {
        return new ModelTokens(model, clips, model.tokens(clips, new int[] {0}).length / model.dimension());
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
        return model.tokens(clips, which);
    }
}
