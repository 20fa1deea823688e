package io.github.jepa4j.cli;

import io.github.jepa4j.data.Collector;
import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.data.EpisodeWriter;
import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worlds.TwoRoomsTrajectories;
import java.nio.file.Path;

/// Collecting episodes into a folder.
final class Collection {

    private Collection() {}

    /// What a collection came to.
    ///
    /// @param data            the folder
    /// @param episodes        how many it has
    /// @param collected       how many of them were collected now
    /// @param frames          pictures in all
    /// @param bytes           on the disk
    /// @param hash            says of two folders whether they hold the same
    /// @param lost            shards that cannot be read
    /// @param seconds         spent now
    /// @param framesPerSecond of what was collected now
    record Figures(
            Path data,
            int episodes,
            int collected,
            long frames,
            long bytes,
            String hash,
            int lost,
            double seconds,
            double framesPerSecond) {}

    /// Brings the folder to so many episodes; those there already stay.
    static Figures into(Path folder, CollectSettings settings, Console console) {
        double begun = console.seconds();
        TwoRoomsTrajectories source = settings.source();
        int before;
        try (EpisodeWriter writer = EpisodeWriter.open(folder, settings.description());
                Telling telling = console.progress("collect", settings.episodes(), "episodes")) {
            before = writer.episodes();
            telling.continueFrom(before);
            new Collector(Machine.threads(settings.threads()))
                    .collect(
                            settings.episodes(),
                            new Seed(settings.seed()),
                            source::episode,
                            writer,
                            done -> telling.update(done, ""));
        }
        double seconds = console.seconds() - begun;
        return figures(folder, before, settings.steps() + 1L, seconds);
    }

    private static Figures figures(Path folder, int before, long framesPerEpisode, double seconds) {
        try (EpisodeStore store = EpisodeStore.open(folder)) {
            long frames = 0;
            for (int episode = 0; episode < store.episodes(); episode++) {
                frames += store.frames(episode);
            }
            int collected = store.episodes() - before;
            return new Figures(
                    folder,
                    store.episodes(),
                    collected,
                    frames,
                    store.bytes(),
                    store.hash(),
                    store.lost().size(),
                    seconds,
                    collected * framesPerEpisode / seconds);
        }
    }
}
