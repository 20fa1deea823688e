package io.github.jepa4j.memory;

import io.github.jepa4j.perception.Encoder;
import io.github.jepa4j.perception.Latent;
import io.github.jepa4j.world.Observation;
import io.github.jepa4j.world.Pixels;

/// Perceives a world of which a part is seen at a time: each view is taken into short-term memory, and the
/// world as it is known then is perceived. Unlike other encoders it is not the same each time, and belongs
/// to one life.
///
/// @param encoder of whole pictures
/// @param views   what was seen lately
public record RememberingEncoder(Encoder encoder, RecentViews views) implements Encoder {

    @Override
    public int dimension() {
        return encoder.dimension();
    }

    @Override
    public Latent encode(Observation observation) {
        if (!(observation instanceof Pixels view)) {
            throw new IllegalArgumentException(
                    "This encoder takes pictures with a channel that tells what is seen, but was given %s.\nMaybe the observation is another world's."
                            .formatted(observation));
        }
        views.see(view);
        return encoder.encode(views.known());
    }
}
