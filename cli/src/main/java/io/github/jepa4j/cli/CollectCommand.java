package io.github.jepa4j.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `jepa4j collect`: collects episodes on all cores into a folder; the same seed gives the same bytes on any number of
/// threads.
@Command(
        name = "collect",
        header = "Act in a world and keep what was seen and done.",
        description =
                "Collects episodes on all cores into a folder; the same seed gives the same bytes on any number of threads.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  jepa4j collect --out data/two-rooms",
            "  jepa4j collect --out data/walls --set layout=random --set episodes=5000 --seed 3"
        })
final class CollectCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Main main;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "The folder for the episodes.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path out;

    @Override
    public Integer call() {
        CollectSettings chosen = settings.over(CollectSettings.DEFAULTS);
        if (settings.isPrinted(main.console(), chosen)) {
            return Main.DONE;
        }
        throw new CommandFailure("collect is not built into this version.\nMaybe a newer one has it.");
    }
}
