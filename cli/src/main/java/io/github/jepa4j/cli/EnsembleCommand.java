package io.github.jepa4j.cli;

import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.worldmodel.JepaModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `jepa4j ensemble`: learns further predictors of a trained model, which part where it has not learned
/// enough.
@Command(
        name = "ensemble",
        header = "Learn further predictors of a trained model, by which it knows what it does not know.",
        description =
                "Learns predictors like the model's own from recorded episodes, each from another seed and other episodes."
                        + " Where they part, the model has not learned enough: a task with 'ensemble: true' keeps its"
                        + " guardrails in the worst of them. Judges them on episodes held out, and adds them to the model's"
                        + " file. The model itself stays as it is.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  jepa4j ensemble --run runs/first --data runs/fresh-data",
            "  jepa4j ensemble --run runs/acrobot --data runs/acrobot-data --set fit=8 --set test=2",
            "  jepa4j ensemble --model model.safetensors --data runs/fresh-data --out wary.safetensors --set members=3"
        })
final class EnsembleCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Main main;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @ArgGroup(exclusive = true, multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ModelOptions which;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            description = "The folder of episodes, of pixels or signals as the model sees them.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path data;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to write the model with its ensemble (default: the model's own file).")
    @Nullable
    private Path out;

    @Override
    public Integer call() throws IOException {
        EnsembleSettings chosen = settings.over(EnsembleSettings.DEFAULTS);
        if (settings.isPrinted(main.console(), chosen)) {
            return Main.DONE;
        }
        ModelRewriting rewriting = ModelRewriting.of(which, out);
        JepaModel model = which.load();
        try (EpisodeStore store = EpisodeStore.open(data)) {
            output.print(
                    main.console(),
                    rewriting.by(new EnsembleLearning(model, store, chosen, main.console())::into),
                    shown -> shown.print(main.console().out()));
        }
        return Main.DONE;
    }
}
