package io.github.jepa4j.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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
    private final LearningAfterwards learning = new LearningAfterwards();

    @Override
    public Integer call() throws IOException {
        return learning.run(
                main.console(),
                ReadoutSettings.DEFAULTS,
                RoomsStore::open,
                (model, store, chosen, console) -> new Probing(model, store, chosen, console)::into,
                ReadoutTable::print);
    }
}
