package io.github.jepa4j.data;

import io.github.jepa4j.world.Episode;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32C;

/// What a store holds and where it came from. Two stores with equal descriptions can be continued by each
/// other's collector.
///
/// @param observation     the shape of every observation
/// @param actionDimension `A`, the number of axes of every action, at least 0
/// @param provenance      whatever repeats the collection: world, generator, its settings, seed. Sorted by
///     key
public record StoreDescription(ObservationShape observation, int actionDimension, Map<String, String> provenance) {

    public StoreDescription {
        if (actionDimension < 0) {
            throw new IllegalArgumentException(
                    "A store cannot hold actions of %d axes; there must be 0 or more.\nMaybe the number was read from a damaged file."
                            .formatted(actionDimension));
        }
        provenance = Collections.unmodifiableMap(new TreeMap<>(provenance));
    }

    /// The shapes of an episode, with its checksum for provenance: two collections that begin with the same
    /// episode are taken for the same.
    ///
    /// @throws IllegalArgumentException when the episode has no action
    public static StoreDescription of(Episode first) {
        if (first.length() == 0) {
            throw new IllegalArgumentException(
                    "The first episode has no action, so what a store of such episodes holds cannot be told.\nMaybe the world ended the episode at once.");
        }
        ObservationShape shape = ObservationShape.of(first.observations().getFirst());
        var checksum = new CRC32C();
        checksum.update(EncodedEpisode.of(first, shape).bytes());
        return new StoreDescription(
                shape,
                first.actions().getFirst().dimension(),
                Map.of("first-episode", "%08x".formatted(checksum.getValue())));
    }

    /// Refuses an episode of another shape.
    void require(Episode episode) {
        for (int t = 0; t < episode.observations().size(); t++) {
            ObservationShape shape = ObservationShape.of(episode.observations().get(t));
            if (!shape.equals(observation)) {
                throw new IllegalArgumentException(
                        "The episode's observation %d is %s, but the store holds %s.\nMaybe the episode is from another world."
                                .formatted(t, shape, observation));
            }
        }
        for (int t = 0; t < episode.length(); t++) {
            int dimension = episode.actions().get(t).dimension();
            if (dimension != actionDimension) {
                throw new IllegalArgumentException(
                        "The episode's action %d has %d axes, but the store holds actions of %d.\nMaybe the episode is from another world."
                                .formatted(t, dimension, actionDimension));
            }
        }
    }
}
