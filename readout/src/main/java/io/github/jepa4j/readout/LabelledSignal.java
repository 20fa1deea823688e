package io.github.jepa4j.readout;

import io.github.jepa4j.world.Episode;

/// A signal whose true values are known for recorded episodes: what a readout is learned from and judged
/// by.
///
/// @param name   what the readout will be called, such as `dot.x`
/// @param unit   such as `px`; empty where it has none
/// @param labels where its true values are from
public record LabelledSignal(String name, String unit, Labels labels) {

    /// The true values of a signal. Called on several threads at once.
    @FunctionalInterface
    public interface Labels {

        /// The values of an episode.
        ///
        /// @param number  of the episode, for labels that lie elsewhere
        /// @param episode what was seen and done
        /// @return `[T + 1]`, one for each observation, in the signal's unit; NaN where it is not known
        float[] of(int number, Episode episode);
    }

    public LabelledSignal {
        if (name.isBlank()) {
            throw new IllegalArgumentException(
                    "A signal to be read has no name; objectives could not speak of it.\nMaybe name it after what is measured, such as dot.x.");
        }
    }
}
