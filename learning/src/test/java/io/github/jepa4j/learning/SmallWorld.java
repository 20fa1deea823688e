package io.github.jepa4j.learning;

import io.github.jepa4j.data.Collector;
import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.data.EpisodeWriter;
import io.github.jepa4j.data.ObservationShape;
import io.github.jepa4j.data.StoreDescription;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worlds.LayoutChoice;
import io.github.jepa4j.worlds.TwoRoomsTrajectories;
import java.nio.file.Path;
import java.util.Map;

/// A handful of episodes in two rooms, and a training that is over in seconds.
final class SmallWorld {

    static final Seed SEED = new Seed(11);

    private SmallWorld() {}

    static EpisodeStore collect(Path folder, int episodes) {
        TwoRoomsTrajectories trajectories = new TwoRoomsTrajectories(LayoutChoice.FIXED);
        StoreDescription description =
                new StoreDescription(new ObservationShape.OfPixels(2, 65, 65), 2, Map.of("world", "two rooms"));
        try (EpisodeWriter writer = EpisodeWriter.open(folder, description)) {
            Collector.onAllCores().collect(episodes, SEED.split("collect"), trajectories::episode, writer, done -> {});
        }
        return EpisodeStore.open(folder);
    }

    static JepaConfig config(long steps) {
        return new JepaConfig(
                new JepaConfig.ModelConfig(new int[] {4, 8}, 1, 4, 16, JepaConfig.PredictorKind.RESIDUAL, 24, 2),
                JepaConfig.Coefficients.reference(),
                steps,
                8,
                5,
                3,
                new int[] {0, 1, 3},
                1e-3,
                1e-5,
                0.1,
                1e-5,
                2,
                5,
                1,
                2);
    }
}
