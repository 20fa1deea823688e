package io.github.jepa4j.plant;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/// What is known about units: which measure the same thing, and how one becomes the other, `factor * x + offset`.
/// Factors are those of the International System of Units (BIPM, *The International System of Units*, 9th edition,
/// 2019); rpm, psi and the degree Fahrenheit by their definitions.
final class Units {

    /// @param quantity what is measured
    /// @param factor   to the quantity's first unit
    /// @param offset   likewise, after the factor
    private record Unit(String quantity, double factor, double offset) {}

    /// From one unit to another: `factor * x + offset`.
    record Conversion(double factor, double offset) {

        static final Conversion NONE = new Conversion(1, 0);

        double apply(double value) {
            return factor * value + offset;
        }
    }

    private static final Map<String, Unit> KNOWN = new HashMap<>();

    static {
        add("angle", "rad", 1, "deg", Math.PI / 180, "°", Math.PI / 180, "rev", 2 * Math.PI);
        add("angular velocity", "rad/s", 1, "deg/s", Math.PI / 180, "°/s", Math.PI / 180, "rpm", 2 * Math.PI / 60);
        add("time", "s", 1, "ms", 1e-3, "min", 60, "h", 3600, "d", 86_400);
        add("length", "m", 1, "mm", 1e-3, "cm", 1e-2, "km", 1e3);
        add("speed", "m/s", 1, "km/h", 1 / 3.6);
        add("mass", "kg", 1, "g", 1e-3, "t", 1e3);
        add("torque", "Nm", 1, "N·m", 1, "N m", 1, "mNm", 1e-3);
        add("power", "W", 1, "kW", 1e3, "MW", 1e6);
        add("energy", "J", 1, "kJ", 1e3, "MJ", 1e6, "Wh", 3.6e3, "kWh", 3.6e6, "MWh", 3.6e9);
        add("pressure", "Pa", 1, "hPa", 100, "kPa", 1e3, "MPa", 1e6, "bar", 1e5, "mbar", 100, "psi", 6894.757293168361);
        add("flow", "m³/s", 1, "m3/s", 1, "m³/h", 1 / 3600.0, "m3/h", 1 / 3600.0, "L/s", 1e-3, "L/min", 1e-3 / 60);
        add("current", "A", 1, "mA", 1e-3);
        add("voltage", "V", 1, "mV", 1e-3, "kV", 1e3);
        add("part", "", 1, "1", 1, "%", 1e-2);
        KNOWN.put("K", new Unit("temperature", 1, 0));
        KNOWN.put("°C", new Unit("temperature", 1, 273.15));
        KNOWN.put("degC", new Unit("temperature", 1, 273.15));
        KNOWN.put("°F", new Unit("temperature", 5 / 9.0, 459.67 * 5 / 9));
        KNOWN.put("degF", new Unit("temperature", 5 / 9.0, 459.67 * 5 / 9));
    }

    private Units() {}

    private static void add(String quantity, Object... unitsAndFactors) {
        for (int i = 0; i < unitsAndFactors.length; i += 2) {
            double factor = ((Number) unitsAndFactors[i + 1]).doubleValue();
            KNOWN.put((String) unitsAndFactors[i], new Unit(quantity, factor, 0));
        }
    }

    /// @throws LogException when the two are not known to measure the same thing
    static Conversion between(String name, String logged, String wanted) {
        if (logged.equals(wanted)) {
            return Conversion.NONE;
        }
        Unit from = KNOWN.get(logged);
        Unit to = KNOWN.get(wanted);
        if (from == null || to == null || !from.quantity().equals(to.quantity())) {
            throw new LogException(
                    LogException.Kind.UNIT,
                    "The column %s is logged in '%s', but '%s' is wanted, and no conversion between them is known.\nMaybe one of them is spelt differently, or the column is another quantity."
                            .formatted(name, logged, wanted));
        }
        return new Conversion(from.factor() / to.factor(), (from.offset() - to.offset()) / to.factor());
    }

    /// Whether two spellings are of the same unit.
    static boolean isSame(String one, String other) {
        return one.equals(other) || (KNOWN.containsKey(one) && KNOWN.get(one).equals(KNOWN.get(other)));
    }

    /// Where the unit begins in a heading that states one at its end: `T_R [°C]` or `T_R (°C)`.
    static OptionalInt beginning(String heading) {
        char last = heading.isEmpty() ? ' ' : heading.charAt(heading.length() - 1);
        int begin = last == ']' ? heading.lastIndexOf('[') : last == ')' ? heading.lastIndexOf('(') : -1;
        return begin > 0 ? OptionalInt.of(begin) : OptionalInt.empty();
    }
}
