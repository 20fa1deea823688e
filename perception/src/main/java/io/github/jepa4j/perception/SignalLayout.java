package io.github.jepa4j.perception;

import io.github.jepa4j.world.Signal;
import io.github.jepa4j.world.SignalSpace;
import java.util.Arrays;
import java.util.List;

/// Which signals an encoder sees, and which of them are angles.
///
/// @param names in the order of the observation, at least one
/// @param turns `[S]`: of an angle one turn, in its unit; 0 for what is no angle
public record SignalLayout(List<String> names, float[] turns) {

    public SignalLayout {
        names = List.copyOf(names);
        turns = turns.clone();
        if (names.isEmpty() || names.size() != turns.length) {
            throw new IllegalArgumentException(
                    "The signals %s have %d turns; there must be at least 1 signal, and a turn for each.\nMaybe a column was forgotten."
                            .formatted(names, turns.length));
        }
    }

    /// Signals none of which is an angle.
    public static SignalLayout of(SignalSpace space) {
        return new SignalLayout(space.signals().stream().map(Signal::name).toList(), new float[space.dimension()]);
    }

    /// How far a signal is from another reading of it, an angle along the shorter arc: `to - from`.
    ///
    /// @param signal its place
    public double difference(int signal, double from, double to) {
        return turns[signal] > 0 ? Math.IEEEremainder(to - from, turns[signal]) : to - from;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SignalLayout that && names.equals(that.names) && Arrays.equals(turns, that.turns);
    }

    @Override
    public int hashCode() {
        return names.hashCode();
    }
}
