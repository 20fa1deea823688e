package io.github.jepa4j.bench;

import io.github.jepa4j.tensor.Seed;
import io.github.jepa4j.worlds.BuildingLog;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// A made-up building: people who get up and come home, a roof under passing clouds, a price that is high in the
/// evening, a grid that is dirtiest at night. To choose settings on, and for tests, so that the measured buildings
/// need not be looked at.
final class SyntheticBuilding {

    private static final int DAY = 24;
    private static final int WEEK = 7;
    private static final double ROOF = 3.4;

    private SyntheticBuilding() {}

    /// @param hours of the log, at least 2; the first begins at midnight
    static BuildingLog log(int hours, Seed seed) {
        RandomGenerator people = seed.split("people").generator();
        RandomGenerator clouds = seed.split("clouds").generator();
        List<BuildingLog.Hour> log = new ArrayList<>();
        double clear = 0.7;
        double habit = 0;
        for (int hour = 0; hour < hours; hour++) {
            int ofDay = hour % DAY;
            boolean weekend = hour / DAY % WEEK >= 5;
            clear = Math.clamp(0.93 * clear + 0.07 * 0.75 + 0.09 * clouds.nextGaussian(), 0.1, 1);
            habit = 0.6 * habit + 0.4 * people.nextGaussian();
            double season = Math.cos(2 * Math.PI * hour / (365.0 * DAY));
            double wanted = 0.4
                    + bump(ofDay, 7, 1.5)
                    + (1.8 + 0.4 * season) * bump(ofDay, 19.5, 2.5)
                    + (weekend ? 0.5 * bump(ofDay, 13, 3) : 0);
            double sun = Math.max(0, Math.sin(Math.PI * (ofDay - 6) / 12)) * (0.75 - 0.25 * season);
            double price = ofDay >= 16 && ofDay < 21 ? weekend ? 0.4 : 0.54 : 0.22;
            double carbon = 0.16 - 0.06 * bump(ofDay, 13, 4) + 0.05 * bump(ofDay, 21, 3) + 0.01 * clouds.nextGaussian();
            log.add(new BuildingLog.Hour(
                    Math.max(0.05, wanted * (1 + 0.7 * habit)), ROOF * sun * clear, price, Math.max(0.05, carbon)));
        }
        return new BuildingLog(log);
    }

    private static double bump(double at, double centre, double width) {
        double distance = (at - centre) / width;
        return Math.exp(-distance * distance / 2);
    }
}
