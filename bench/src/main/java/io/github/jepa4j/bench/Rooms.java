package io.github.jepa4j.bench;

import io.github.jepa4j.data.Collector;
import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.data.EpisodeWriter;
import io.github.jepa4j.data.ObservationShape;
import io.github.jepa4j.data.StoreDescription;
import io.github.jepa4j.learning.JepaConfig;
import io.github.jepa4j.perception.ImpalaSpec;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worldmodel.PredictorSpec;
import io.github.jepa4j.worlds.LayoutChoice;
import io.github.jepa4j.worlds.TwoRoomsTrajectories;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/// The world of the benchmarks: two rooms, its sizes and its episodes.
final class Rooms {

    static final int CHANNELS = 2;
    static final int SIDE = 65;
    static final int ACTIONS = 2;

    /// Where a store says how its walls were drawn; as `jepa4j collect` calls it.
    private static final String LAYOUT = "layout";

    private Rooms() {}

    /// The encoder of a configuration, with the statistics of two rooms.
    static ImpalaSpec encoder(JepaConfig.ModelConfig model) {
        ImpalaSpec reference = ImpalaSpec.reference();
        return new ImpalaSpec(
                CHANNELS,
                SIDE,
                SIDE,
                model.widths(),
                model.blocks(),
                model.firstStride(),
                model.latentDimension(),
                reference.mean(),
                reference.std());
    }

    /// The predictor of a configuration.
    static PredictorSpec predictor(JepaConfig.ModelConfig model) {
        return model.predictorSpec(ACTIONS);
    }

    /// Opens the episodes in a folder; where there are fewer, collects up to so many first.
    static EpisodeStore open(Path folder, int episodes, LayoutChoice layouts, Seed seed) {
        if (EpisodeStore.isStore(folder)) {
            EpisodeStore store = EpisodeStore.open(folder);
            requireLayouts(folder, store, layouts);
            if (store.episodes() >= episodes) {
                return store;
            }
            store.close();
        }
        var description = new StoreDescription(
                new ObservationShape.OfPixels(CHANNELS, SIDE, SIDE),
                ACTIONS,
                Map.of("world", "two rooms", LAYOUT, layouts.name(), "seed", Long.toString(seed.value())));
        try (EpisodeWriter writer = EpisodeWriter.open(folder, description)) {
            Collector.onAllCores()
                    .collect(episodes, seed, new TwoRoomsTrajectories(layouts)::episode, writer, done -> {});
        }
        return EpisodeStore.open(folder);
    }

    private static void requireLayouts(Path folder, EpisodeStore store, LayoutChoice layouts) {
        String there = store.description().provenance().getOrDefault(LAYOUT, "unknown");
        if (!there.equalsIgnoreCase(layouts.name())) {
            store.close();
            throw new IllegalArgumentException(
                    "The episodes in %s have walls '%s', but '%s' are asked for.\nMaybe name another folder with --data."
                            .formatted(folder, there, layouts.name()));
        }
    }

    /// Works with a few fresh random-wall episodes, which are gone afterwards.
    static <T> T withEpisodes(int episodes, Seed seed, Function<EpisodeStore, T> work) {
        try {
            Path folder = Files.createTempDirectory("jepa4j-bench");
            try (EpisodeStore store = open(folder.resolve("data"), episodes, LayoutChoice.RANDOM, seed)) {
                return work.apply(store);
            } finally {
                remove(folder);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "A folder for the episodes could not be made or removed: %s.\nMaybe the disk is full."
                            .formatted(e.getMessage()),
                    e);
        }
    }

    static void remove(Path folder) throws IOException {
        List<Path> paths;
        try (Stream<Path> walked = Files.walk(folder)) {
            paths = walked.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path path : paths) {
            Files.deleteIfExists(path);
        }
    }
}
