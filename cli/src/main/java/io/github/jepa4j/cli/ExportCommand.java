package io.github.jepa4j.cli;

import io.github.jepa4j.readout.Readouts;
import io.github.jepa4j.tensor.DType;
import io.github.jepa4j.tensor.SafeTensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/// `jepa4j export`: writes a trained model to another file, its weights rounded to half precision where asked.
@Command(
        name = "export",
        header = "Write a trained model to another file.",
        description = "Writes a trained model to another file, by default in half precision: half the size, and good"
                + " enough to plan with.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {"  jepa4j export --run runs/first --out model.safetensors"})
final class ExportCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Main main;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @ArgGroup(exclusive = true, multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ModelOptions which;

    @Option(names = "--out", paramLabel = "FILE", required = true, description = "The file to write.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path out;

    @Option(
            names = "--dtype",
            paramLabel = "TYPE",
            description = "How each weight is stored: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private DType dtype = DType.F16;

    /// What was written.
    record Figures(Path model, DType dtype, int tensors, long parameters, long bytes) {}

    @Override
    public Integer call() throws IOException {
        Path source = which.file();
        which.load(); // only models are exported, and only sound ones
        if (Files.exists(out) && Files.isSameFile(source, out)) {
            throw new CommandFailure(
                    "--out is %s, the model itself: its weights would be rounded in place.%nMaybe name another file."
                            .formatted(out));
        }
        SafeTensors weights = SafeTensors.read(source);
        weights.write(out, name -> Readouts.isTensor(name) ? DType.F32 : dtype); // few, and calibrated as they are
        long parameters = weights.tensors().values().stream()
                .mapToLong(tensor -> tensor.size())
                .sum();
        var figures = new Figures(out, dtype, weights.tensors().size(), parameters, Files.size(out));
        output.print(main.console(), figures, this::show);
        return Main.DONE;
    }

    private void show(Figures figures) {
        main.console()
                .out()
                .printf(
                        Locale.ROOT,
                        "%s: %,d parameters as %s, %.2f MB%n",
                        figures.model(),
                        figures.parameters(),
                        figures.dtype(),
                        figures.bytes() / 1e6);
    }
}
