package io.github.jepa4j.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `jepa4j train`: trains an encoder and a predictor into a run folder; with --resume goes on where a run was cut off.
@Command(
        name = "train",
        header = "Learn a world model from episodes.",
        description =
                "Trains an encoder and a predictor into a run folder; with --resume goes on where a run was cut off.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  jepa4j train --data data/two-rooms --run runs/first",
            "  jepa4j train --data data/two-rooms --run runs/small --config small.yaml --set batch=32",
            "  jepa4j train --run runs/first --resume"
        })
final class TrainCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Main main;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Option(names = "--run", paramLabel = "DIR", required = true, description = "The run folder to make, or to resume.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path run;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The folder with the episodes; a resumed run knows its own.")
    @Nullable
    private Path data;

    @Option(names = "--resume", description = "Go on from the newest whole checkpoint of the run.")
    private boolean resume;

    @Override
    public Integer call() {
        throw new CommandFailure("train is not built into this version.\nMaybe a newer one has it.");
    }
}
