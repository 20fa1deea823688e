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

/// `jepa4j goals`: teaches a trained model to turn places into goals.
@Command(
        name = "goals",
        header = "Teach a trained model to turn places into goals.",
        description =
                "Learns from recorded episodes what would be perceived if the dot were elsewhere, so that a place is a goal"
                        + " like a picture of it; and how many steps it takes there, around walls and through doors. Judges both on"
                        + " episodes held out, and adds them to the model's file. The model itself stays as it is.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  jepa4j goals --run runs/first --data runs/fresh-data",
            "  jepa4j goals --model model.safetensors --data runs/fresh-data --out aiming.safetensors --json"
        })
final class GoalsCommand implements Callable<Integer> {

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

    @Option(names = "--data", paramLabel = "DIR", required = true, description = "The folder of episodes.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path data;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to write the model with what it learned (default: the model's own file).")
    @Nullable
    private Path out;

    @Override
    public Integer call() throws IOException {
        GoalsSettings chosen = settings.over(GoalsSettings.DEFAULTS);
        if (settings.isPrinted(main.console(), chosen)) {
            return Main.DONE;
        }
        ModelRewriting rewriting = ModelRewriting.of(which, out);
        JepaModel model = which.load();
        try (EpisodeStore store = RoomsStore.open(data)) {
            output.print(
                    main.console(),
                    rewriting.by(new GoalLearning(model, store, chosen, main.console())::into),
                    shown -> shown.print(main.console().out()));
        }
        return Main.DONE;
    }
}
