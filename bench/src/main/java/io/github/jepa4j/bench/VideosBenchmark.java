package io.github.jepa4j.bench;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.pretraining.LabelledClips;
import io.github.jepa4j.pretraining.Method;
import io.github.jepa4j.pretraining.PretrainingConfig;
import io.github.jepa4j.pretraining.PretrainingConfig.BackboneConfig;
import io.github.jepa4j.pretraining.VisionModel;
import io.github.jepa4j.scenes.MotionClass;
import io.github.jepa4j.scenes.MovingClip;
import io.github.jepa4j.scenes.MovingShapes;
import io.github.jepa4j.tensor.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Whether features of clips, learned without labels, tell how things move.
@Command(
        name = "videos",
        description = "Pre-trains on moving shapes and digits by each method for the same time, and probes for the motion.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class VideosBenchmark implements Callable<Integer> {

    private static final int FRAMES = 16;
    private static final int SIDE = 32;

    private static final String[] ON_CLIPS = {"backbone.kind=vit", "backbone.widths=[128]", "backbone.patch=8"};

    @Mixin
    private final Options options = new Options();

    @Option(names = "--minutes", description = "Of each training, at the pace measured before (${DEFAULT-VALUE}).")
    private double minutes = 60;

    @Option(names = "--threads", description = "Of each training (${DEFAULT-VALUE}).")
    private int threads = 1;

    @Option(names = "--clips", description = "To learn from; a tenth as many judge (${DEFAULT-VALUE}).")
    private int clips = 20_000;

    @Option(names = "--only", split = ",", description = "Only these rows.")
    private List<String> only = List.of();

    @Option(names = "--validation", description = "Judge by clips of another seed: for choosing settings.")
    private boolean validation;

    @Option(names = "--paces", description = "Only measure how long updates take, on a quiet machine.")
    private boolean onlyPaces;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Change a setting of all trainings.")
    private List<String> overrides = List.of();

    @Option(names = "--out", description = "Where the runs are kept (${DEFAULT-VALUE}).")
    private Path out = Path.of("bench-videos");

    static List<ImageContestant> contestants() {
        return List.of(
                new ImageContestant("random-vit", ImageContestant.VIT, Optional.empty()),
                of("v-jepa", Method.V_JEPA),
                of("pixel-prediction", Method.PIXEL_PREDICTION),
                of("masked-autoencoder", Method.MASKED_AUTOENCODER, ON_CLIPS),
                of("supervised", Method.SUPERVISED, ON_CLIPS));
    }

    private static ImageContestant of(String name, Method method, String... changes) {
        PretrainingConfig config = PretrainingConfig.small(method).with(changes);
        config = config.with("backbone.blocks=6", "backbone.heads=4", "optimisation.batch=64", "optimisation.learningRate=1e-3");
        return new ImageContestant(name, ImageContestant.VIT, Optional.of(config));
    }

    @Override
    public Integer call() throws IOException {
        Engine.open(threads);
        Seed seed = options.seed();
        LabelledClips learned = drawn(clips, seed.split("learned"));
        LabelledClips judged = drawn(clips / 10, seed.split(validation ? "validation" : "judged"));
        ImageLab lab = new ImageLab(learned, judged, learned.hash(), out);
        Findings findings = options.findings("videos")
                .setting("minutes", minutes)
                .setting("threads", threads)
                .setting("clips", learned + ", judged by " + judged.size())
                .setting("judged by", validation ? "validation clips" : "the clips that judge")
                .setting("changes", overrides.toString());
        Table table = ImagesBenchmark.table("frozen features: which of eight motions");
        for (ImageContestant contestant : contestants()) {
            if (!only.isEmpty() && !only.contains(contestant.name())) {
                continue;
            }
            if (onlyPaces) {
                pace(lab, contestant);
            } else {
                ImagesBenchmark.row(table, contestant, row(lab, contestant), judged.size());
                System.err.println(table.text());
            }
        }
        options.print(findings.add(table));
        return 0;
    }

    private void pace(ImageLab lab, ImageContestant contestant) throws IOException {
        if (contestant.config().isPresent()) {
            double pace = lab.pace(contestant, changed(contestant.config().get()), options.seed());
            System.err.printf("%s: %.3f s an update%n", contestant.name(), pace);
        }
    }

    private PretrainingConfig changed(PretrainingConfig config) {
        return config.with(overrides.toArray(String[]::new)).with("optimisation.threads=" + threads);
    }

    private ImageLab.Row row(ImageLab lab, ImageContestant contestant) throws IOException {
        return contestant.config().isPresent()
                ? lab.trained(contestant, changed(contestant.config().get()), minutes, options.seed())
                : lab.judged(
                        VisionModel.random(lab.learned(), BackboneConfig.smallVideoVit(), options.seed()), 0, 0, 0);
    }

    private static LabelledClips drawn(int count, Seed seed) {
        MovingShapes shapes = new MovingShapes(MovingShapes.Figures.SHAPES_AND_DIGITS, 2, 1, FRAMES, SIDE);
        List<byte[]> all = new ArrayList<>();
        int[] labels = new int[count];
        for (int i = 0; i < count; i++) {
            MovingClip clip = shapes.clip(seed.split(i));
            all.add(clip.clip().values());
            labels[i] = clip.motion().ordinal();
        }
        List<String> classes = Arrays.stream(MotionClass.values())
                .map(motion -> motion.name().toLowerCase(Locale.ROOT))
                .toList();
        return new LabelledClips(FRAMES, 1, SIDE, SIDE, all, labels, classes);
    }
}
