package io.github.jepa4j.cli;

import io.github.jepa4j.evaluation.Evaluation;
import io.github.jepa4j.evaluation.EvaluationFile;
import io.github.jepa4j.evaluation.EvaluationTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `jepa4j evaluate`: plays episodes in parallel and prints success with its Wilson interval beside the
/// floors.
@Command(
        name = "evaluate",
        header = "Play episodes and count those won.",
        description =
                "Plays episodes in parallel and prints success with its Wilson interval beside the floors. Started"
                        + " again after it was cut off, it goes on, where there is a run's folder or --out to keep episodes in.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  jepa4j evaluate --run runs/first",
            "  jepa4j evaluate --run runs/first --set tasks=canonical --set planning.planner.name=mppi --json",
            "  jepa4j evaluate --model model.safetensors --set planning.planner.parameters.candidates=128",
            "  jepa4j evaluate --model model.safetensors --task slowly.yaml --out slowly.json"
        })
final class EvaluateCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Main main;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @ArgGroup(exclusive = true, multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ModelOptions which;

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Where to write all figures (default: evaluation.json of the run, or nowhere).")
    @Nullable
    private Path out;

    @Option(
            names = "--task",
            paramLabel = "FILE",
            description =
                    "A task written in YAML, over the model's readouts, instead of reaching the goal; episodes are"
                            + " still judged by the goal, and the plans by the task's guardrails.")
    @Nullable
    private Path task;

    @Option(
            names = "--traces",
            paramLabel = "N",
            defaultValue = "0",
            description = "Write the first N episodes as traces that can be replayed, to the run's traces/ or beside"
                    + " --out (default: ${DEFAULT-VALUE}).")
    private int traces;

    @Override
    public Integer call() throws IOException {
        EvaluateSettings chosen = EvaluateSettings.from(settings, which.tasks());
        if (settings.isPrinted(main.console(), chosen)) {
            return Main.DONE;
        }
        Optional<Path> file = out == null ? which.run().map(run -> run.resolve("evaluation.json")) : Optional.of(out);
        if (traces < 0 || traces > 0 && file.isEmpty()) {
            throw new CommandFailure(
                    "--traces is %d, but must be at least 0, and needs a place: the run's folder or that of --out.%nMaybe add --out FILE."
                            .formatted(traces));
        }
        Path model = which.file(); // refuses where there is none, before a folder is made
        Playing playing = new Playing(model, chosen, task == null ? null : TaskFile.read(task), main.console());
        playing.check(); // what the task speaks of, before hours of playing
        which.noteGuess(main.console(), chosen.tasks().layouts());
        if (file.isPresent()) { // before hours of playing, rather than after
            Files.createDirectories(file.get().toAbsolutePath().getParent());
        }
        if (file.isEmpty()) {
            print(playing.evaluate());
        } else {
            // Printed first: where the disk refuses the file, the figures are not lost.
            playing.evaluate(file.get(), this::print);
            new Tracing(playing).write(file.get().toAbsolutePath().resolveSibling("traces"), traces);
            main.console().remark("written to " + file.get());
        }
        return Main.DONE;
    }

    private void print(Evaluation evaluation) throws IOException {
        if (output.json) {
            output.printJson(main.console(), EvaluationFile.summaryJson(evaluation), Map.of());
        } else {
            main.console().out().print(EvaluationTable.text(evaluation));
        }
    }
}
