package io.github.jepa4j.bench;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.world.Action;
import io.github.jepa4j.world.Signals;
import io.github.jepa4j.worlds.Battery;
import io.github.jepa4j.worlds.BatteryBuilding;
import io.github.jepa4j.worlds.BuildingLog;

/// The hours of a building's log, lived through with one controller or another. Of a log's first hour
/// nothing is counted: nothing is decided about it.
///
/// @param log     of the building
/// @param battery in it
/// @param limits  that its schedule must keep
record BatteryYear(BuildingLog log, Battery battery, StorageLimits limits) {

    /// What came of it.
    ///
    /// @param all  hours
    /// @param late those after the exploring
    record Result(BatteryTally all, BatteryTally late) {}

    static BatteryYear of(BuildingLog log, Battery battery) {
        return new BatteryYear(log, battery, StorageLimits.of(battery.capacity()));
    }

    /// The charge that all begin with, the least that is allowed, in kWh.
    double start() {
        return limits.least();
    }

    Result live(BatteryController controller) {
        var building = new BatteryBuilding(log, battery, start());
        Signals seen = building.reset(new Seed(0));
        BatteryTally all = BatteryTally.NONE;
        BatteryTally late = BatteryTally.NONE;
        for (int hour = 0; hour < log.size() - 1; hour++) {
            seen = building.step(new Action(controller.decide(hour, seen)));
            double power = seen.values()[1];
            double charge = building.state().charge();
            all = with(all, hour + 1, charge, power);
            late = hour >= BatteryAgent.EXPLORING ? with(late, hour + 1, charge, power) : late;
        }
        return new Result(all, late);
    }

    /// The least that any schedule inside the limits can come to by a battery that loses so much at every
    /// power, weighing cost and emissions as the score does.
    Result optimum(double efficiency, Result without) {
        double[] net = new double[log.size() - 1];
        double[] weight = new double[net.length];
        for (int hour = 0; hour < net.length; hour++) {
            BuildingLog.Hour row = log.at(hour + 1);
            net[hour] = row.net();
            weight[hour] = row.price() / without.all.cost() + row.carbon() / without.all.emissions();
        }
        double[] drawn = new StorageOptimum(limits, efficiency).schedule(net, weight, start());
        BatteryTally all = BatteryTally.NONE;
        BatteryTally late = BatteryTally.NONE;
        for (int hour = 0; hour < net.length; hour++) {
            all = with(all, hour + 1, start(), drawn[hour]);
            late = hour >= BatteryAgent.EXPLORING ? with(late, hour + 1, start(), drawn[hour]) : late;
        }
        return new Result(all, late);
    }

    private BatteryTally with(BatteryTally tally, int hour, double charge, double power) {
        BuildingLog.Hour row = log.at(hour);
        double bought = Math.max(0, row.net() + power);
        return tally.and(bought * row.price(), bought * row.carbon(), charge, power, limits);
    }
}
