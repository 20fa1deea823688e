package io.github.jepa4j.bench;

import io.github.jepa4j.objective.LinearReadout;
import io.github.jepa4j.regression.SplitConformal;
import java.util.Arrays;

/// What a log of exploring tells of a battery: which power it takes to change the charge by so much in an
/// hour, a function made of straight pieces, and how far off that is.
///
/// @param power      drawn in an hour, in kW, of the change of charge, in kWh
/// @param powerError calibrated on the part of the log that was not learned from, in kW
record LearnedBattery(Hinges power, float powerError) {

    /// The share of the log that is learned from; the rest calibrates.
    private static final double LEARNED = 0.7;

    /// Between the knots, in kWh.
    private static final double SPACING = 0.5;

    /// What is stored of a kWh is at most one; what a delivered one takes, by the data sheet, at most so many.
    private static final double CHARGE_OF_POWER = 1 / BatteryAgent.SURELY_LEFT;

    /// @param charges in kWh, at the beginning of each hour and at the end of the last, `[N + 1]`
    /// @param powers  drawn, in kW, `[N]`
    /// @param most    the greatest power that was asked for, in kW
    static LearnedBattery learn(double[] charges, double[] powers, double most) {
        int learned = (int) (LEARNED * powers.length);
        double[] changes = new double[powers.length];
        for (int hour = 0; hour < changes.length; hour++) {
            changes[hour] = charges[hour + 1] - charges[hour];
        }
        Hinges power = Hinges.learn(Arrays.copyOf(changes, learned), Arrays.copyOf(powers, learned), knots(most));
        double[] scores = new double[powers.length - learned];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = Math.abs(power.at(changes[learned + i]) - powers[learned + i]);
        }
        // The surest bound that so many scores give.
        double coverage = scores.length / (scores.length + 1.0);
        return new LearnedBattery(power, (float) SplitConformal.bound(scores, coverage));
    }

    private static double[] knots(double most) {
        int side = (int) Math.ceil(most / SPACING) - 1;
        double[] knots = new double[2 * side + 1];
        for (int k = 0; k < knots.length; k++) {
            knots[k] = (k - side) * SPACING;
        }
        return knots;
    }

    /// How far the charge may be from what was asked for, an hour later or later still: it is measured every hour, and
    /// what is asked for then starts from there. In kWh.
    float chargeError() {
        return (float) (powerError * CHARGE_OF_POWER);
    }

    LinearReadout charge() {
        return LinearReadout.exact("charge", "kWh", new float[] {1, 0, 0, 0}, 0)
                .withErrors(new float[] {0, chargeError()});
    }

    LinearReadout drawn() {
        return LinearReadout.exact("battery power", "kW", new float[] {0, 1, 0, 0}, 0)
                .withErrors(new float[] {0, powerError});
    }

    /// Of an hour, in $.
    static LinearReadout cost() {
        return LinearReadout.exact("cost", "$", new float[] {0, 0, 1, 0}, 0);
    }

    /// Of an hour, in kg of CO2.
    static LinearReadout emissions() {
        return LinearReadout.exact("emissions", "kg", new float[] {0, 0, 0, 1}, 0);
    }
}
