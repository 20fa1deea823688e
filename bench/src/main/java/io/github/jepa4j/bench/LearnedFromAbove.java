package io.github.jepa4j.bench;

import io.github.jepa4j.data.Collector;
import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.learning.JepaConfig;
import io.github.jepa4j.learning.JepaTrainer;
import io.github.jepa4j.learning.LatentEpisode;
import io.github.jepa4j.learning.LevelConfig;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.JepaModel;
import io.github.jepa4j.worldmodel.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// What was learned of a world seen from above: a model of single actions, and levels above it.
///
/// @param levels from the one above the model up
record LearnedFromAbove(JepaModel model, List<Level> levels) {

    /// What is learned, and from what.
    ///
    /// @param episodes to learn from
    /// @param levels   how each is learned, from the one above the model up
    record Lesson(SeenWorld<?> world, int episodes, JepaConfig training, List<LevelConfig> levels) {}

    /// @param folder of data and run, which is gone on with
    /// @param all    of the walks
    static LearnedFromAbove learn(Path folder, Lesson lesson, Seed all, Seed seed) throws IOException {
        Path data = folder.resolve("data");
        requireAsMany(data, lesson.episodes(), folder.resolve("run"));
        try (EpisodeStore store = Collector.onAllCores()
                .collect(data, lesson.episodes(), all, lesson.world().walks())) {
            requireLength(store, lesson.levels());
            JepaModel model = new JepaTrainer(store, lesson.training(), seed, JepaTrainer.Clock.system())
                    .train(folder.resolve("run"))
                    .withThreads(1);
            Path file = folder.resolve("run").resolve("model.safetensors");
            List<Level> levels = new LevelsAbove(file, model, () -> seen(model, store))
                    .learned(lesson.levels(), Optional.empty(), seed);
            return new LearnedFromAbove(model, levels);
        }
    }

    /// More walks than were learned from would be another training's.
    private static void requireAsMany(Path data, int wanted, Path run) {
        if (!EpisodeStore.isStore(data)) {
            return;
        }
        try (EpisodeStore store = EpisodeStore.open(data)) {
            int there = store.episodes();
            if (there > wanted || there < wanted && Files.isDirectory(run)) {
                throw new IllegalArgumentException(
                        "The folder %s has %d episodes, but %d are to be learned from.\nMaybe name another folder with --out, or ask for as many with --learn."
                                .formatted(data, there, wanted));
            }
        }
    }

    /// Before the model is trained, which takes long.
    private static void requireLength(EpisodeStore store, List<LevelConfig> levels) {
        int actions = store.frames(0) - 1;
        if (LevelConfig.window(levels) > actions) {
            throw new IllegalArgumentException(
                    "The levels learn from %d actions in a row, but a walk has %d.\nMaybe set span or unrolled lower."
                            .formatted(LevelConfig.window(levels), actions));
        }
    }

    private static List<LatentEpisode> seen(JepaModel model, EpisodeStore store) {
        System.err.printf("looking at %d episodes%n", store.episodes());
        return IntStream.range(0, store.episodes())
                .parallel()
                .mapToObj(number -> LatentEpisode.of(model, store.episode(number)))
                .toList();
    }
}
