package io.github.jepa4j.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `jepa4j doctor`: is this machine ready, and are the settings that make it fast in force?
@Command(
        name = "doctor",
        header = "Is this machine ready?",
        description = "Checks Java, memory, disk, the Vector API, the native engine and its settings.",
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing fails (there may be warnings)", "1:something fails"},
        footerHeading = "%nExamples:%n",
        footer = {"  jepa4j doctor", "  jepa4j doctor --json", "  jepa4j doctor --out /data/runs --set disk=40"})
final class DoctorCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Main main;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final FileOptions settings = new FileOptions();

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "runs",
            description = "Where runs are to be written (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path out;

    /// @param isReady whether nothing fails
    record Diagnosis(boolean isReady, List<Finding> findings) {}

    @Override
    public Integer call() {
        DoctorSettings chosen = settings.over(DoctorSettings.DEFAULTS, List.of());
        if (settings.isPrinted(main.console(), chosen)) {
            return Main.DONE;
        }
        List<Finding> findings = Examination.of(out, chosen);
        boolean isReady = findings.stream().noneMatch(finding -> finding.verdict() == Finding.Verdict.FAIL);
        output.print(main.console(), new Diagnosis(isReady, findings), this::show);
        return isReady ? Main.DONE : Main.FAILED;
    }

    private void show(Diagnosis diagnosis) {
        var out = main.console().out();
        for (Finding finding : diagnosis.findings()) {
            out.printf("%-5s %-12s %s%n", finding.verdict().word(), finding.name(), finding.found());
            if (!finding.hint().isEmpty()) {
                out.printf("%-18s %s%n", "", finding.hint());
            }
        }
        out.println(diagnosis.isReady() ? "Ready." : "Not ready.");
    }
}
