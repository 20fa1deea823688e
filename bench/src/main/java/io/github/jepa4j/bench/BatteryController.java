package io.github.jepa4j.bench;

import io.github.jepa4j.world.Signals;

/// Chooses a battery's power hour by hour.
interface BatteryController {

    /// The power to ask for in the next hour.
    ///
    /// @param hour the one that has just passed, from 0
    /// @param seen of it, in the order of [io.github.jepa4j.worlds.BatteryBuilding]
    /// @return in kW, above 0 to charge
    float decide(int hour, Signals seen);

    /// No battery: it rests.
    static BatteryController none() {
        return (_, _) -> 0;
    }

    /// CityLearn's rule-based controller (`BasicRBC`, the one its schema of 2022 names): from 10 in the evening to 8 in
    /// the morning it charges by 9.1 % of the capacity an hour, at all other hours it discharges by 8 %.
    ///
    /// @param capacity  in kWh
    /// @param firstHour of the day, 1 to 24, that the log begins with
    static BatteryController nights(double capacity, int firstHour) {
        return (hour, _) -> {
            int now = hourOfDay(hour, firstHour);
            return (float) (capacity * (now >= 9 && now <= 21 ? -0.08 : 0.091));
        };
    }

    /// CityLearn's rule-based controller for batteries under a solar roof (`BasicBatteryRBC`): from 6 in
    /// the morning to 2 in the afternoon it charges by 11 % of the capacity an hour, at all other hours it
    /// discharges by 6.7 %.
    ///
    /// @param capacity  in kWh
    /// @param firstHour of the day, 1 to 24, that the log begins with
    static BatteryController sun(double capacity, int firstHour) {
        return (hour, _) -> {
            int now = hourOfDay(hour, firstHour);
            return (float) (capacity * (now >= 6 && now <= 14 ? 0.11 : -0.067));
        };
    }

    /// Of the hour just passed, 1 to 24: what CityLearn's controllers look at.
    private static int hourOfDay(int hour, int firstHour) {
        return (firstHour - 1 + hour) % 24 + 1;
    }

    /// What was planned beforehand.
    ///
    /// @param schedule of the hours from the log's second on, in kW
    static BatteryController follow(double[] schedule) {
        return (hour, _) -> (float) schedule[hour];
    }
}
