package io.github.jepa4j.bench;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.evaluation.WilsonInterval;
import io.github.jepa4j.media.ImageReading;
import io.github.jepa4j.media.ImageSet;
import io.github.jepa4j.media.Images;
import io.github.jepa4j.pretraining.LabelledClips;
import io.github.jepa4j.pretraining.PretrainingConfig;
import io.github.jepa4j.pretraining.VisionModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// What can be read off features that were learned without labels, each for the same time.
@Command(
        name = "images",
        description = "Pre-trains by each method for the same time, and probes the frozen features.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ImagesBenchmark implements Callable<Integer> {

    private static final int EVERY = 10;

    @Mixin
    private final Options options = new Options();

    @Option(names = "--data", required = true, description = "A folder or zip of images: train/CLASS/*, test/CLASS/*.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path data;

    @Option(names = "--minutes", description = "Of each training, at the pace measured before (${DEFAULT-VALUE}).")
    private double minutes = 60;

    @Option(names = "--threads", description = "Of each training (${DEFAULT-VALUE}).")
    private int threads = 1;

    @Option(names = "--only", split = ",", description = "Only these rows.")
    private List<String> only = List.of();

    @Option(names = "--ablations", description = "Compare methods with what protects them taken out.")
    private boolean ablations;

    @Option(
            names = "--validation",
            description = "Judge by every tenth training image, which is then not learned from: for choosing settings.")
    private boolean validation;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Change a setting of all trainings.")
    private List<String> overrides = List.of();

    @Option(names = "--paces", description = "Only measure how long updates take, on a quiet machine.")
    private boolean onlyPaces;

    @Option(names = "--out", description = "Where the runs are kept (${DEFAULT-VALUE}).")
    private Path out = Path.of("bench-images");

    @Override
    public Integer call() throws IOException {
        Engine.open(threads);
        ImageLab lab = lab();
        if (onlyPaces) {
            measurePaces(lab);
            return 0;
        }
        Findings findings = options.findings(ablations ? "images, ablations" : "images")
                .setting("minutes", minutes)
                .setting("threads", threads)
                .setting("images", lab.learned() + ", judged by " + lab.judged().size())
                .setting("judged by", validation ? "every tenth training image" : "the test images")
                .setting("changes", overrides.toString());
        Table table = table("frozen features");
        for (ImageContestant contestant : ablations ? ImageContestant.ablations() : ImageContestant.methods()) {
            if (only.isEmpty() || only.contains(contestant.name())) {
                row(table, contestant, row(lab, contestant), lab.judged().size());
                System.err.println(table.text());
            }
        }
        options.print(findings.add(table));
        return 0;
    }

    static Table table(String title) {
        return new Table(
                title,
                "method",
                "encoder",
                "linear %",
                "95 %",
                "20 neighbours %",
                "effective rank",
                "minutes",
                "updates",
                "epochs");
    }

    private PretrainingConfig changed(PretrainingConfig config) {
        return config.with(overrides.toArray(String[]::new)).with("optimisation.threads=" + threads);
    }

    private void measurePaces(ImageLab lab) throws IOException {
        for (ImageContestant contestant : ablations ? ImageContestant.ablations() : ImageContestant.methods()) {
            if (contestant.config().isPresent() && (only.isEmpty() || only.contains(contestant.name()))) {
                double pace = lab.pace(
                        contestant, changed(contestant.config().get()), options.seed());
                System.err.printf("%s: %.3f s an update%n", contestant.name(), pace);
            }
        }
    }

    private ImageLab.Row row(ImageLab lab, ImageContestant contestant) throws IOException {
        Optional<PretrainingConfig> config = contestant.config();
        if (config.isPresent()) {
            PretrainingConfig changed = changed(config.get());
            return lab.trained(contestant, changed, minutes, options.seed());
        }
        if (contestant.name().equals(ImageContestant.RAW)) {
            return lab.raw();
        }
        var backbone = contestant.group().equals(ImageContestant.VIT)
                ? PretrainingConfig.BackboneConfig.smallVit()
                : PretrainingConfig.BackboneConfig.smallResNet();
        return lab.judged(VisionModel.random(lab.learned(), backbone, options.seed()), 0, 0, 0);
    }

    static void row(Table table, ImageContestant contestant, ImageLab.Row row, int judged) {
        WilsonInterval interval = WilsonInterval.of(Math.round(row.linear() * judged), judged);
        table.row(
                contestant.name(),
                contestant.group(),
                percent(row.linear()),
                "%s .. %s".formatted(percent(interval.low()), percent(interval.high())),
                percent(row.neighbours()),
                row.rank(),
                row.minutes(),
                row.steps(),
                row.imagesEach());
    }

    private static String percent(double share) {
        return String.format(java.util.Locale.ROOT, "%.2f", 100 * share);
    }

    private ImageLab lab() throws IOException {
        try (Images images = Images.open(data)) {
            ImageReading how = ImageReading.at(32, 32).withThreads(Runtime.getRuntime().availableProcessors());
            LabelledClips train = labelled(images.under("train/").readAll(how));
            String hash = train.hash();
            if (validation) {
                return new ImageLab(part(train, false), part(train, true), hash + "-validation", out);
            }
            return new ImageLab(train, labelled(images.under("test/").readAll(how)), hash, out);
        }
    }

    private static LabelledClips labelled(ImageSet set) {
        return new LabelledClips(
                1, 3, set.size().rows(), set.size().columns(), List.of(set.values()), set.labels(), set.classes());
    }

    private static LabelledClips part(LabelledClips images, boolean held) {
        int[] which = IntStream.range(0, images.size())
                .filter(i -> (i % EVERY == 0) == held)
                .toArray();
        return new LabelledClips(
                images.frames(),
                images.channels(),
                images.rows(),
                images.columns(),
                Arrays.stream(which).mapToObj(images.clips()::get).toList(),
                Arrays.stream(which).map(i -> images.labels()[i]).toArray(),
                images.classes());
    }
}
