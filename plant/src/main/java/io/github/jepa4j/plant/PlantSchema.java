package io.github.jepa4j.plant;

import io.github.jepa4j.configuration.Configuration;
import io.github.jepa4j.world.ActionSpace;
import io.github.jepa4j.world.SignalSpace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What the columns of a plant's log mean, and how its rows become episodes of even time steps. In YAML:
///
/// ```yaml
/// name: stirred tank
/// time: {column: t, format: seconds}
/// step: 100ms
/// signals:
///   - {name: temperature, unit: K, low: 250, high: 600}
/// actions:
///   - {name: coolant, unit: K, low: 250, high: 350}
/// exogenous:
///   - {name: inlet temperature, unit: K}
/// ```
///
/// The rows of a file, or of one value of the episode column, are put in order of time, and cut where two of them
/// are further apart than `longestGap`. Each piece is laid on a grid of `step` that begins with its first row. On it
/// a signal is what `resampling` says; an action, and an exogenous quantity, is the mean over the step of what was
/// held: each row's value until the next row. So a log may be faster than the step, or slower, or uneven.
///
/// @param name       of the plant
/// @param time       where a row's time stands
/// @param step       the time between two observations, above 0
/// @param signals    what was observed, at least one
/// @param actions    what was commanded, and can be commanded; an action's axes are these first
/// @param exogenous  what acts on the plant but cannot be commanded, such as the weather; an action's further axes
/// @param episode    the column that says which episode a row belongs to; without it each file is one
/// @param resampling what a signal is between rows
/// @param gaps       what to do where rows are further apart than `longestGap`
/// @param longestGap up to which two rows belong together; without it three steps
/// @param duplicates what to do with a row at the time of the row before: the first is kept, or the log refused
/// @param unordered  what to do with rows that are not in order of time: sorted, or the log refused
public record PlantSchema(
        String name,
        Time time,
        Duration step,
        List<LogColumn> signals,
        List<LogColumn> actions,
        List<LogColumn> exogenous,
        @Nullable String episode,
        Resampling resampling,
        Remedy gaps,
        @Nullable Duration longestGap,
        Remedy duplicates,
        Remedy unordered) {

    private static final int STEPS_TO_A_GAP = 3;

    /// Where a row's time stands.
    ///
    /// @param column its heading; not looked at where the format is `rows`
    /// @param format how it is written
    public record Time(String column, Format format) {}

    /// How a time is written.
    public enum Format {
        /// A number of seconds, since any beginning.
        SECONDS,
        /// A number of milliseconds, since any beginning.
        MILLISECONDS,
        /// As in ISO 8601, such as `2026-11-24T17:00:00Z`; without an offset it is taken for UTC.
        ISO,
        /// Not at all: each row is one step after the one before.
        ROWS
    }

    /// What a signal is at a time between two rows.
    public enum Resampling {
        /// On the straight line between them (of an angle, along the shorter arc).
        INTERPOLATE,
        /// What the earlier one says.
        HOLD,
        /// The mean of all rows in the step that ends there; what the earlier one says where there is none. An angle's
        /// rows are added up on the same turn.
        MEAN
    }

    /// What to do about a fault of the log.
    public enum Remedy {
        /// Mended where it is, and reported.
        MEND,
        /// The log is refused.
        REFUSE
    }

    public PlantSchema {
        signals = List.copyOf(signals);
        actions = List.copyOf(actions);
        exogenous = List.copyOf(exogenous);
        if (step.isNegative() || step.isZero()) {
            throw new IllegalArgumentException(
                    "The plant's step is %s; it must be above 0.\nMaybe its unit was left out: write 20ms."
                            .formatted(step));
        }
        if (longestGap != null && longestGap.compareTo(step) < 0) {
            throw new IllegalArgumentException(
                    "The plant's longestGap is %s, but two rows a step (%s) apart belong together.\nMaybe the units were mixed up."
                            .formatted(longestGap, step));
        }
        Set<String> names = new HashSet<>();
        for (LogColumn column : columns(signals, actions, exogenous)) {
            if (column.name().isBlank() || !names.add(column.name())) {
                throw new IllegalArgumentException(
                        "Two columns of the plant are called '%s', or one has no name; each needs a name of its own.\nMaybe a column is listed twice."
                                .formatted(column.name()));
            }
        }
    }

    /// A plant of which nothing is said yet, for settings to be written over: it has no signals, and no log can be
    /// read with it.
    public static PlantSchema defaults() {
        return new PlantSchema(
                "plant",
                new Time("time", Format.SECONDS),
                Duration.ofSeconds(1),
                List.of(),
                List.of(),
                List.of(),
                null,
                Resampling.INTERPOLATE,
                Remedy.MEND,
                null,
                Remedy.MEND,
                Remedy.MEND);
    }

    /// The schema that [#toYaml] wrote, or a hand did.
    ///
    /// @throws io.github.jepa4j.configuration.ConfigurationException when it cannot be read
    public static PlantSchema parse(String yaml) {
        return Configuration.parse(yaml, "the plant", defaults());
    }

    /// As YAML, for instance to go with a model.
    public String toYaml() {
        return Configuration.toYaml(this);
    }

    /// Which signals an observation holds.
    ///
    /// @throws IllegalArgumentException when there is none
    public SignalSpace signalSpace() {
        return new SignalSpace(signals.stream().map(LogColumn::signal).toList());
    }

    /// Of each signal that is an angle one turn, in its unit; 0 for what is no angle.
    public float[] turns() {
        float[] turns = new float[signals.size()];
        for (int s = 0; s < turns.length; s++) {
            turns[s] = signals.get(s).angle() ? (float) signals.get(s).turn() : 0;
        }
        return turns;
    }

    /// Of each signal, which signal is its rate per second; -1 where none is.
    public int[] rates() {
        return signals.stream()
                .mapToInt(column -> column.rate().isEmpty() ? -1 : signalSpace().index(column.rate()))
                .toArray();
    }

    /// Which actions can be commanded: each between its limits. The exogenous axes are none of them.
    public ActionSpace actionSpace() {
        float[] low = new float[actions.size()];
        float[] high = new float[actions.size()];
        for (int axis = 0; axis < low.length; axis++) {
            low[axis] = (float) actions.get(axis).low();
            high[axis] = (float) actions.get(axis).high();
        }
        return new ActionSpace.Box(low, high);
    }

    /// All columns: signals, actions, exogenous.
    List<LogColumn> columns() {
        return columns(signals, actions, exogenous);
    }

    private static List<LogColumn> columns(
            List<LogColumn> signals, List<LogColumn> actions, List<LogColumn> exogenous) {
        List<LogColumn> columns = new ArrayList<>(signals);
        columns.addAll(actions);
        columns.addAll(exogenous);
        return columns;
    }

    /// The time step, in seconds.
    public double stepSeconds() {
        return seconds(step);
    }

    double longestGapSeconds() {
        return longestGap == null ? STEPS_TO_A_GAP * stepSeconds() : seconds(longestGap);
    }

    private static double seconds(Duration duration) {
        return duration.getSeconds() + duration.getNano() * 1e-9;
    }
}
