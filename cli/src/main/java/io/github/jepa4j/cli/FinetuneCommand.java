package io.github.jepa4j.cli;

import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.pretraining.FineTuningConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `jepa4j finetune`: public weights learn to tell a user's classes apart.
@Command(
        name = "finetune",
        header = "Fine-tune public weights to tell classes of images or videos apart.",
        description =
                "Public weights of I-JEPA, V-JEPA 2, DINOv2 or LeWM learn the class of each image, the folder that holds it:"
                        + " low-rank adapters beside them, or all of them, and a linear classifier. Into a run folder, and"
                        + " judged on other images. Without --test, every fifth image of each class is held out.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  jepa4j finetune --weights dinov2/ --data photos.zip --train train/ --test test/ --out runs/tuned",
            "  jepa4j finetune --weights ijepa.safetensors --data photos/ --out runs/tuned --size 112 --whole",
            "  jepa4j finetune --out runs/tuned --resume",
            "  jepa4j probe --model runs/tuned --data photos.zip --train train/ --test test/"
        })
final class FinetuneCommand implements Callable<Integer> {

    private static final int USUAL_RANK = 8;

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Main main;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Option(
            names = "--weights",
            paramLabel = "FILE_OR_FOLDER",
            description = "The public weights: a safetensors file, the index of several, or a folder that has either.")
    @Nullable
    private Path weights;

    @Mixin
    private final SizeOptions size = new SizeOptions();

    @Option(
            names = "--data",
            paramLabel = "PATH",
            description = "A folder or zip archive of images, or of videos where the weights see clips.")
    @Nullable
    private Path data;

    @Mixin
    private final LimitOptions limits = new LimitOptions();

    @Option(names = "--train", paramLabel = "PREFIX", description = "Learn from those whose names begin so.")
    @Nullable
    private String train;

    @Option(names = "--test", paramLabel = "PREFIX", description = "Judge on those whose names begin so.")
    @Nullable
    private String test;

    @Option(names = "--out", paramLabel = "RUN", required = true, description = "The run folder to make, or to resume.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path out;

    @Option(names = "--resume", description = "Go on from the newest whole checkpoint of the run.")
    private boolean resume;

    @ArgGroup(exclusive = true)
    @Nullable
    private Extent extent;

    /// How much of the weights learns.
    static final class Extent {

        @Option(
                names = "--low-rank",
                paramLabel = "RANK",
                required = true,
                description = "Adapters of this rank learn, beside the weights (default: 8).")
        private int rank = USUAL_RANK;

        @Option(names = "--whole", required = true, description = "All weights learn.")
        private boolean whole;

        FineTuningConfig config() {
            return whole ? FineTuningConfig.whole() : FineTuningConfig.lowRank(rank);
        }
    }

    @Override
    public Integer call() throws IOException {
        Finetuning finetuning = new Finetuning(out, limits.limits(), main.console());
        FinetuneSettings usual =
                FinetuneSettings.of(extent == null ? FineTuningConfig.lowRank(USUAL_RANK) : extent.config());
        FinetuneSettings base = resume ? finetuning.recorded(usual) : usual;
        FinetuneSettings chosen = over(base).from(Path.of("").toAbsolutePath());
        if (settings.isPrinted(main.console(), chosen)) {
            return Main.DONE;
        }
        output.print(main.console(), resume ? finetuning.resume(base, chosen) : finetuning.begin(chosen), this::show);
        return Main.DONE;
    }

    /// Read twice where a file or `--set` has a rank: first to learn it, then over what is usual for it.
    private FinetuneSettings over(FinetuneSettings base) {
        FinetuneSettings first = settings.over(base, this::asked);
        int rank = first.finetuning().rank();
        return resume || rank == base.finetuning().rank()
                ? first
                : settings.over(
                        FinetuneSettings.of(rank == 0 ? FineTuningConfig.whole() : FineTuningConfig.lowRank(rank)),
                        this::asked);
    }

    /// What the options say over settings.
    private FinetuneSettings asked(FinetuneSettings base) {
        TuningFiles files = data == null ? base.files() : base.files().at(data);
        var selected = new TuningFiles(
                files.path(),
                train == null ? files.train() : train,
                test == null ? files.test() : test,
                files.stride(),
                files.damaged());
        WeightsSource source =
                size.over(weights == null ? base.weights() : base.weights().at(weights));
        FinetuneSettings with = base.with(source).with(selected);
        return extent == null
                ? with
                : Configuration.override(with, List.of("finetuning.rank=" + (extent.whole ? 0 : extent.rank)));
    }

    private void show(Finetuning.Figures figures) {
        PrintWriter to = main.console().out();
        SeeingTrain.print(to, figures.training());
        to.printf(
                Locale.ROOT,
                "%-10s %.2f MB, of a transformer of %,d numbers%n%n",
                "file",
                figures.bytes() / 1e6,
                figures.numbers());
        figures.judged().print(to);
    }
}
