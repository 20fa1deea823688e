package io.github.jepa4j.memory;

import java.util.Comparator;

/// A moment that was found by nearness.
///
/// @param number   of its receipt: a greater one is younger
/// @param distance the mean over latent dimensions of the squared gap to the latent asked for, as
///     [io.github.jepa4j.worldmodel.Surprise] measures it; at least 0
/// @param moment   what is remembered of it
public record Recalled(long number, double distance, Moment moment) {

    /// The nearest first; of equally near ones the oldest.
    static final Comparator<Recalled> NEAREST_FIRST =
            Comparator.comparingDouble(Recalled::distance).thenComparingLong(Recalled::number);
}
