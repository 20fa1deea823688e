package io.github.jepa4j.readout;

import io.github.jepa4j.world.Episode;

/// Recorded episodes by number: a store's, or simulated ones. Read on several threads at once.
public interface EpisodeSource {

    /// How many there are; they are numbered from 0.
    int episodes();

    /// An episode, the same each time.
    Episode episode(int number);
}
