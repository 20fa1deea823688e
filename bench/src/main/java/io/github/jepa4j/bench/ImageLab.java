package io.github.jepa4j.bench;

import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.learning.JepaTrainer.Clock;
import io.github.jepa4j.pretraining.LabelledClips;
import io.github.jepa4j.pretraining.PretrainingConfig;
import io.github.jepa4j.pretraining.Pretrainer;
import io.github.jepa4j.pretraining.VisionModel;
import io.github.jepa4j.probe.Examples;
import io.github.jepa4j.probe.LinearProbe;
import io.github.jepa4j.probe.NearestNeighbours;
import io.github.jepa4j.run.Metrics;
import io.github.jepa4j.run.MetricsLog;
import io.github.jepa4j.run.RunFolder;
import io.github.jepa4j.run.TrainingLoop;
import io.github.jepa4j.tensor.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// Trains backbones for the same time each, and asks what can be read off their features. What was done is kept: a
/// finished training is read, one that was cut off goes on.
///
/// @param learned images that are learned from, by backbones and probes
/// @param judged  images that judge
/// @param hash    of the images
/// @param runs    where trainings are kept
record ImageLab(LabelledClips learned, LabelledClips judged, String hash, Path runs) {

    private static final double MINUTE = 60;
    private static final int TIMED_UPDATES = 12;

    /// What became of a contestant.
    ///
    /// @param linear       accuracy of the linear probe
    /// @param neighbours   accuracy of 20 neighbours
    /// @param rank         effective rank of the features; NaN where not measured
    /// @param minutes      it trained
    /// @param steps        updates
    /// @param imagesEach   how often it saw each image
    record Row(
            double linear, double neighbours, double rank, double minutes, long steps, double imagesEach) {}

    /// The row of a backbone that is trained, by as many updates as fit into a time.
    ///
    /// @param minutes at the pace that is measured before; a run that was begun keeps its own number of updates
    Row trained(ImageContestant contestant, PretrainingConfig config, double minutes, Seed seed) throws IOException {
        Path folder = runs.resolve(contestant.folder() + "-" + seed.value());
        PretrainingConfig timed = RunFolder.exists(folder) ? begun(folder, config) : timed(contestant, config, minutes, seed);
        var trainer = new Pretrainer(learned, hash, timed, seed, Clock.system());
        VisionModel model = trainer.train(folder, progress(contestant.name(), timed.optimisation().steps()));
        List<Metrics> rows = MetricsLog.read(folder.resolve("metrics.jsonl")).rows();
        double seconds = rows.isEmpty() ? Double.NaN : rows.getLast().seconds();
        return judged(
                model, seconds / MINUTE, timed.optimisation().steps(), (double) timed.optimisation().steps() * timed.optimisation().batch() / learned.size());
    }

    private static PretrainingConfig begun(Path folder, PretrainingConfig config) throws IOException {
        try (RunFolder run = RunFolder.view(folder)) {
            return run.configuration(config, List.of());
        }
    }

    /// How long an update of a contestant takes, in seconds.
    double pace(ImageContestant contestant, PretrainingConfig config, Seed seed) throws IOException {
        return new Paces(runs)
                .of(
                        contestant.folder(),
                        () -> new Pretrainer(learned, hash, config, seed, Clock.system()).pace(TIMED_UPDATES));
    }

    private PretrainingConfig timed(ImageContestant contestant, PretrainingConfig config, double minutes, Seed seed)
            throws IOException {
        double pace = pace(contestant, config, seed);
        long steps = Math.max(1, Math.round(minutes * MINUTE / pace));
        System.err.printf("%s: %.3f s an update, %d updates%n", contestant.name(), pace, steps);
        return Configuration.override(config, List.of("optimisation.steps=" + steps));
    }

    /// The row of a backbone.
    Row judged(VisionModel model, double minutes, long steps, double imagesEach) {
        Examples known = new Examples(model.features(learned).values(), learned.labels());
        Examples asked = new Examples(model.features(judged).values(), judged.labels());
        return judged(known, asked, minutes, steps, imagesEach);
    }

    /// The row of the pixels themselves.
    Row raw() {
        return judged(
                new Examples(pixels(learned), learned.labels()),
                new Examples(pixels(judged), judged.labels()),
                0,
                0,
                0);
    }

    private static Row judged(Examples known, Examples asked, double minutes, long steps, double imagesEach) {
        return new Row(
                LinearProbe.learn(known).accuracy(asked),
                NearestNeighbours.of(known).accuracy(asked),
                EffectiveRank.of(asked),
                minutes,
                steps,
                imagesEach);
    }

    private static float[] pixels(LabelledClips images) {
        int size = images.channels() * images.rows() * images.columns();
        float[] values = new float[Math.multiplyExact(images.size(), size)];
        for (int n = 0; n < images.size(); n++) {
            byte[] image = images.clips().get(n);
            for (int i = 0; i < size; i++) {
                values[n * size + i] = (image[i] & 0xFF) / 255f;
            }
        }
        return values;
    }

    private static TrainingLoop.Listener progress(String name, long steps) {
        long every = Math.max(1, steps / 20);
        return (long done, Map<String, Double> metrics) -> {
            if (done % every == 0 || done == steps) {
                System.err.printf(
                        "%s: update %d of %d, loss %s%n",
                        name, done, steps, Spread.number(metrics.getOrDefault("loss.total", Double.NaN)));
            }
        };
    }
}
