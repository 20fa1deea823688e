package io.github.jepa4j.bench;

import io.github.jepa4j.learning.JepaTrainer.Clock;
import io.github.jepa4j.pretraining.LabelledClips;
import io.github.jepa4j.pretraining.VideoJepaConfig;
import io.github.jepa4j.pretraining.VideoModel;
import io.github.jepa4j.pretraining.VideoPretrainer;
import io.github.jepa4j.tensor.Seed;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;

/// Trains models that foresee clips, for the same time each. What was done is kept: a finished training is read, one
/// that was cut off goes on.
final class VideoLab {

    private static final int TIMED_UPDATES = 45;

    @Mixin
    private final TrainingTime time = new TrainingTime(60);

    /// What is learned from.
    ///
    /// @param hash of the clips
    /// @param runs where trainings are kept
    record Lesson(LabelledClips clips, String hash, Path runs) {}

    int threads() {
        return time.threads();
    }

    boolean onlyPaces() {
        return time.onlyPaces();
    }

    Findings note(Findings findings) {
        return time.note(findings);
    }

    /// The settings with the changes that were asked for.
    VideoJepaConfig changed(VideoJepaConfig config) {
        return config.with(time.changes());
    }

    /// How long an update takes, in seconds.
    double pace(String name, VideoJepaConfig config, Lesson lesson, Seed seed) throws IOException {
        return new Paces(lesson.runs())
                .of(
                        new Paces.Training(name, config, lesson.clips()),
                        () -> new VideoPretrainer(lesson.clips(), lesson.hash(), config, seed, Clock.system())
                                .pace(TIMED_UPDATES));
    }

    /// As many updates as fit into the time at the pace that was measured; a run that was begun keeps its own number.
    VideoModel train(String name, VideoJepaConfig config, Lesson lesson, Seed seed) throws IOException {
        Path folder = lesson.runs().resolve(name + "-" + seed.value());
        VideoJepaConfig timed = time.timed(folder, name, config, () -> pace(name, config, lesson, seed));
        return new VideoPretrainer(lesson.clips(), lesson.hash(), timed, seed, Clock.system())
                .train(folder, TrainingTime.progress(name, timed.optimisation().steps()));
    }
}
