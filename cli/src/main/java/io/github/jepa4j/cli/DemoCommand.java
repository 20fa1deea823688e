package io.github.jepa4j.cli;

import io.github.jepa4j.evaluation.EvaluationFile;
import io.github.jepa4j.evaluation.EvaluationTable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
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

    @Option(names = "--fresh", description = "Delete an earlier demo at that place, and begin anew.")
    private boolean fresh;

    @Override
    public Integer call() throws IOException {
        DemoSettings chosen = settings.over(DemoSettings.DEFAULTS);
        if (settings.isPrinted(main.console(), chosen)) {
            return Main.DONE;
        }
        Demo demo = new Demo(out, chosen, main.console());
        if (fresh) {
            demo.begin();
        }
        demo.requireSame();
        Optional<Demo.Result> earlier = demo.finished();
        if (earlier.isPresent()) {
            main.console().remark("The demo in %s is finished already; --fresh begins it anew.".formatted(out));
        }
        show(earlier.isPresent() ? earlier.get() : demo.run());
        return Main.DONE;
    }

    private void show(Demo.Result result) {
        if (output.json) {
            output.printJson(
                    main.console(),
                    EvaluationFile.summaryJson(result.evaluation()),
                    Map.of(
                            "run", out.toString(),
                            "report", result.report().toString(),
                            "demo_seconds", result.seconds()));
            return;
        }
        var to = main.console().out();
        to.print(EvaluationTable.text(result.evaluation()));
        to.println();
        to.printf("Episodes won by planning: %s%n", Playing.headline(result.evaluation()));
        to.printf(
                "The report is at %s; open it in a browser.%n", result.report().toAbsolutePath());
        if (result.seconds() > 0) {
            to.printf("Done in %s.%n", Words.duration(result.seconds()));
        }
    }
}
