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

/// `jepa4j readout`: teaches a trained model to tell signals by name, and says how well it does.
@Command(
        name = "readout",
        header = "Teach a trained model to tell signals by name, in their units.",
        description =
                "Learns where the dot is, in pixels, from the model's latents; calibrates how far off that may be, now and"
                        + " imagined, on episodes held out; counts the coverage on others; and adds the readouts to the"
                        + " model's file. The model itself stays as it is.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  jepa4j readout --run runs/first --data runs/fresh-data",
            "  jepa4j readout --model model.safetensors --data runs/fresh-data --out told.safetensors --json"
        })
final class ReadoutCommand implements Callable<Integer> {

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
            description = "The folder of episodes; best such as the model was not trained on.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path data;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to write the model with its readouts (default: the model's own file).")
    @Nullable
    private Path out;

    @Override
    public Integer call() throws IOException {
        ReadoutSettings chosen = settings.over(ReadoutSettings.DEFAULTS);
        if (settings.isPrinted(main.console(), chosen)) {
            return Main.DONE;
        }
        ModelRewriting rewriting = ModelRewriting.of(which, out);
        JepaModel model = which.load();
        try (EpisodeStore store = RoomsStore.open(data)) {
            output.print(
                    main.console(),
                    rewriting.by(new Probing(model, store, chosen, main.console())::into),
                    shown -> ReadoutTable.print(shown, main.console().out()));
        }
        return Main.DONE;
    }
}
