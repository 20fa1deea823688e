package io.github.jepa4j.data;

import io.github.jepa4j.world.Observation;
import io.github.jepa4j.world.Pixels;
import io.github.jepa4j.world.Signals;

/// What every observation of a store looks like.
public sealed interface ObservationShape {

    /// Images `[C, Y, X]` of unsigned bytes.
    record OfPixels(int channels, int rows, int columns) implements ObservationShape {

        public OfPixels {
            if (channels < 1 || rows < 1 || columns < 1 || (long) channels * rows * columns > MOST) {
                throw new IllegalArgumentException(
                        "Images of shape [C, Y, X] = [%d, %d, %d] cannot be stored; every axis must be at least 1 and an image at most %d bytes.\nMaybe the shape was read from a damaged file."
                                .formatted(channels, rows, columns, MOST));
            }
        }

        @Override
        public int size() {
            return channels * rows * columns;
        }

        @Override
        public String toString() {
            return "pixels [%d, %d, %d]".formatted(channels, rows, columns);
        }
    }

    /// Vectors of this many signals.
    record OfSignals(int signals) implements ObservationShape {

        public OfSignals {
            if (signals < 0 || signals > MOST) {
                throw new IllegalArgumentException(
                        "Observations of %d signals cannot be stored; there must be 0 to %d.\nMaybe the number was read from a damaged file."
                                .formatted(signals, MOST));
            }
        }

        @Override
        public int size() {
            return signals;
        }

        @Override
        public String toString() {
            return "signals [%d]".formatted(signals);
        }
    }

    /// The greatest number of values of one observation.
    int MOST = 1 << 28;

    /// How many values an observation has.
    int size();

    /// The shape of an observation.
    static ObservationShape of(Observation observation) {
        return switch (observation) {
            case Pixels pixels -> new OfPixels(pixels.channels(), pixels.rows(), pixels.columns());
            case Signals signals -> new OfSignals(signals.values().length);
        };
    }
}
