package io.github.jepa4j.cli;

import io.github.jepa4j.configuration.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/// `jepa4j train`: learns a world model from episodes or a plant's log, or to see from images or videos, into a run
/// folder; with --resume goes on where a run was cut off.
@Command(
        name = "train",
        header = "Learn a world model from episodes, or to see from images or videos.",
        description =
                "Trains an encoder and a predictor into a run folder; or, with a FILE, what it is about: a plant, images or"
                        + " videos. With --resume goes on where a run was cut off.",
        sortOptions = false,
        footerHeading = "%nExamples:%n",
        footer = {
            "  jepa4j train --data runs/first-data --run runs/first",
            "  jepa4j train --data runs/first-data --run runs/small --preset quick --set training.windows=32",
            "  jepa4j train --run runs/first --resume",
            "  jepa4j train plant.yaml --run runs/plant",
            "  jepa4j train image.yaml --run runs/eyes --set pretraining.method=sigreg",
            "  jepa4j train video.yaml --run runs/watcher"
        })
final class TrainCommand implements Callable<Integer> {

    @ParentCommand
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Main main;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Parameters(
            arity = "0..1",
            paramLabel = "FILE",
            description =
                    "A YAML file with one of the keys plant (learn from its log, and report the open-loop error), images or"
                            + " videos (learn to see).")
    @Nullable
    private Path file;

    @Mixin
    private final SettingsOptions settings = new SettingsOptions();

    @Mixin
    private final LimitOptions limits = new LimitOptions();

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
        if (file != null) {
            return learnFrom(file);
        }
        Path recorded = run.resolve("config.yaml");
        Subject subject = resume && Files.exists(recorded) ? Subject.ofRun(recorded) : Subject.EPISODES;
        if (subject == Subject.FINETUNING) {
            throw new CommandFailure(
                    "The run %s is a fine-tuning.%nMaybe go on with it by: jepa4j finetune --out %s --resume"
                            .formatted(run, run));
        }
        if (subject.isSeen()) {
            refuseEpisodes(run);
            seeing().resume(subject);
            return Main.DONE;
        }
        Training training = new Training(run, main.console());
        if (resume && preset != null) {
            throw new CommandFailure(
                    "--preset is for a new run, but %s is to be resumed, with its own settings.%nMaybe leave --preset out."
                            .formatted(run));
        }
        TrainSettings base = resume ? training.recorded() : TrainSettings.of(preset == null ? Preset.COMPACT : preset);
        Path place = data;
        TrainSettings chosen = place == null ? settings.over(base) : settings.over(base, read -> read.with(place));
        if (settings.isPrinted(main.console(), chosen)) {
            return Main.DONE;
        }
        output.print(main.console(), resume ? training.resume(chosen) : training.begin(chosen), this::show);
        return Main.DONE;
    }

    private int learnFrom(Path file) throws IOException {
        Subject subject = Subject.of(file);
        refuseEpisodes(file);
        if (subject.isSeen()) {
            seeing().train(subject, file, resume);
            return Main.DONE;
        }
        return learnPlant(file);
    }

    private SeeingTrain seeing() {
        return new SeeingTrain(run, settings, limits.limits(), output, main.console());
    }

    private void refuseEpisodes(Path instead) {
        if (data != null || preset != null) {
            throw new CommandFailure(
                    "--data and --preset are for a training on episodes, but %s says itself what is learned from and how.%nMaybe leave them out."
                            .formatted(instead));
        }
    }

    private int learnPlant(Path file) throws IOException {
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
