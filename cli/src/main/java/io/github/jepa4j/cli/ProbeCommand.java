package io.github.jepa4j.cli;

import io.github.jepa4j.pretraining.FeatureModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
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
            "  jepa4j probe --model runs/eyes --data cifar10.zip --train train/ --test test/ --kind linear --json",
            "  jepa4j probe --model dinov2/ --size 224 --data photos.zip --kind attentive --epochs 10"
        })
final class ProbeCommand implements Callable<Integer> {

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
    private String test = "";

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description =
                    "How it is asked: ${COMPLETION-CANDIDATES} (default both, the linear classifier and the neighbours);"
                            + " attentive learns where to look, and takes longest.")
    private ProbeKind kind = ProbeKind.BOTH;

    @Mixin
    private final AttentiveOptions attentive = new AttentiveOptions();

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
            List<Score> probes) {}

    @Override
    public Integer call() throws IOException {
        AttentiveSettings settings = attentive.settings(kind);
        FeatureModel model = data.model();
        Split split = data.files(model).split(model.spec(), train, test, main.console());
        Material.tellSkipped(split.learned().report(), main.console());
        List<Score> scores = new FeatureProbing(model, split, main.console()).scores(kind, settings);
        Judged judged = Judged.of(split, scores);
        var figures = new Figures(
                data.modelFile(),
                data.data(),
                judged.split(),
                judged.learned(),
                judged.judged(),
                judged.floor(),
                judged.counts(),
                scores);
        output.print(main.console(), figures, _ -> judged.print(main.console().out()));
        return Main.DONE;
    }
}
