package io.github.jepa4j.cli;

import io.github.jepa4j.configuration.Configuration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `jepa4j train`: trains an encoder and a predictor into a run folder; with --resume goes on where a run
/// was cut off.
@Command(
        name = "train",
        header = "Learn a world model from episodes.",
        description =
                "Trains an encoder and a predictor into a run folder; with --resume goes on where a run was cut off.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  jepa4j train --data runs/first-data --run runs/first",
            "  jepa4j train --data runs/first-data --run runs/small --preset quick --set training.windows=32",
            "  jepa4j train --run runs/first --resume",
            "  jepa4j train plant.yaml --run runs/plant"
        })
final class TrainCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Main main;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "PLANT",
            description = "A plant's YAML file: learn from its log instead, and report the open-loop error.")
    @Nullable
    private Path plant;

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Option(names = "--run", paramLabel = "DIR", required = true, description = "The run folder to make, or to resume.")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Path run;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "The folder with the episodes; a resumed run knows its own.")
    @Nullable
    private Path data;

    @Option(names = "--resume", description = "Go on from the newest whole checkpoint of the run.")
    private boolean resume;

    @Option(
            names = "--preset",
            paramLabel = "NAME",
            description = "The settings to begin with: compact (the default), reference or quick.")
    @Nullable
    private Preset preset;

    @Override
    public Integer call() throws IOException {
        if (plant != null) {
            return learnPlant(plant);
        }
        Training training = new Training(run, main.console());
        if (resume && preset != null) {
            throw new CommandFailure(
                    "--preset is for a new run, but %s is to be resumed, with its own settings.%nMaybe leave --preset out."
                            .formatted(run));
        }
        TrainSettings base = resume ? training.recorded() : TrainSettings.of(preset == null ? Preset.COMPACT : preset);
        TrainSettings chosen = settings.over(data == null ? base : base.with(data));
        if (settings.isPrinted(main.console(), chosen)) {
            return Main.DONE;
        }
        output.print(main.console(), resume ? training.resume(chosen) : training.begin(chosen), this::show);
        return Main.DONE;
    }

    private int learnPlant(Path file) throws IOException {
        if (data != null || preset != null) {
            throw new CommandFailure(
                    "--data and --preset are for a training on episodes, but %s is a plant, whose log and settings stand in its file.%nMaybe leave them out."
                            .formatted(file));
        }
        PlantSettings chosen = settings.over(Configuration.load(file, PlantSettings.defaults()));
        if (settings.isPrinted(main.console(), chosen)) {
            return Main.DONE;
        }
        Path folder = file.toAbsolutePath().getParent();
        PlantTraining training = new PlantTraining(run, folder == null ? Path.of("") : folder, main.console());
        output.print(main.console(), training.train(chosen, resume), figures -> {
            var to = main.console().out();
            to.printf(Locale.ROOT, "%-10s %s%n", "model", figures.model());
            to.printf(Locale.ROOT, "%-10s %s%n%n", "split", figures.split());
            to.print(figures.openLoop().text());
        });
        return Main.DONE;
    }

    private void show(Training.Figures figures) {
        var to = main.console().out();
        to.printf(Locale.ROOT, "%-10s %s%n", "model", figures.model());
        to.printf(Locale.ROOT, "%-10s %,d (%,d of them now)%n", "steps", figures.steps(), figures.stepsNow());
        to.printf(
                Locale.ROOT,
                "%-10s %s training in all, %s now%n",
                "time",
                Words.duration(figures.seconds()),
                Words.duration(figures.secondsNow()));
        figures.last().forEach((name, value) -> {
            if (name.startsWith("loss.") || name.startsWith("collapse.")) {
                to.printf(Locale.ROOT, "%-24s %s%n", name, Words.significant(value));
            }
        });
        figures.parameters().forEach((name, count) -> to.printf(Locale.ROOT, "%-10s %,d parameters%n", name, count));
        if (figures.collapsed()) {
            to.println("The latents collapsed on the way: see the warning, and the report.");
        }
    }
}
