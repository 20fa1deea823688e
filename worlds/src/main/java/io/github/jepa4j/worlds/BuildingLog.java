package io.github.jepa4j.worlds;

import java.util.List;

/// What a building wanted and its roof gave, hour after hour, and what a kWh from the grid cost and emitted: all that
/// its battery cannot change.
///
/// @param hours at least 2
public record BuildingLog(List<Hour> hours) {

    /// An hour.
    ///
    /// @param load   what the building used, in kWh, at least 0
    /// @param solar  what its roof gave, in kWh, at least 0
    /// @param price  of a kWh from the grid, in $
    /// @param carbon of a kWh from the grid, in kg of CO2
    public record Hour(double load, double solar, double price, double carbon) {

        public Hour {
            if (!(load >= 0 && solar >= 0) || !Double.isFinite(load + solar + price + carbon)) {
                throw new IllegalArgumentException(
                        "An hour has a load of %s kWh, %s kWh of sun, a price of %s $/kWh and %s kg/kWh; all must be finite, load and sun at least 0.\nMaybe a reading is missing, or the sun is counted as a negative load."
                                .formatted(load, solar, price, carbon));
            }
        }

        /// What the building takes from the grid without a battery, in kWh; below 0 what it gives.
        public double net() {
            return load - solar;
        }
    }

    public BuildingLog {
        hours = List.copyOf(hours);
        if (hours.size() < 2) {
            throw new IllegalArgumentException(
                    "The building's log has %d hours; it needs at least 2.\nMaybe only the heading was read."
                            .formatted(hours.size()));
        }
    }

    /// The number of hours.
    public int size() {
        return hours.size();
    }

    /// An hour, from 0.
    public Hour at(int hour) {
        return hours.get(hour);
    }
}
