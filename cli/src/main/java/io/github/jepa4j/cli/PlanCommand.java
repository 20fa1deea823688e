package io.github.jepa4j.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `jepa4j plan`: plans one task in a trained model and prints the actions and what they are imagined to lead to.
@Command(
        name = "plan",
        header = "Plan once, and show the plan.",
        description = "Plans one task in a trained model and prints the actions and what they are imagined to lead to.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {"  jepa4j plan --run runs/first", "  jepa4j plan --run runs/first --seed 12 --json"})
final class PlanCommand implements Callable<Integer> {

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
        throw new CommandFailure("plan is not built into this version.\nMaybe a newer one has it.");
    }
}
