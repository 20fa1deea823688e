package io.github.jepa4j.bench;

import io.github.jepa4j.engine.Engine;
import io.github.jepa4j.pretraining.LabelledClips;
import io.github.jepa4j.pretraining.Method;
import io.github.jepa4j.pretraining.PretrainingConfig;
import io.github.jepa4j.pretraining.PretrainingConfig.BackboneConfig;
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
        description =
                "Pre-trains on moving shapes and digits by each method for the same time, and probes for the motion.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class VideosBenchmark implements Callable<Integer> {

    private static final int FRAMES = 16;
    private static final int SIDE = 32;

    @Mixin
    private final Options options = new Options();

    @Mixin
    private final ImageLab lab = new ImageLab();

    @Option(names = "--clips", description = "To learn from; a tenth as many judge (${DEFAULT-VALUE}).")
    private int clips = 20_000;

    @Option(
            names = "--noise",
            description =
                    "Deviation of what is added to each pixel of each frame, as a part of the brightest (${DEFAULT-VALUE}): what nobody can foresee.")
    private double noise;

    @Option(names = "--validation", description = "Judge by clips of another seed: for choosing settings.")
    private boolean validation;

    @Option(names = "--out", description = "Where the runs are kept (${DEFAULT-VALUE}).")
    private Path out = Path.of("bench-videos");

    private static List<ImageContestant> contestants() {
        return List.of(
                new ImageContestant(
                        "random-vit", ImageContestant.VIT, Optional.empty(), BackboneConfig.smallVideoVit()),
                of("v-jepa", Method.V_JEPA),
                of("v-jepa-future", Method.V_JEPA, "methods.vjepa.hiding=future"),
                of("pixel-prediction", Method.PIXEL_PREDICTION),
                of("masked-autoencoder", Method.MASKED_AUTOENCODER),
                of("supervised", Method.SUPERVISED));
    }

    private static ImageContestant of(String name, Method method, String... changes) {
        PretrainingConfig config = PretrainingConfig.ofClips(method).with(changes);
        return new ImageContestant(name, ImageContestant.VIT, Optional.of(config), config.backbone());
    }

    @Override
    public Integer call() throws IOException {
        Engine.open(lab.threads());
        Seed seed = options.seed();
        LabelledClips learned = drawn(noise, clips, seed.split("learned"));
        LabelledClips judged = drawn(noise, clips / 10, seed.split(validation ? "validation" : "judged"));
        var images = new ImageLab.Images(learned, judged, learned.hash(), out);
        Findings findings = lab.note(options.findings("videos"), images)
                .setting("noise", noise)
                .setting("judges are", validation ? "validation clips" : "the clips that judge");
        String title = "frozen features: which of eight motions";
        options.print(findings.add(lab.table(title, images, contestants(), seed)));
        return 0;
    }

    private static LabelledClips drawn(double noise, int count, Seed seed) {
        MovingShapes shapes = new MovingShapes(MovingShapes.Figures.SHAPES_AND_DIGITS, 2, 1, FRAMES, SIDE, noise);
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
