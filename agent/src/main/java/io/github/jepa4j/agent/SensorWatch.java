package io.github.jepa4j.agent;

import io.github.jepa4j.world.Signal;
import io.github.jepa4j.world.SignalSpace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What is declared of sensors and clock. An agent that is given one believes what it sees only within
/// this; otherwise it does not plan and its [Fallback] acts, and the decision says which [Doubt]s there
/// were. What is not declared is not looked for. For agents without a
/// [io.github.jepa4j.safety.SafetyFilter], which has bounds of its own.
///
/// It looks at every step, between plans too, and goes by readings alone, no model. A reading that was
/// doubted is no yardstick for the next; what can be believed again is, at once. An episode's first
/// reading has nothing before it: where it is wrong but believable, the right ones after it are doubted
/// until the declared speed explains them.
///
/// @param signals    in the order of what is seen; empty where only times are looked at
/// @param longestAge of a reading when it is decided by, and how far ahead of the clock it may be; zero:
///     not looked at
/// @param longestGap from one decision to the next; zero: only a clock that goes back is doubted
public record SensorWatch(List<Watched> signals, Duration longestAge, Duration longestGap) {

    /// What is declared of one signal.
    ///
    /// @param signal       its range is what can be believed
    /// @param frozenAfter  so many readings in a row, alike bit for bit, are those of a frozen sensor; at
    ///     least 2, or 0 where genuine ones may be alike for ever, such as at rest
    /// @param mostChange   from one step to the next, in its unit, above 0; infinity where it may jump, as
    ///     an angle that is counted from 0 again
    public record Watched(Signal signal, int frozenAfter, float mostChange) {

        public Watched {
            if (frozenAfter < 0 || frozenAfter == 1) {
                throw new IllegalArgumentException(
                        "%s is declared frozen after %d readings; it must be at least 2, or 0 for never.\nMaybe repetitions were counted instead of readings."
                                .formatted(signal.name(), frozenAfter));
            }
            if (!(mostChange > 0)) {
                throw new IllegalArgumentException(
                        "%s is declared to change by at most %s %s in a step; it must be above 0.\nMaybe it was rounded, or the sign is that of a fall: it holds both ways."
                                .formatted(signal.name(), mostChange, signal.unit()));
            }
        }
    }

    public SensorWatch {
        signals = List.copyOf(signals);
        if (longestAge.isNegative() || longestGap.isNegative()) {
            throw new IllegalArgumentException(
                    "The longest age of a reading is %s and the longest gap between decisions %s; both must be positive, or zero for not looked at.\nMaybe two instants were subtracted the wrong way round."
                            .formatted(longestAge, longestGap));
        }
    }

    /// Looks at which readings are missing or outside their signals' ranges, and at nothing else yet.
    public static SensorWatch of(SignalSpace space) {
        return new SensorWatch(
                space.signals().stream()
                        .map(signal -> new Watched(signal, 0, Float.POSITIVE_INFINITY))
                        .toList(),
                Duration.ZERO,
                Duration.ZERO);
    }

    /// Looks at times alone, whatever is seen.
    public static SensorWatch ofTimes(Duration longestAge, Duration longestGap) {
        return new SensorWatch(List.of(), longestAge, longestGap);
    }

    /// Takes so many readings of a signal in a row, all alike, for those of a frozen sensor.
    ///
    /// @throws IllegalArgumentException when there is no such signal
    public SensorWatch frozenAfter(String signal, int readings) {
        Watched before = signals.get(index(signal));
        return with(signal, new Watched(before.signal(), readings, before.mostChange()));
    }

    /// Takes a greater change of a signal in one step for no genuine one.
    ///
    /// @param most in the signal's unit
    /// @throws IllegalArgumentException when there is no such signal
    public SensorWatch mostChange(String signal, float most) {
        Watched before = signals.get(index(signal));
        return with(signal, new Watched(before.signal(), before.frozenAfter(), most));
    }

    /// Doubts readings that are older.
    public SensorWatch longestAge(Duration longest) {
        return new SensorWatch(signals, longest, longestGap);
    }

    /// Doubts a clock by which more time has passed since the decision before.
    public SensorWatch longestGap(Duration longest) {
        return new SensorWatch(signals, longestAge, longest);
    }

    boolean needsTime() {
        return !longestAge.isZero() || !longestGap.isZero();
    }

    private SensorWatch with(String signal, Watched watched) {
        int index = index(signal);
        List<Watched> all = new ArrayList<>(signals);
        all.set(index, watched);
        return new SensorWatch(all, longestAge, longestGap);
    }

    private int index(String signal) {
        return new SignalSpace(signals.stream().map(Watched::signal).toList()).index(signal);
    }
}
