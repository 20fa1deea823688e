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

/// `jepa4j futures`: learns a latent variable of a trained model, by which it imagines that the same action can
/// lead to several futures.
@Command(
        name = "futures",
        header = "Learn which several futures the same action can lead to, and how likely each is.",
        description =
                "Learns a latent variable of a few values for a trained model, from recorded episodes: what was neither"
                        + " seen nor done, and decides what comes. It is inferred from what happened, and information has a"
                        + " price. Tells, on episodes held out, whether chances are the frequencies of what then happens, and"
                        + " adds the variable to the model's file. The model itself stays as it is. 'plan' and 'evaluate'"
                        + " then imagine several futures of each plan: --set planning.futures=10 --set planning.risk=worst.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  jepa4j futures --run runs/first --data runs/fresh-data",
            "  jepa4j futures --model model.safetensors --data runs/fresh-data --out unsure.safetensors --set values=6"
        })
final class FuturesCommand implements Callable<Integer> {

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
            description = "Where to write the model with its latent variable (default: the model's own file).")
    @Nullable
    private Path out;

    @Override
    public Integer call() throws IOException {
        FuturesSettings chosen = settings.over(FuturesSettings.DEFAULTS);
        if (settings.isPrinted(main.console(), chosen)) {
            return Main.DONE;
        }
        ModelRewriting rewriting = ModelRewriting.of(which, out);
        JepaModel model = which.load();
        try (EpisodeStore store = EpisodeStore.open(data)) {
            output.print(
                    main.console(),
                    rewriting.by(new FuturesLearning(model, store, chosen, main.console())::into),
                    shown -> shown.print(main.console().out()));
        }
        return Main.DONE;
    }
}
