package io.github.jepa4j.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `jepa4j evaluate`: plays episodes in parallel and prints success with its Wilson interval beside the floors.
@Command(
        name = "evaluate",
        header = "Play episodes and count those won.",
        description = "Plays episodes in parallel and prints success with its Wilson interval beside the floors.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  jepa4j evaluate --run runs/first",
            "  jepa4j evaluate --run runs/first --set planner=cem-improved --set tasks=canonical --set episodes=20 --json"
        })
final class EvaluateCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Main main;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Option(names = "--run", paramLabel = "DIR", required = true, description = "The run folder whose model plans.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path run;

    @Override
    public Integer call() {
        EvaluateSettings chosen = settings.over(EvaluateSettings.DEFAULTS);
        if (settings.isPrinted(main.console(), chosen)) {
            return Main.DONE;
        }
        throw new CommandFailure("evaluate is not built into this version.\nMaybe a newer one has it.");
    }
}
