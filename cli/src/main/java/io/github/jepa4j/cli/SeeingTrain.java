package io.github.jepa4j.cli;

import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.media.MediaLimits;
import io.github.jepa4j.run.RunFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/// `jepa4j train` where it is about images or videos.
///
/// @param run      the run folder
/// @param settings over the file
/// @param limits   of files that are read
record SeeingTrain(Path run, SettingsOptions settings, MediaLimits limits, OutputOptions output, Console console) {

    /// Begins a run with a user's file, or resumes it with the same.
    void train(Subject subject, Path file, boolean resume) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Path base = folder == null ? Path.of("").toAbsolutePath() : folder;
        switch (subject) {
            case IMAGES ->
                train(
                        ImageSettings.read(defaults -> settings.over(Configuration.load(file, defaults)))
                                .from(base),
                        resume);
            case VIDEOS ->
                train(
                        VideoSettings.read(defaults -> settings.over(Configuration.load(file, defaults)))
                                .from(base),
                        resume);
            case FORESIGHT ->
                train(
                        settings.over(Configuration.load(file, ForesightSettings.defaults()))
                                .from(base),
                        resume);
            case PLANT, EPISODES, FINETUNING -> throw notSeen(file, subject);
        }
    }

    /// Goes on with a run that knows its own settings.
    void resume(Subject subject) throws IOException {
        switch (subject) {
            case IMAGES -> resume(settings.over(recordedImages()), recordedImages());
            case VIDEOS -> resume(settings.over(recordedVideos()), recordedVideos());
            case FORESIGHT -> {
                ForesightSettings recorded = recorded(ForesightSettings.defaults());
                resume(settings.over(recorded), recorded);
            }
            case PLANT, EPISODES, FINETUNING -> throw notSeen(run, subject);
        }
    }

    private static IllegalArgumentException notSeen(Path where, Subject subject) {
        return new IllegalArgumentException(
                "%s is about %s; images or videos were expected.\nMaybe ask Subject.isSeen before."
                        .formatted(where, subject));
    }

    private <S extends Record & SeeingSettings<S>> void train(S chosen, boolean resume) throws IOException {
        if (resume) {
            resume(chosen, recorded(chosen));
        } else if (!settings.isPrinted(console, chosen)) {
            output.print(console, this.<S>training().begin(chosen), this::show);
        }
    }

    private <S extends Record & SeeingSettings<S>> SeeingTraining<S> training() {
        return new SeeingTraining<>(run, console, settings -> settings.material(limits, console));
    }

    private <S extends Record & SeeingSettings<S>> void resume(S chosen, S recorded) throws IOException {
        if (!settings.isPrinted(console, chosen)) {
            output.print(console, this.<S>training().resume(recorded, chosen), this::show);
        }
    }

    private ImageSettings recordedImages() throws IOException {
        try (RunFolder folder = RunFolder.view(run)) {
            UnaryOperator<ImageSettings> read = defaults -> folder.configuration(defaults, List.of());
            return ImageSettings.read(read);
        }
    }

    private VideoSettings recordedVideos() throws IOException {
        try (RunFolder folder = RunFolder.view(run)) {
            UnaryOperator<VideoSettings> read = defaults -> folder.configuration(defaults, List.of());
            return VideoSettings.read(read);
        }
    }

    private <S extends Record> S recorded(S defaults) throws IOException {
        try (RunFolder folder = RunFolder.view(run)) {
            return folder.configuration(defaults, List.of());
        }
    }

    private void show(SeeingTraining.Figures figures) {
        print(console.out(), figures);
    }

    /// Prints how a training went.
    static void print(PrintWriter to, SeeingTraining.Figures figures) {
        to.printf(Locale.ROOT, "%-10s %s%n", "model", figures.model());
        to.printf(Locale.ROOT, "%-10s %s%n", "method", figures.method());
        to.printf(Locale.ROOT, "%-10s %,d read, %,d skipped%n", "data", figures.read(), figures.skipped());
        to.printf(Locale.ROOT, "%-10s %,d (%,d of them now)%n", "steps", figures.steps(), figures.stepsNow());
        to.printf(Locale.ROOT, "%-10s %s training in all%n", "time", Words.duration(figures.seconds()));
        figures.last().forEach((name, value) -> {
            if (name.startsWith("loss.") || name.startsWith("collapse.")) {
                to.printf(Locale.ROOT, "%-24s %s%n", name, Words.significant(value));
            }
        });
        if (figures.collapsed()) {
            to.println("The features have collapsed: little can be told from them. See the warning, and the report.");
        }
    }
}
