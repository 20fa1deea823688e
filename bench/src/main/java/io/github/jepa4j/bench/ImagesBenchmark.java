package io.github.jepa4j.bench;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.media.ImageReading;
import io.github.jepa4j.media.ImageSet;
import io.github.jepa4j.media.Images;
import io.github.jepa4j.pretraining.LabelledClips;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
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
    private static final int SIDE = 32;

    @Mixin
    private final Options options = new Options();

    @Mixin
    private final ImageLab lab = new ImageLab();

    @Option(names = "--data", required = true, description = "A folder or zip of images: train/CLASS/*, test/CLASS/*.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path data;

    @Option(names = "--ablations", description = "Compare methods with what protects them taken out.")
    private boolean ablations;

    @Option(
            names = "--validation",
            description = "Judge by every tenth training image, which is then not learned from: for choosing settings.")
    private boolean validation;

    @Option(names = "--out", description = "Where the runs are kept (${DEFAULT-VALUE}).")
    private Path out = Path.of("bench-images");

    @Override
    public Integer call() throws IOException {
        Engine.open(lab.threads());
        ImageLab.Images images = images();
        Findings findings = lab.note(options.findings(ablations ? "images, ablations" : "images"), images)
                .setting("judges are", validation ? "every tenth training image" : "the test images");
        List<ImageContestant> contestants = ablations ? ImageContestant.ablations() : ImageContestant.methods();
        options.print(findings.add(lab.table("frozen features", images, contestants, options.seed())));
        return 0;
    }

    private ImageLab.Images images() throws IOException {
        try (Images images = Images.open(data)) {
            ImageReading how =
                    ImageReading.at(SIDE, SIDE).withThreads(Runtime.getRuntime().availableProcessors());
            LabelledClips train = labelled(images.under("train/").readAll(how));
            String hash = train.hash();
            return validation
                    ? new ImageLab.Images(part(train, false), part(train, true), hash + "-validation", out)
                    : new ImageLab.Images(train, labelled(images.under("test/").readAll(how)), hash, out);
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
