package io.github.jepa4j.bench;

import io.github.jepa4j.learning.JepaTrainer.Clock;
import io.github.jepa4j.pretraining.LabelledClips;
import io.github.jepa4j.pretraining.Optimisation;
import io.github.jepa4j.pretraining.Pretrainer;
import io.github.jepa4j.pretraining.PretrainingConfig;
import io.github.jepa4j.pretraining.VisionModel;
import io.github.jepa4j.tensor.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Trains backbones for the same time each. What was done is kept: a finished training is read, one that was cut off
/// goes on.
final class ImageLab {

    private static final int TIMED_UPDATES = 60;

    @Mixin
    private final TrainingTime time = new TrainingTime(60);

    @Option(names = "--only", split = ",", description = "Only these rows.")
    private List<String> only = List.of();

    @Option(names = "--attentive", description = "Ask an attentive probe too, which takes minutes.")
    private boolean attentive;

    /// What is learned from, and what judges.
    ///
    /// @param learned images that are learned from, by backbones and probes
    /// @param judged  images that judge
    /// @param hash    of the images
    /// @param runs    where trainings are kept
    record Images(LabelledClips learned, LabelledClips judged, String hash, Path runs) {}

    /// A trained backbone, and what it took.
    ///
    /// @param minutes updates times the measured pace: neither a pause counts, nor other work on the
    ///     machine; NaN where the pace is not known any more
    /// @param steps   updates
    /// @param epochs  how often it saw each image
    private record Trained(VisionModel model, double minutes, long steps, double epochs) {}

    int threads() {
        return time.threads();
    }

    Findings note(Findings findings, Images images) {
        return time.note(findings)
                .setting("learned from", images.learned().toString())
                .setting("judged by", images.judged().toString())
                .note(
                        "95 %%: Wilson's interval of the linear probe's accuracy over the %d images or clips that judge. What another seed of training, or other images to learn from, would change is not in it."
                                .formatted(images.judged().size()));
    }

    /// The table of some contestants; empty where only paces are measured.
    Table table(String title, Images images, List<ImageContestant> contestants, Seed seed) throws IOException {
        Table table = new Table(
                title,
                "method",
                "encoder",
                "linear %",
                "95 %",
                "20 neighbours %",
                "attentive %",
                "effective rank",
                "minutes of compute",
                "updates",
                "epochs");
        Rows.requireKnown(only, contestants.stream().map(ImageContestant::name).toList());
        for (ImageContestant contestant : contestants) {
            if (!only.isEmpty() && !only.contains(contestant.name())) {
                continue;
            }
            if (time.onlyPaces()) {
                measurePace(images, contestant, seed);
            } else {
                row(table, images, contestant, seed);
                System.err.println(table.text());
            }
        }
        return table;
    }

    private void measurePace(Images images, ImageContestant contestant, Seed seed) throws IOException {
        if (contestant.config().isPresent()) {
            TrainingTime.tell(
                    contestant.name(),
                    pace(images, contestant, changed(contestant.config().get()), seed));
        }
    }

    private void row(Table table, Images images, ImageContestant contestant, Seed seed) throws IOException {
        if (contestant.name().equals(ImageContestant.RAW)) {
            row(table, contestant, FrozenFeatures.ofPixels(images.learned(), images.judged()), null, images);
            return;
        }
        Trained trained = contestant.config().isPresent()
                ? train(images, contestant, changed(contestant.config().get()), seed)
                : new Trained(VisionModel.random(images.learned(), contestant.backbone(), seed), 0, 0, 0);
        FrozenFeatures features =
                FrozenFeatures.of(trained.model(), images.learned(), images.judged(), attentive, seed);
        row(table, contestant, features, trained, images);
    }

    private static void row(
            Table table,
            ImageContestant contestant,
            FrozenFeatures features,
            @org.jspecify.annotations.Nullable Trained trained,
            Images images) {
        int judged = images.judged().size();
        var interval = io.github.jepa4j.evaluation.WilsonInterval.of(Math.round(features.linear() * judged), judged);
        table.row(
                contestant.name(),
                contestant.group(),
                percent(features.linear()),
                "%s .. %s".formatted(percent(interval.low()), percent(interval.high())),
                percent(features.neighbours()),
                percent(features.attentive()),
                features.rank(),
                trained == null ? 0.0 : trained.minutes(),
                trained == null ? 0L : trained.steps(),
                trained == null ? 0.0 : trained.epochs());
    }

    private static String percent(double share) {
        return Double.isNaN(share) ? "-" : String.format(java.util.Locale.ROOT, "%.2f", 100 * share);
    }

    private PretrainingConfig changed(PretrainingConfig config) {
        return config.with(time.changes());
    }

    /// As many updates as fit into the time at the pace that was measured; a run that was begun keeps its own number.
    private Trained train(Images images, ImageContestant contestant, PretrainingConfig config, Seed seed)
            throws IOException {
        Path folder = images.runs().resolve(contestant.folder() + "-" + seed.value());
        PretrainingConfig timed =
                time.timed(folder, contestant.name(), config, () -> pace(images, contestant, config, seed));
        Optimisation optimisation = timed.optimisation();
        VisionModel model = new Pretrainer(images.learned(), images.hash(), timed, seed, Clock.system())
                .train(folder, TrainingTime.progress(contestant.name(), optimisation.steps()));
        double pace = new Paces(images.runs())
                .known(timing(images, contestant, timed))
                .orElse(Double.NaN);
        double epochs = (double) optimisation.steps()
                * optimisation.batch()
                / images.learned().size();
        return new Trained(model, optimisation.steps() * pace / TrainingTime.MINUTE, optimisation.steps(), epochs);
    }

    private static double pace(Images images, ImageContestant contestant, PretrainingConfig config, Seed seed)
            throws IOException {
        return new Paces(images.runs())
                .of(
                        timing(images, contestant, config),
                        () -> new Pretrainer(images.learned(), images.hash(), config, seed, Clock.system())
                                .pace(TIMED_UPDATES));
    }

    private static Paces.Training timing(Images images, ImageContestant contestant, PretrainingConfig config) {
        return new Paces.Training(contestant.folder(), config, images.learned());
    }
}
