package io.github.jepa4j.cli;

import io.github.jepa4j.pretraining.FeatureModel;
import io.github.jepa4j.pretraining.LabelledClips;
import io.github.jepa4j.probe.AttentiveProbe;
import io.github.jepa4j.probe.Examples;
import io.github.jepa4j.probe.LinearProbe;
import io.github.jepa4j.probe.NearestNeighbours;
import io.github.jepa4j.tensor.Seed;
import java.util.List;

/// What can be read off features: learned on some, judged on others.
record FeatureProbing(FeatureModel model, Split split, Console console) {

    private static final int FEW_STEPS = 50;

    /// How well each probe does.
    ///
    /// @param attentive how the attentive one learns
    List<Score> scores(ProbeKind kind, AttentiveSettings attentive) {
        return switch (kind) {
            case ATTENTIVE -> List.of(attentive(attentive.on(model.dimension())));
            case LINEAR -> List.of(linear(examples(split.known()), examples(split.asked())));
            case KNN -> List.of(neighbours(examples(split.known()), examples(split.asked())));
            case BOTH -> {
                Examples known = examples(split.known());
                Examples asked = examples(split.asked());
                yield List.of(linear(known, asked), neighbours(known, asked));
            }
        };
    }

    private Examples examples(LabelledClips clips) {
        return new Examples(Features.of(model, clips, console).values(), clips.labels());
    }

    private Score linear(Examples known, Examples asked) {
        LinearProbe probe = LinearProbe.learn(known);
        return Score.of("linear", split, probe.classify(asked.features())).withPenalty(probe.penalty());
    }

    private Score neighbours(Examples known, Examples asked) {
        return Score.of("knn", split, NearestNeighbours.of(known).classify(asked.features()));
    }

    private Score attentive(AttentiveSettings settings) {
        int places = ModelTokens.places(model, split.known());
        int[] labels = split.known().labels();
        long steps = settings.probe().steps(labels.length);
        if (steps < FEW_STEPS) {
            console.remark("Note: the attentive probe learns in %d updates only, which is little. Maybe raise --epochs."
                    .formatted(steps));
        }
        AttentiveProbe probe;
        try (Counting learning = new Counting(steps, "attend", "steps")) {
            ModelTokens known = new ModelTokens(model, split.known(), places, learning);
            probe = AttentiveProbe.learn(known, labels, settings.probe(), new Seed(settings.seed()));
        }
        int batch = settings.probe().batch();
        int batches = Math.ceilDiv(split.asked().size(), batch);
        try (Counting judging = new Counting(batches, "judge", "batches")) {
            int[] answers = probe.classify(new ModelTokens(model, split.asked(), places, judging), batch);
            return Score.of("attentive", split, answers).withAttention(settings);
        }
    }

    /// Tells how many batches were looked at.
    private final class Counting implements Runnable, AutoCloseable {

        private final Telling telling;
        private long done;

        Counting(long total, String name, String unit) {
            telling = console.progress(name, total, unit);
        }

        @Override
        public void run() {
            telling.update(++done, "");
        }

        @Override
        public void close() {
            telling.close();
        }
    }
}
