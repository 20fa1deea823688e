package io.github.jepa4j.bench;

import io.github.jepa4j.cli.ModelTokens;
import io.github.jepa4j.engine.Natives;
import io.github.jepa4j.engine.Scope;
import io.github.jepa4j.learning.Collapse;
import io.github.jepa4j.pretraining.LabelledClips;
import io.github.jepa4j.pretraining.VisionModel;
import io.github.jepa4j.probe.AttentiveProbe;
import io.github.jepa4j.probe.Examples;
import io.github.jepa4j.probe.LinearProbe;
import io.github.jepa4j.probe.NearestNeighbours;
import io.github.jepa4j.tensor.Seed;

/// What could be read off frozen features.
///
/// @param linear     accuracy of the linear probe
/// @param neighbours accuracy of 20 neighbours
/// @param attentive  accuracy of the attentive probe; NaN where it was not asked
/// @param rank       effective rank of the features that judge
record FrozenFeatures(double linear, double neighbours, double attentive, double rank) {

    private static final int BATCH = 64;

    /// Of a backbone.
    ///
    /// @param isAttentive whether to ask the attentive probe, which takes minutes
    static FrozenFeatures of(
            VisionModel model, LabelledClips learned, LabelledClips judged, boolean isAttentive, Seed seed) {
        Examples known = new Examples(model.features(learned).values(), learned.labels());
        Examples asked = new Examples(model.features(judged).values(), judged.labels());
        double attentive = isAttentive ? attentive(model, learned, judged, seed) : Double.NaN;
        return of(known, asked, attentive);
    }

    private static double attentive(VisionModel model, LabelledClips learned, LabelledClips judged, Seed seed) {
        return AttentiveProbe.learn(
                        ModelTokens.of(model, learned), learned.labels(), AttentiveProbe.Settings.small(), seed)
                .accuracy(ModelTokens.of(model, judged), judged.labels(), BATCH);
    }

    /// Of the pixels themselves.
    static FrozenFeatures ofPixels(LabelledClips learned, LabelledClips judged) {
        return of(
                new Examples(pixels(learned), learned.labels()),
                new Examples(pixels(judged), judged.labels()),
                Double.NaN);
    }

    private static FrozenFeatures of(Examples known, Examples asked, double attentive) {
        return new FrozenFeatures(
                LinearProbe.learn(known).accuracy(asked),
                NearestNeighbours.of(known).accuracy(asked),
                attentive,
                effectiveRank(asked));
    }

    private static double effectiveRank(Examples examples) {
        try (Scope scope = Scope.open()) {
            return Collapse.of(Natives.of(examples.features(), examples.size(), examples.dimension()))
                    .effectiveRank();
        }
    }

    private static float[] pixels(LabelledClips clips) {
        int size = clips.frames() * clips.channels() * clips.rows() * clips.columns();
        float[] values = new float[Math.multiplyExact(clips.size(), size)];
        for (int n = 0; n < clips.size(); n++) {
            byte[] clip = clips.clips().get(n);
            for (int i = 0; i < size; i++) {
                values[n * size + i] = (clip[i] & 0xFF) / 255f;
            }
        }
        return values;
    }
}
