package io.github.jepa4j.plant;

import io.github.jepa4j.world.Signal;

/// A column of a plant's log, and what it means. In YAML:
///
/// ```yaml
/// {name: reactor temperature, column: T_R, unit: K, logged: °C, low: 250, high: 600}
/// ```
///
/// @param name   what it is called from here on
/// @param column its heading in the log; empty where that is the name. A heading may state a unit after the
///     name, `T_R [°C]`: it must then be the one it is logged in
/// @param unit   the unit it is turned into, such as `K`; empty where it has none
/// @param logged the unit it is logged in; empty where that is `unit`. Between two units that are not known to
///     measure the same thing there is no conversion, and the log is refused
/// @param low    the least reading that can be believed, in `unit`; what is below counts as missing
/// @param high   the greatest, likewise
/// @param angle  whether it comes back to itself after one turn (`unit` is then rad or deg)
/// @param rate   the signal that is its rate per second, in its unit; empty where none is
public record LogColumn(
        String name, String column, String unit, String logged, double low, double high, boolean angle, String rate) {

    public LogColumn {
        if (!(low <= high)) {
            throw new IllegalArgumentException(
                    "The column %s ranges from %s to %s %s; the lower limit must not exceed the upper.\nMaybe they were swapped."
                            .formatted(name, low, high, unit));
        }
        if (angle && !unit.equals("rad") && !unit.equals("deg")) {
            throw new IllegalArgumentException(
                    "The angle %s is in '%s', but an angle must be in rad or deg.\nMaybe add unit: rad, and the unit it is logged in as logged."
                            .formatted(name, unit));
        }
    }

    /// A column of which nothing is said yet: every reading can be believed.
    public static LogColumn defaults() {
        return new LogColumn("", "", "", "", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false, "");
    }

    /// A column by its heading, of which every reading can be believed.
    public static LogColumn of(String name, String unit) {
        return new LogColumn(name, "", unit, "", Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, false, "");
    }

    /// The same, believed between limits.
    public LogColumn within(double least, double greatest) {
        return new LogColumn(name, column, unit, logged, least, greatest, angle, rate);
    }

    /// Its heading in the log, without a unit.
    public String heading() {
        return column.isEmpty() ? name : column;
    }

    /// The unit it is logged in.
    public String loggedUnit() {
        return logged.isEmpty() ? unit : logged;
    }

    /// The signal it becomes.
    public Signal signal() {
        return new Signal(name, unit, (float) low, (float) high);
    }

    /// One turn, in its unit.
    double turn() {
        return unit.equals("deg") ? 360 : 2 * Math.PI;
    }
}
