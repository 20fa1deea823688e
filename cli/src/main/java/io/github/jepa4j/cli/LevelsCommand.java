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

/// `jepa4j levels`: learns levels of abstraction above a trained model, on which is planned further ahead.
@Command(
        name = "levels",
        header = "Learn levels of abstraction above a trained model, to plan further ahead.",
        description =
                "Learns levels above a trained model from recorded episodes, one above the other: latents of their own, of which"
                        + " one step takes many steps of the level below, and macro-actions that stand for what is done in"
                        + " them. Tells how well each foresees episodes held out, and adds them to the model's file. The model"
                        + " itself stays as it is. Each level is written when it is learned: started again after it was cut off,"
                        + " the command goes on with the next. 'plan' and 'evaluate' then plan from the top down: --set"
                        + " planning.levels=2.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  jepa4j levels --run runs/first --data runs/fresh-data",
            "  jepa4j levels --run runs/first --data runs/fresh-data --set levels=3 --set second.span=8",
            "  jepa4j levels --model model.safetensors --data runs/fresh-data --out far.safetensors --set chance=true"
        })
final class LevelsCommand implements Callable<Integer> {

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
            description = "Where to write the model with its levels (default: the model's own file).")
    @Nullable
    private Path out;

    @Override
    public Integer call() throws IOException {
        LevelsSettings chosen = settings.over(LevelsSettings.DEFAULTS);
        if (settings.isPrinted(main.console(), chosen)) {
            return Main.DONE;
        }
        ModelRewriting rewriting = ModelRewriting.of(which, out);
        JepaModel model = which.load();
        try (EpisodeStore store = EpisodeStore.open(data)) {
            output.print(
                    main.console(),
                    rewriting.by(new LevelsLearning(model, store, chosen, main.console())::into),
                    shown -> shown.print(main.console().out()));
        }
        return Main.DONE;
    }
}
