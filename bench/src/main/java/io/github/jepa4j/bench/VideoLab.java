package io.github.jepa4j.bench;

import io.github.jepa4j.learning.JepaTrainer.Clock;
import io.github.jepa4j.pretraining.LabelledClips;
import io.github.jepa4j.pretraining.VideoJepaConfig;
import io.github.jepa4j.pretraining.VideoModel;
import io.github.jepa4j.pretraining.VideoPretrainer;
import io.github.jepa4j.run.RunFolder;
import io.github.jepa4j.run.TrainingLoop;
import io.github.jepa4j.tensor.Seed;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/// Trains models that foresee clips, for the same time each. What was done is kept: a finished training is read, one
/// that
/// was cut off goes on.
final class VideoLab {

    private static final int TIMED_UPDATES = 9;
    private static final double MINUTE = 60;

    @Option(names = "--minutes", description = "Of each training, at the pace measured before (${DEFAULT-VALUE}).")
    private double minutes = 60;

    @Option(names = "--threads", description = "Of each training (${DEFAULT-VALUE}).")
    private int threads = 1;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Change a setting of all trainings.")
    private List<String> overrides = List.of();

    @Option(names = "--paces", description = "Only measure how long updates take, on a quiet machine.")
    private boolean onlyPaces;

    /// What is learned from.
    ///
    /// @param hash of the clips
    /// @param runs where trainings are kept
    record Lesson(LabelledClips clips, String hash, Path runs) {}

    int threads() {
        return threads;
    }

    boolean onlyPaces() {
        return onlyPaces;
    }

    Findings note(Findings findings) {
        return findings.setting("minutes", minutes)
                .setting("threads", threads)
                .setting("changes", overrides.toString());
    }

    /// The settings with the changes that were asked for.
    VideoJepaConfig changed(VideoJepaConfig config) {
        return config.with(overrides.toArray(String[]::new)).with("optimisation.threads=" + threads);
    }

    /// How long an update takes, in seconds.
    double pace(String name, VideoJepaConfig config, Lesson lesson, Seed seed) throws IOException {
        return new Paces(lesson.runs())
                .of(
                        name,
                        () -> new VideoPretrainer(lesson.clips(), lesson.hash(), config, seed, Clock.system())
                                .pace(TIMED_UPDATES));
    }

    /// As many updates as fit into the time at the pace that was measured; a run that was begun keeps its own number.
    VideoModel train(String name, VideoJepaConfig config, Lesson lesson, Seed seed) throws IOException {
        Path folder = lesson.runs().resolve(name + "-" + seed.value());
        VideoJepaConfig timed = RunFolder.exists(folder) ? begun(folder, config) : timed(name, config, lesson, seed);
        return new VideoPretrainer(lesson.clips(), lesson.hash(), timed, seed, Clock.system())
                .train(folder, progress(name, timed));
    }

    private static VideoJepaConfig begun(Path folder, VideoJepaConfig config) throws IOException {
        try (RunFolder run = RunFolder.view(folder)) {
            return run.configuration(config, List.of());
        }
    }

    private VideoJepaConfig timed(String name, VideoJepaConfig config, Lesson lesson, Seed seed) throws IOException {
        double pace = pace(name, config, lesson, seed);
        long steps = Math.max(1, Math.round(minutes * MINUTE / pace));
        System.err.printf(Locale.ROOT, "%s: %.3f s an update, %d updates%n", name, pace, steps);
        return config.with("optimisation.steps=" + steps);
    }

    private static TrainingLoop.Listener progress(String name, VideoJepaConfig config) {
        long steps = config.optimisation().steps();
        long every = Math.max(1, steps / 20);
        return (long done, Map<String, Double> metrics) -> {
            if (done % every == 0 || done == steps) {
                System.err.printf(
                        "%s: update %d of %d, loss %s%n",
                        name, done, steps, Spread.number(metrics.getOrDefault("loss.total", Double.NaN)));
            }
        };
    }
}
