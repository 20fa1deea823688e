package io.github.jepa4j.cli;

import io.github.jepa4j.data.EpisodeStore;
import io.github.jepa4j.learning.LatentEpisode;
import io.github.jepa4j.worldmodel.JepaModel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/// Recorded episodes as a trained model perceives them, on all cores.
record Perceiving(JepaModel model, Console console) {

    /// A store's first episodes.
    List<LatentEpisode> first(int count, EpisodeStore store) {
        AtomicInteger done = new AtomicInteger();
        try (Telling telling = console.progress("perceive", count, "episodes")) {
            return IntStream.range(0, count)
                    .parallel()
                    .mapToObj(number -> {
                        LatentEpisode episode = LatentEpisode.of(model, store.episode(number));
                        telling.update(done.incrementAndGet(), "");
                        return episode;
                    })
                    .toList();
        }
    }
}
