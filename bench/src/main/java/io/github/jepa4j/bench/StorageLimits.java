package io.github.jepa4j.bench;

/// What a battery's schedule must keep.
///
/// @param least charge, in kWh
/// @param most  charge, in kWh, above `least`
/// @param power either way, in kW, above 0
record StorageLimits(double least, double most, double power) {

    StorageLimits {
        if (!(least < most && power > 0)) {
            throw new IllegalArgumentException(
                    "The limits of the battery are %s to %s kWh and %s kW; the least must be below the most, the power above 0.\nMaybe they were swapped."
                            .formatted(least, most, power));
        }
    }

    /// Between 10 % and 90 % of the capacity, and up to the power that the published battery can do anywhere between
    /// them: 3 of its 5 kW.
    static StorageLimits of(double capacity) {
        return new StorageLimits(0.1 * capacity, 0.9 * capacity, 3);
    }
}
