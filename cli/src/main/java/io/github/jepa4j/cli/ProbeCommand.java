package io.github.jepa4j.cli;

import io.github.jepa4j.pretraining.LabelledClips;
import io.github.jepa4j.pretraining.VisionModel;
import io.github.jepa4j.probe.Examples;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `jepa4j probe`: what can be read off the features of a model that has learned to see.
@Command(
        name = "probe",
        header = "Ask what can be read off a model's features.",
        description =
                "Learns to tell the class of each image, the folder that holds it, from frozen features, and counts on others how"
                        + " often that is right. Without --test, every fifth image of each class is held out.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  jepa4j probe --model runs/eyes --data photos.zip",
            "  jepa4j probe --model runs/eyes --data cifar10.zip --train train/ --test test/ --kind linear --json"
        })
final class ProbeCommand implements Callable<Integer> {

    private static final int HELD_OUT = 5;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Main main;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final DataOptions data = new DataOptions();

    @Option(names = "--train", paramLabel = "PREFIX", description = "Learn from those whose names begin so.")
    private String train = "";

    @Option(names = "--test", paramLabel = "PREFIX", description = "Judge on those whose names begin so.")
    @Nullable
    private String test;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "How it is asked: ${COMPLETION-CANDIDATES} (default both).")
    private ProbeKind kind = ProbeKind.BOTH;

    /// What a probing came to.
    ///
    /// @param model   the model file
    /// @param data    where the files are
    /// @param split   in words
    /// @param learned how many were learned from
    /// @param judged  how many judge
    /// @param floor   always naming the class that is most frequent
    /// @param counts  how many judge of each class
    /// @param probes  how well each does
    record Figures(
            Path model,
            Path data,
            String split,
            int learned,
            int judged,
            double floor,
            Map<String, Integer> counts,
            List<FeatureProbing.Score> probes) {}

    @Override
    public Integer call() throws IOException {
        VisionModel model = data.model();
        Material known = data.read(model, train, main.console());
        FeatureProbing probing = test == null ? heldOut(model, known) : judgedBy(model, known, test);
        if (!probing.unknown().isEmpty()) {
            main.console()
                    .remark("Warning: of %s nothing is learned, so that all of it is counted as wrong."
                            .formatted(probing.unknown()));
        }
        List<FeatureProbing.Score> scores =
                kind.each().stream().map(probing::score).toList();
        var figures = new Figures(
                data.modelFile(),
                data.data(),
                test == null ? "held out: every fifth of each class" : "judged on " + test,
                probing.known().size(),
                probing.asked().size(),
                probing.floor(),
                probing.counts(),
                scores);
        output.print(main.console(), figures, this::show);
        return Main.DONE;
    }

    private FeatureProbing judgedBy(VisionModel model, Material known, String prefix) {
        if (train.isEmpty()) {
            throw new CommandFailure(
                    "--test %s says what is to judge, but not what is to be learned from.%nMaybe add --train PREFIX."
                            .formatted(prefix));
        }
        Material asked = data.read(model, prefix, main.console());
        List<String> classes = java.util.stream.Stream.concat(
                        known.clips().classes().stream(), asked.clips().classes().stream())
                .distinct()
                .sorted()
                .toList();
        Examples learned = examples(model, known, classes);
        requireClasses(learned, classes);
        return new FeatureProbing(learned, examples(model, asked, classes), classes);
    }

    private FeatureProbing heldOut(VisionModel model, Material material) {
        List<String> classes = material.clips().classes();
        Examples all = examples(model, material, classes);
        int[] seen = new int[classes.size()];
        boolean[] judges = new boolean[all.size()];
        for (int i = 0; i < judges.length; i++) {
            judges[i] = seen[all.labels()[i]]++ % HELD_OUT == HELD_OUT - 1;
        }
        int[] asked = IntStream.range(0, judges.length).filter(i -> judges[i]).toArray();
        int[] known = IntStream.range(0, judges.length).filter(i -> !judges[i]).toArray();
        if (asked.length == 0) {
            throw new CommandFailure(
                    "No class of %s has the %d images of which one can be held out.%nMaybe the folders are not classes, or name other images with --test."
                            .formatted(data.data(), HELD_OUT));
        }
        Examples learned = part(all, known);
        requireClasses(learned, classes);
        return new FeatureProbing(learned, part(all, asked), classes);
    }

    private void requireClasses(Examples known, List<String> classes) {
        long different = Arrays.stream(known.labels()).distinct().count();
        if (different < 2) {
            throw new CommandFailure(
                    "All %d images to learn from are of one class, '%s'; a probe needs two.%nMaybe they lie in one folder: the folder's name is the class."
                            .formatted(known.size(), classes.get(known.labels()[0])));
        }
    }

    private static Examples examples(VisionModel model, Material material, List<String> classes) {
        LabelledClips clips = material.clips();
        int[] labels = Arrays.stream(clips.labels())
                .map(label -> classes.indexOf(clips.classes().get(label)))
                .toArray();
        return new Examples(model.features(clips).values(), labels);
    }

    private static Examples part(Examples all, int[] which) {
        int dimension = all.dimension();
        float[] features = new float[which.length * dimension];
        int[] labels = new int[which.length];
        for (int i = 0; i < which.length; i++) {
            System.arraycopy(all.features(), which[i] * dimension, features, i * dimension, dimension);
            labels[i] = all.labels()[which[i]];
        }
        return new Examples(features, labels);
    }

    private void show(Figures figures) {
        PrintWriter to = main.console().out();
        to.printf(
                Locale.ROOT,
                "learned from %,d, judged on %,d; %s%n%n",
                figures.learned(),
                figures.judged(),
                figures.split());
        for (FeatureProbing.Score score : figures.probes()) {
            to.printf(
                    Locale.ROOT,
                    "%-8s %5.1f %% [%.1f, %.1f]  %,d of %,d right%s%n",
                    score.probe(),
                    100 * score.accuracy(),
                    100 * score.low(),
                    100 * score.high(),
                    score.right(),
                    figures.judged(),
                    score.penalty() == null ? "" : ", penalty " + Words.significant(score.penalty()));
        }
        to.printf(Locale.ROOT, "%-8s %5.1f %%  always the most frequent class%n%n", "floor", 100 * figures.floor());
        to.printf("%-24s %7s", "class", "images");
        figures.probes().forEach(score -> to.printf(" %9s", score.probe()));
        to.println();
        figures.counts().forEach((name, count) -> {
            to.printf(Locale.ROOT, "%-24s %,7d", name, count);
            figures.probes()
                    .forEach(score -> to.printf(
                            Locale.ROOT, " %7.1f %%", 100 * score.ofEach().getOrDefault(name, Double.NaN)));
            to.println();
        });
    }
}
