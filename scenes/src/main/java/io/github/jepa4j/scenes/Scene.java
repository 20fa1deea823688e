package io.github.jepa4j.scenes;

import io.github.jepa4j.world.Clip;
import java.util.List;

/// A video, and what is true in it.
///
/// @param law    that it is about
/// @param clip   `[T, 3, Y, X]`
/// @param states `[T]` lists of all things, each in the same order at all frames; a bystander comes last
public record Scene(Law law, Clip clip, List<List<Sighting>> states) {

    public Scene {
        states = states.stream().map(List::copyOf).toList();
        if (states.size() != clip.frames()) {
            throw new IllegalArgumentException(
                    "The scene has states of %d frames, but its clip has %d.\nMaybe states and clip are of two scenes."
                            .formatted(states.size(), clip.frames()));
        }
    }
}
