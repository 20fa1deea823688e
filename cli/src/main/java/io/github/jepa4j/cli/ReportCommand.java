package io.github.jepa4j.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `jepa4j report`: writes report.html of a run: curves, collapse diagnostics, imagined against real futures, episodes.
@Command(
        name = "report",
        header = "Write the report of a run.",
        description =
                "Writes report.html of a run: curves, collapse diagnostics, imagined against real futures, episodes.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {"  jepa4j report --run runs/first"})
final class ReportCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Main main;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Option(names = "--run", paramLabel = "DIR", required = true, description = "The run folder.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path run;

    @Override
    public Integer call() {
        throw new CommandFailure("report is not built into this version.\nMaybe a newer one has it.");
    }
}
