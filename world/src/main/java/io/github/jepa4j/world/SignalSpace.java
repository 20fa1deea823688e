package io.github.jepa4j.world;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Which signals an observation holds, in the order of [Signals#values].
///
/// @param signals at least one, each with a name of its own
public record SignalSpace(List<Signal> signals) {

    public SignalSpace {
        signals = List.copyOf(signals);
        if (signals.isEmpty()) {
            throw new IllegalArgumentException(
                    "The observation has no signals; it needs at least 1.\nMaybe every column was taken for an action.");
        }
        Set<String> names = new HashSet<>();
        for (Signal signal : signals) {
            if (!names.add(signal.name())) {
                throw new IllegalArgumentException(
                        "Two signals are called '%s'; each needs a name of its own.\nMaybe a column is listed twice."
                                .formatted(signal.name()));
            }
        }
    }

    /// Several signals.
    public static SignalSpace of(Signal... signals) {
        return new SignalSpace(List.of(signals));
    }

    /// The number of signals.
    public int dimension() {
        return signals.size();
    }

    /// Where a signal is in the observation.
    ///
    /// @throws IllegalArgumentException when there is none of that name
    public int index(String name) {
        for (int index = 0; index < signals.size(); index++) {
            if (signals.get(index).name().equals(name)) {
                return index;
            }
        }
        throw new IllegalArgumentException("There is no signal '%s'; there are %s.\nMaybe it is spelt differently."
                .formatted(name, signals.stream().map(Signal::name).toList()));
    }

    /// The reading of a signal, in its unit.
    ///
    /// @throws IllegalArgumentException when there is none of that name, or the observation has other signals
    public float read(Signals seen, String name) {
        if (seen.values().length != signals.size()) {
            throw new IllegalArgumentException(
                    "The observation has %d signals, but %d were expected.\nMaybe it is another world's."
                            .formatted(seen.values().length, signals.size()));
        }
        return seen.values()[index(name)];
    }
}
