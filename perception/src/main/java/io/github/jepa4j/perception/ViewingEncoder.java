package io.github.jepa4j.perception;

import io.github.jepa4j.world.Observation;
import io.github.jepa4j.world.Pixels;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// An encoder that sees pictures otherwise than they come: in the size and the channels that it was made
/// for.
///
/// @param encoder what sees them
/// @param view    how they are shown to it: the same picture always alike, and safe to call from many threads
public record ViewingEncoder(Encoder encoder, UnaryOperator<Pixels> view) implements Encoder {

    @Override
    public int dimension() {
        return encoder.dimension();
    }

    @Override
    public Latent encode(Observation observation) {
        return encoder.encode(seen(observation));
    }

    @Override
    public List<Latent> encode(List<? extends Observation> observations) {
        List<Pixels> seen = new ArrayList<>();
        for (Observation observation : observations) {
            seen.add(seen(observation));
        }
        return encoder.encode(seen);
    }

    private Pixels seen(Observation observation) {
        if (!(observation instanceof Pixels picture)) {
            throw new IllegalArgumentException(
                    "The observation is %s, but pixels were expected.\nMaybe the world is one of signals."
                            .formatted(observation));
        }
        return view.apply(picture);
    }
}
