package io.github.jepa4j.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `jepa4j demo`: collects, trains and plans in the fixed-wall Two Rooms, and writes a report to look at.
@Command(
        name = "demo",
        header = "Everything once: collect, train, plan, report.",
        description = "Collects, trains and plans in the fixed-wall Two Rooms, and writes a report to look at.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {"  jepa4j demo", "  jepa4j demo --out runs/demo --seed 7"})
final class DemoCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Main main;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "runs/demo",
            description = "The run folder to make (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path out;

    @Override
    public Integer call() {
        throw new CommandFailure("demo is not built into this version.\nMaybe a newer one has it.");
    }
}
