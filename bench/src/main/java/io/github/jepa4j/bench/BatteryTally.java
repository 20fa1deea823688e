package io.github.jepa4j.bench;

/// What some hours with a battery came to.
///
/// @param cost             in $
/// @param emissions        in kg of CO2
/// @param chargeViolations hours at whose end the charge was outside its limits
/// @param powerViolations  hours in which the battery's power was
/// @param worst            how far outside at most, in kWh or kW; 0 where none was
record BatteryTally(double cost, double emissions, int chargeViolations, int powerViolations, double worst) {

    static final BatteryTally NONE = new BatteryTally(0, 0, 0, 0, 0);

    /// Readings are in single precision: less than this is no violation.
    private static final double ROUNDING = 1e-6;

    /// With one hour more.
    BatteryTally and(double cost, double emissions, double charge, double power, StorageLimits limits) {
        double outside = Math.max(limits.least() - charge, charge - limits.most());
        double over = Math.abs(power) - limits.power();
        double further = Math.max(outside, over);
        return new BatteryTally(
                this.cost + cost,
                this.emissions + emissions,
                chargeViolations + (outside > ROUNDING ? 1 : 0),
                powerViolations + (over > ROUNDING ? 1 : 0),
                further > ROUNDING ? Math.max(worst, further) : worst);
    }

    /// Cost and emissions, each as a share of those without a battery, equally weighted.
    double score(BatteryTally without) {
        return (cost / without.cost + emissions / without.emissions) / 2;
    }
}
