package io.github.jepa4j.learning;

import java.util.List;

/// An episode as a frozen encoder perceived it, and what named signals were meanwhile.
///
/// @param latents `[T + 1, D]`
/// @param signals `[T + 1, S]`, finite
public record PerceivedEpisode(float[] latents, float[] signals) {

    static void check(List<PerceivedEpisode> episodes, int dimension, int signals) {
        if (episodes.isEmpty()) {
            throw new IllegalArgumentException(
                    "There are no episodes to learn from; there must be at least 1.\nMaybe the data are elsewhere.");
        }
        for (int e = 0; e < episodes.size(); e++) {
            PerceivedEpisode episode = episodes.get(e);
            int observations = episode.signals.length / signals;
            boolean finite = true;
            for (float value : episode.signals) {
                finite &= Float.isFinite(value);
            }
            if (observations < 2 || episode.latents.length != observations * dimension || !finite) {
                throw new IllegalArgumentException(
                        "Perceived episode %d has %d latent numbers for %d observations of %d signals, %s; it needs at least 2 observations, %d numbers for each, and finite signals.\nMaybe it was perceived by another model."
                                .formatted(
                                        e,
                                        episode.latents.length,
                                        observations,
                                        signals,
                                        finite ? "all finite" : "not all finite",
                                        dimension));
            }
        }
    }
}
