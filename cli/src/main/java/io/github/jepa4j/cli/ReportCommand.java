package io.github.jepa4j.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `jepa4j report`: writes report.html of a run: curves, collapse diagnostics, imagined against real
/// futures, episodes.
@Command(
        name = "report",
        header = "Write the report of a run.",
        description =
                "Writes report.html of a run: curves, collapse diagnostics, imagined against real futures, episodes.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  jepa4j report --run runs/first",
            "  jepa4j report --run runs/first --set planning.planner.name=mppi --seed 3"
        })
final class ReportCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Main main;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Option(names = "--run", paramLabel = "DIR", required = true, description = "The run folder.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path run;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to write the page (default: report.html in the run folder).")
    @Nullable
    private Path out;

    @Override
    public Integer call() throws IOException {
        ReportSettings chosen = ReportSettings.from(settings, run);
        if (settings.isPrinted(main.console(), chosen)) {
            return Main.DONE;
        }
        Path file = out == null ? run.resolve("report.html") : out;
        output.print(main.console(), new Reporting(run, chosen, main.console()).write(file), this::show);
        return Main.DONE;
    }

    private void show(Reporting.Figures figures) {
        var to = main.console().out();
        to.printf(
                Locale.ROOT,
                "The report is at %s (%.1f MB); open it in a browser.%n",
                figures.report().toAbsolutePath(),
                figures.bytes() / 1e6);
        if (!figures.isActing()) {
            to.println(
                    "The run learned to see: the page has its curves and settings. 'jepa4j probe' and 'jepa4j surprise' judge it.");
            return;
        }
        if (!figures.isTrained()) {
            to.println("The run has no model yet, so what it imagines is not shown.");
        }
        if (!figures.isEvaluated()) {
            to.println("The run is not evaluated yet: jepa4j evaluate --run " + run);
        }
    }
}
