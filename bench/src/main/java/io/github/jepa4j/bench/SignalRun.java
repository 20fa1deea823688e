package io.github.jepa4j.bench;

import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.data.EpisodeWriter;
import io.github.jepa4j.data.StoreDescription;
import io.github.jepa4j.learning.JepaConfig;
import io.github.jepa4j.learning.JepaTrainer;
import io.github.jepa4j.perception.SignalLayout;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Episode;
import io.github.jepa4j.world.SignalSpace;
import io.github.jepa4j.worldmodel.JepaModel;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.IntFunction;

/// A folder of episodes of signals, drawn by number, and of the training that learns from them; both are gone on with.
///
/// @param folder   of both
/// @param count    of episodes to learn from
/// @param episodes by their numbers, from 0
record SignalRun(Path folder, int count, IntFunction<Episode> episodes) {

    /// The model that was learned.
    Path model() {
        return folder.resolve("run").resolve("model.safetensors");
    }

    JepaModel learn(SignalSpace signals, JepaConfig training, Seed seed) throws IOException {
        StoreDescription description = StoreDescription.of(episodes.apply(0));
        try (EpisodeWriter writer = EpisodeWriter.open(folder.resolve("data"), description)) {
            if (writer.episodes() > count) {
                throw new IllegalArgumentException(
                        "The folder %s has %d episodes already, but %d are to be learned from; the others would be judged by.\nMaybe name another folder with --out."
                                .formatted(folder, writer.episodes(), count));
            }
            for (int i = writer.episodes(); i < count; i++) {
                writer.append(episodes.apply(i));
            }
        }
        try (EpisodeStore store = EpisodeStore.open(folder.resolve("data"))) {
            return JepaTrainer.ofSignals(store, SignalLayout.of(signals), training, seed, JepaTrainer.Clock.system())
                    .train(folder.resolve("run"));
        }
    }
}
